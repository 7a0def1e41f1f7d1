"""Probation (实习期): twelve months from the first car-type and from the first motorcycle-type class."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cheguan.law.dates import add_months
from cheguan.law.rules.licence_classes import is_car_type

MONTHS = 12


class Probation(NamedTuple):
    """The last day of each probation, and the added classes that began one."""

    car_until: date | None
    motorcycle_until: date | None
    begun_by: frozenset[str]


def probation(
    *, first_car: date | None, first_motorcycle: date | None, added: Iterable[tuple[str, date]] = ()
) -> Probation:
    """A class added inside a family that is held begins none."""
    starts = {True: first_car, False: first_motorcycle}
    begun_by = set()
    for driving_class, day in sorted(added, key=lambda each: each[1]):
        car = is_car_type(driving_class)
        if starts[car] is None:
            starts[car] = day
            begun_by.add(driving_class)
    return Probation(_last_day(starts[True]), _last_day(starts[False]), frozenset(begun_by))


def _last_day(start: date | None) -> date | None:
    return None if start is None else add_months(start, MONTHS) - timedelta(days=1)
