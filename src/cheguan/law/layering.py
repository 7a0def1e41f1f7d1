"""Laying reforms over a service. Each change writes to named attributes and to nothing else.

What all layers write is gathered first, so their order does not matter and two that want different things of the
same attribute are found before anything is changed. The service itself is frozen: a layered one is another object.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Protocol

from cheguan.law.conditions import ALWAYS, Condition, compile_condition
from cheguan.law.relief import Gap, Waiver
from cheguan.law.service import Material, Service

# The kinds of attribute that a change may write to; the second half of a key says which one of them.
Key = tuple[str, str]
Value = tuple[str, str] | str | int | Gap
THE_VEHICLE = "vehicle"
VERIFIED, NOT_VERIFIED = "R2", "R1"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a measure does. ``targets`` are what it names; ``value`` is a condition, a number or a gap's terms."""

    kind: str
    targets: tuple[str, ...] = ()
    value: str | int | Gap = ""

    def writes(self, service: Service) -> Iterator[tuple[Key, Value]]:
        """What it writes to this service; nothing where the service has none of what it names."""
        return WRITES[self.kind](self, service)


class Layer(Protocol):
    """What is laid over a service: a measure."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def changes(self) -> tuple[Change, ...]: ...


class Contradiction(Exception):
    """Two layers want different things of the same attribute of a service."""

    def __init__(self, service: Service, key: Key, one: Layer, other: Layer) -> None:
        self.service, self.key, self.layers = service, key, (one, other)
        what = " ".join(each for each in key if each)
        both = " / ".join(f"{each.code}（{each.name}）" for each in self.layers)
        super().__init__(f"{service.code}: {what}: {both} 相互抵触 · contradict each other")


def apply(service: Service, layers: Iterable[Layer]) -> Service:
    """The service under these layers; the service itself when there are none. The order of the layers is no matter."""
    ordered = sorted(layers, key=lambda each: (each.since, each.code))
    if not ordered:
        return service
    if service.layers:
        raise ValueError(f"{service.code} is layered already: {', '.join(service.layers)}")
    found = service
    for (kind, target), (value, layer) in written(service, ordered).items():
        found = SETTERS[kind](found, target, value, layer.code)
    return replace(found, layers=tuple(each.code for each in ordered))


def written(service: Service, layers: Iterable[Layer]) -> Mapping[Key, tuple[Value, Layer]]:
    """Every attribute that the layers write to, with what and by whom; ``Contradiction`` when two disagree."""
    found: dict[Key, tuple[Value, Layer]] = {}
    for layer in layers:
        for change in layer.changes:
            for key, value in change.writes(service):
                earlier, by = found.setdefault(key, (value, layer))
                if earlier != value:
                    raise Contradiction(service, key, by, layer)
    return found


@cache
def condition(text: str) -> Condition:
    """Compiled once, so that two services under the same layers are equal."""
    return compile_condition(text) if text else ALWAYS


def _materials(how: str) -> "Writer":
    def writes(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
        asked = {each.code for each in service.materials}
        return ((("material", code), (how, str(change.value))) for code in change.targets if code in asked)

    return writes


def _channels(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    return ((("channel", code), "open") for code in change.targets)


def _agent(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    yield ("agent", ""), "allowed"


def _limit(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    assert isinstance(change.value, int)
    if change.value < service.limit.days:
        yield ("limit", ""), change.value


def _verification(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    """No verification: the shorter route, and the vehicle need not be brought."""
    if service.route == VERIFIED:
        yield ("route", ""), str(change.value)
        if any(each.code == THE_VEHICLE for each in service.materials):
            yield ("material", THE_VEHICLE), ("spared", str(change.value))


def _parties(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    asked = {each.role for each in service.parties}
    return ((("party", role), GONE) for role in change.targets if role in asked)


def _place(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    asked = {each.code for each in service.rules}
    return ((("rule", code), GONE) for code in change.targets if code in asked)


def _gap(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    """Only what the service asks for can be missing for now."""
    assert isinstance(change.value, Gap)
    asked = change.value.materials & {each.code for each in service.materials}
    if asked:
        yield ("gap", ""), replace(change.value, materials=asked)


def _promise(change: Change, service: Service) -> Iterator[tuple[Key, Value]]:
    assert isinstance(change.value, int)
    yield ("promise", ""), change.value


Writer = Callable[[Change, Service], Iterator[tuple[Key, Value]]]
WRITES: Mapping[str, Writer] = {
    "waive_material": _materials("always"),
    "fetch_material": _materials("networked"),
    "drop_material": _materials(GONE),
    "open_channel": _channels,
    "allow_agent": _agent,
    "shorten_limit": _limit,
    "skip_verification": _verification,
    "free_party": _parties,
    "widen_place": _place,
    "allow_gap": _gap,
    "promise_minutes": _promise,
}


def _set_material(service: Service, target: str, value: Value, measure: str) -> Service:
    assert isinstance(value, tuple)
    changed = (_changed(each, value, measure) if each.code == target else each for each in service.materials)
    return replace(service, materials=tuple(each for each in changed if each is not None))


def _changed(material: Material, value: tuple[str, str], measure: str) -> Material | None:
    how, when = value
    if how == GONE or (how == "spared" and not when):
        return None
    if how == "spared":
        base = material.needed_if.text
        return replace(material, needed_if=condition(f"({base}) and not ({when})" if base else f"not ({when})"))
    return replace(material, waiver=Waiver(how, condition(when), measure))


def _set_route(service: Service, target: str, value: Value, measure: str) -> Service:
    when, base = str(value), service.quick_route_if
    if not when:
        return replace(service, route=NOT_VERIFIED, quick_route="", quick_route_if=None)
    either = f"({base.text}) or ({when})" if base else when
    return replace(service, quick_route=NOT_VERIFIED, quick_route_if=condition(either))


def _open_channel(service: Service, target: str, value: Value, measure: str) -> Service:
    return replace(service, channels=service.channels | {target})


def _allow_agent(service: Service, target: str, value: Value, measure: str) -> Service:
    return replace(service, agent_allowed=True)


def _set_limit(service: Service, target: str, value: Value, measure: str) -> Service:
    assert isinstance(value, int)
    return replace(service, limit=replace(service.limit, days=value))


def _free_party(service: Service, target: str, value: Value, measure: str) -> Service:
    return replace(service, parties=tuple(each for each in service.parties if each.role != target))


def _drop_rule(service: Service, target: str, value: Value, measure: str) -> Service:
    return replace(service, rules=tuple(each for each in service.rules if each.code != target))


def _set_gap(service: Service, target: str, value: Value, measure: str) -> Service:
    assert isinstance(value, Gap)
    return replace(service, gap=replace(value, measure=measure))


def _set_promise(service: Service, target: str, value: Value, measure: str) -> Service:
    assert isinstance(value, int)
    return replace(service, promise_minutes=value)


SETTERS: Mapping[str, Callable[[Service, str, Value, str], Service]] = {
    "material": _set_material,
    "route": _set_route,
    "channel": _open_channel,
    "agent": _allow_agent,
    "limit": _set_limit,
    "party": _free_party,
    "rule": _drop_rule,
    "gap": _set_gap,
    "promise": _set_promise,
}
