"""What a reform frees a case from: asked of the law once for each signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cheguan.law import catalogue, layering, reform
from cheguan.law.facts import CaseFacts, FactMissing
from cheguan.law.layering import THE_VEHICLE, Key, Value
from cheguan.law.measure import Measure
from cheguan.law.relief import Gap
from cheguan.oversight.planning.signatures import Signature

NETWORKED = "networked"


@dataclass(frozen=True, slots=True)
class Freed:
    """``papers`` by how they fall away; ``rules`` by what would no longer be found. ``already`` when the case was
    accepted under the reform as it is, ``fee_fen`` what a refused one would have cost."""

    papers: Mapping[str, str]
    rules: frozenset[str]
    verification: bool
    channels: frozenset[str]
    gap: frozenset[str]
    already: bool
    fee_fen: int

    @property
    def unchecked(self) -> frozenset[str]:
        """Papers that nobody looks at any more, neither the clerk nor the network."""
        return frozenset(code for code, how in self.papers.items() if how != NETWORKED)

    def settles(self, rules: frozenset[str]) -> bool:
        """Whether everything that was told would not be said again."""
        return bool(rules) and rules <= self.rules


NOTHING = Freed({}, frozenset(), verification=False, channels=frozenset(), gap=frozenset(), already=False, fee_fen=0)


def freed(signature: Signature, measures: Sequence[Measure], *, on: date) -> Freed:
    """``Contradiction`` when a measure does not go together with one that the case was accepted under."""
    edition = catalogue.get(signature.service, on=signature.edition)
    pinned = [reform.get(code) for code in signature.layers]
    covering = [each for each in measures if each.scope.covers(edition)]
    new = [each for each in covering if each.code not in signature.layers]
    layering.written(edition, [*pinned, *new])
    writes = {key: value for key, (value, _) in layering.written(edition, new).items()}
    if not writes:
        return NOTHING if not covering else _already()
    facts = signature.facts(on=on)
    fee_fen = sum(fee.fen for fee in edition.fees(facts)) if signature.refused else 0
    return _freed(writes, facts, fee_fen, already=len(new) < len(covering))


def _already() -> Freed:
    return Freed({}, frozenset(), verification=False, channels=frozenset(), gap=frozenset(), already=True, fee_fen=0)


def _freed(writes: Mapping[Key, Value], facts: CaseFacts, fee_fen: int, *, already: bool) -> Freed:
    papers = {
        code: value[0]
        for (kind, code), value in writes.items()
        if kind == "material" and isinstance(value, tuple) and code != THE_VEHICLE and _holds(value[1], facts)
    }
    parties = {target for kind, target in writes if kind == "party"}
    rules = {target for kind, target in writes if kind == "rule"}
    gap, route = writes.get(("gap", "")), writes.get(("route", ""))
    return Freed(
        papers=papers,
        rules=frozenset(
            {f"material.{each}" for each in papers}
            | {f"party.{each}" for each in parties}
            | rules
            | ({"agent.not_allowed"} if ("agent", "") in writes else set())
        ),
        verification=route is not None and _holds(str(route), facts),
        channels=frozenset(target for kind, target in writes if kind == "channel"),
        gap=gap.materials if isinstance(gap, Gap) else frozenset(),
        already=already,
        fee_fen=fee_fen,
    )


def _holds(condition: str, facts: CaseFacts) -> bool:
    """A condition about a vehicle does not hold of a matter without one."""
    try:
        return layering.condition(condition).holds(facts)
    except FactMissing:
        return False
