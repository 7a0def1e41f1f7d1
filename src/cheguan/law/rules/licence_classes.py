"""Driving classes: their order, and the groups that the law speaks of."""

from collections.abc import Iterable
from typing import Literal, TypeVar, get_args

DrivingClass = Literal[
    "A1", "A2", "A3", "B1", "B2", "C1", "C2", "C3", "C4", "C5", "C6", "D", "E", "F", "M", "N", "P"
]  # fmt: skip
CLASSES: tuple[DrivingClass, ...] = get_args(DrivingClass)
LARGE_CLASSES = frozenset({"A1", "A2", "A3", "B1", "B2"})
MOTORCYCLES = frozenset({"D", "E", "F"})
Value = TypeVar("Value")


class TableFault(Exception):
    """A table by class leaves one out or names one twice."""


def is_car_type(driving_class: str) -> bool:
    """汽车类；轮式专用机械车和电车也是。"""
    return driving_class not in MOTORCYCLES


def in_order(classes: Iterable[str]) -> tuple[str, ...]:
    """Each class once, in the order of the law."""
    wanted = frozenset(classes)
    return tuple(each for each in CLASSES if each in wanted)


def by_class(*rows: tuple[Iterable[str], Value]) -> dict[str, Value]:
    """A table with one value for each class; one without, or with two, is a ``TableFault`` when the law is loaded."""
    found: dict[str, Value] = {}
    for classes, value in rows:
        for each in classes:
            if each in found or each not in CLASSES:
                raise TableFault(f"{each} stands twice in the table, or is no class")
            found[each] = value
    if missing := [each for each in CLASSES if each not in found]:
        raise TableFault(f"the table lacks {', '.join(missing)}")
    return found
