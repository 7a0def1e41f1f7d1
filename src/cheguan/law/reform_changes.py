"""Reading what a measure changes: one kind of change, one way of saying it."""

from collections.abc import Callable, Iterable, Mapping

from cheguan.law import citation, dictionary, layering
from cheguan.law.citation import cited
from cheguan.law.conditions import BadCondition
from cheguan.law.lawfile import Table
from cheguan.law.layering import Change
from cheguan.law.lifecycle import Step
from cheguan.law.loader import UNITS
from cheguan.law.relief import BARRED_DAYS, CHASE_DAYS, Gap

GRADES = (*citation.GRADES, "DESIGN")
# A grant changes the registers and cannot be taken back by a return, so no gap reaches beyond it.
STOPS = (Step.REVIEW.value, Step.GRANT.value)
# Rules that only ask whether this is the right office; no other rule can be lifted by a reform.
PLACE_RULES = (
    "vehicle.registered_here",
    "registration.office_competent",
    "licence.issued_here",
    "change.colour_office",
)
# What neither decides the right itself nor is hard to look up; identity, origin, title and fitness never wait (DESIGN).
MAY_COME_LATER = ("power_of_attorney", "insurance", "purchase_tax", "vessel_tax")


def read(row: Table) -> Change:
    """One change; what it names must be in the dictionaries, its condition well formed."""
    kind = row.one_of("kind", KINDS)
    found = KINDS[kind](kind, row)
    row.done()
    return found


def _on_materials(kind: str, row: Table) -> Change:
    return Change(kind, _some(row, "materials", dictionary.materials()), _when(row))


def _on_channels(kind: str, row: Table) -> Change:
    return Change(kind, _some(row, "channels", dictionary.channels()))


def _on_parties(kind: str, row: Table) -> Change:
    return Change(kind, _some(row, "parties", dictionary.parties()))


def _on_rules(kind: str, row: Table) -> Change:
    return Change(kind, _some(row, "rules", PLACE_RULES))


def _plain(kind: str, row: Table) -> Change:
    return Change(kind)


def _conditional(kind: str, row: Table) -> Change:
    return Change(kind, value=_when(row))


def _days(kind: str, row: Table) -> Change:
    return Change(kind, value=_at_least_one(row, "days"))


def _minutes(kind: str, row: Table) -> Change:
    return Change(kind, value=_at_least_one(row, "minutes"))


def _gap(kind: str, row: Table) -> Change:
    """Which measure it is by is known once it lies on a service."""
    materials = _some(row, "materials", MAY_COME_LATER)
    terms = Gap(
        materials=frozenset(materials),
        undertaking=row.text("undertaking"),
        undertaking_en=row.text("undertaking_en"),
        days=_at_least_one(row, "days"),
        unit=row.one_of("unit", UNITS),
        stops=row.one_of("stops", STOPS),
        basis=cited(row, "basis"),
        grade=row.one_of("grade", GRADES),
        measure="",
        chase_days=row.number("chase_days", CHASE_DAYS),
        barred_days=row.number("barred_days", BARRED_DAYS),
    )
    return Change(kind, materials, terms)


KINDS: Mapping[str, Callable[[str, Table], Change]] = {
    "waive_material": _on_materials,
    "fetch_material": _on_materials,
    "drop_material": _on_materials,
    "open_channel": _on_channels,
    "allow_agent": _plain,
    "shorten_limit": _days,
    "skip_verification": _conditional,
    "free_party": _on_parties,
    "widen_place": _on_rules,
    "allow_gap": _gap,
    "promise_minutes": _minutes,
}


def _some(row: Table, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
    found = row.some_of(key, allowed)
    if not found:
        raise row.error(f"{row.name}.{key} is missing", near="kind", allowed=allowed)
    return found


def _when(row: Table) -> str:
    """A condition, read once here so that a wrong one is told with its line."""
    text = row.text("when", "")
    try:
        layering.condition(text)
    except BadCondition as bad:
        raise row.error(str(bad), near=text) from bad
    return text


def _at_least_one(row: Table, key: str) -> int:
    found = row.number(key)
    if found < 1:
        raise row.error(f"{row.name}.{key} is below one", near=key)
    return found
