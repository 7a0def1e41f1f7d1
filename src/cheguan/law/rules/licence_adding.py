"""Which class may be asked for: as the first one, or beside those that are held (增驾)."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from cheguan.law.citation import Citation, cite
from cheguan.law.rules.licence_classes import CLASSES, DrivingClass

ADDED_ONLY = frozenset({"A1", "A2", "B1", "C6"})
FIRST_CLASSES = frozenset(CLASSES) - ADDED_ONLY


class Ladder(NamedTuple):
    """What a class is reached from: the classes with the years of holding each, and the cycles without 12 points."""

    held: Mapping[str, int]
    cycles: int
    article: Citation


def _ladder(held: Mapping[str, int], cycles: int, article: str) -> Ladder:
    return Ladder(held, cycles, cite(f"机动车驾驶证申领和使用规定#{article}"))


LADDERS: Mapping[str, Ladder] = {
    "C6": _ladder({"C1": 1, "C2": 1}, 1, "17(1)"),
    "B1": _ladder(dict.fromkeys(("A3", "B2", "C1", "C2", "C3", "C4"), 2), 2, "17(2)"),
    "A2": _ladder({"B1": 2, "B2": 2, "A1": 1}, 2, "17(3)"),
    "A1": _ladder({"A3": 2, "B1": 2, "B2": 3, "A2": 1}, 3, "17(4)"),
}
OTHER_CLASSES = _ladder(dict.fromkeys(CLASSES, 0), 1, "17")
VOCATIONAL = _ladder({"C1": 0}, 1, "17")
VOCATIONAL_TARGETS = frozenset({"A1", "A2"})


def may_be_first(driving_class: str, *, held: Collection[str] = ()) -> bool:
    """Whether somebody without a licence may ask for the class; who holds one adds to it instead."""
    return driving_class in FIRST_CLASSES and not held


def ladder_to(target: str, *, vocational_student: bool = False) -> Ladder:
    if vocational_student and target in VOCATIONAL_TARGETS:
        return VOCATIONAL
    return LADDERS.get(target, OTHER_CLASSES)


def may_add(
    target: str,
    *,
    held: Mapping[DrivingClass, float],
    ladder: Ladder,
    cycles_without_12: int | None = None,
    current_cycle_12: bool = False,
) -> bool:
    """Whether the class may be added to those held.

    ``held`` gives the years, with fractions, for which each class has been held. A right that a larger class contains
    counts only when it is stated as held. ``cycles_without_12`` counts the latest finished cycles without 12 points,
    those before the first licence as such cycles too; nothing means that none ever reached 12.
    """
    if current_cycle_12 or target in held:
        return False
    if cycles_without_12 is not None and cycles_without_12 < ladder.cycles:
        return False
    return any(years >= ladder.held.get(each, float("inf")) for each, years in held.items())
