"""Which classes a larger one contains. The annex was not read; several pages agree on the table (grade B)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from cheguan.law.rules.licence_classes import in_order

CONTAINS: Mapping[str, frozenset[str]] = {
    "A1": frozenset({"A3", "B1", "B2", "C1", "C2", "C3", "C4", "M"}),
    "A2": frozenset({"B1", "B2", "C1", "C2", "C3", "C4", "C6", "M"}),
    "A3": frozenset({"C1", "C2", "C3", "C4"}),
    "B1": frozenset({"C1", "C2", "C3", "C4", "M"}),
    "B2": frozenset({"C1", "C2", "C3", "C4", "M"}),
    "C1": frozenset({"C2", "C3", "C4"}),
    "C3": frozenset({"C4"}),
    "D": frozenset({"E", "F"}),
    "E": frozenset({"F"}),
}
NOTHING: frozenset[str] = frozenset()


def contained(held: Iterable[str]) -> frozenset[str]:
    """What may be driven beside the classes themselves."""
    return NOTHING.union(*(CONTAINS.get(each, NOTHING) for each in held))


def shown(held: Collection[str]) -> tuple[str, ...]:
    """The classes that stand on the card: those that no other one contains."""
    return in_order(frozenset(held) - contained(held))


def held_since(dates: Mapping[str, date]) -> dict[str, date]:
    """Since when each class may be driven, by its own grant or by that of a larger one."""
    since = dict(dates)
    for each, day in dates.items():
        for inner in CONTAINS.get(each, NOTHING):
            since[inner] = min(day, since.get(inner, day))
    return since


def above(target: str, held: Iterable[str]) -> frozenset[str]:
    """The held classes that contain the target."""
    return frozenset(each for each in held if target in CONTAINS.get(each, NOTHING))
