"""Lower classes: by age, by wish, by the state of health, by points in probation. Pure functions of what is held."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from cheguan.law.rules.licence_classes import LARGE_CLASSES, is_car_type
from cheguan.law.rules.licence_coverage import above, held_since
from cheguan.law.rules.licence_downgrade import CARS

ADAPTED = "C5"
BEFORE_ADAPTED = LARGE_CLASSES | CARS
FAMILIES = ("car", "motorcycle")


class Lowered(NamedTuple):
    """The classes that end, and those in their place with the day since which each counts."""

    gone: frozenset[str]
    instead: Mapping[str, date]


def by_age(dates: Mapping[str, date], *, gone: Collection[str], allowed: Collection[str], chosen: str) -> Lowered:
    """达到规定年龄：of the two car classes the chosen one, of the others each that is allowed."""
    new = {each for each in allowed if each not in dates and (each not in CARS or each == chosen)}
    return Lowered(frozenset(gone), _since(dates, new))


def may_be_adapted(held: Collection[str]) -> bool:
    """Whether one of those held may be changed into the adapted car (第30条第5款)."""
    return bool(frozenset(held) & BEFORE_ADAPTED)


def by_choice(dates: Mapping[str, date], chosen: str) -> Lowered:
    """自愿降低：what contains the chosen class ends. With C5 every car-type class does."""
    gone = frozenset(filter(is_car_type, dates)) if chosen == ADAPTED else above(chosen, dates)
    return Lowered(gone, _since(dates, {chosen} - dates.keys()))


def of_family(held: Collection[str], family: str) -> frozenset[str]:
    """汽车类 ``car`` or 摩托车类 ``motorcycle``."""
    return frozenset(each for each in held if is_car_type(each) == (family == "car"))


def _since(dates: Mapping[str, date], new: Collection[str]) -> dict[str, date]:
    """A class that a larger one contained counts from the larger one's day."""
    known, first = held_since(dates), min(dates.values())
    return {each: known.get(each, first) for each in sorted(new)}
