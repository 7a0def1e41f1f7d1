"""Medical certificates and the review: who owes them after a points cycle, and until when."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from cheguan.law.dates import add_months, add_years, age_on
from cheguan.law.rules.licence_classes import LARGE_CLASSES
from cheguan.law.rules.points import cycle_of, cycles_until

OLD_AGE = 70
C5_CYCLES = 3
MEDICAL_MONTHS = 6
AFTER_CYCLE = timedelta(days=30)
STUDY_HOURS = 3


def medical_is_fresh(issued_on: date, *, on: date) -> bool:
    """出具之日起六个月内"""
    return issued_on <= on <= add_months(issued_on, MEDICAL_MONTHS)


def due_after(cycle_end: date) -> date:
    """记分周期结束后三十日内"""
    return cycle_end + AFTER_CYCLE


def owes_medical(
    cycle_end: date, *, birth: date, held: Collection[str] = (), first_licence: date | None = None
) -> bool:
    """Whether a certificate is owed after that cycle: every cycle from the age of 70, every third one with C5.

    The age counts on the last day of the cycle.
    """
    if age_on(birth, cycle_end) >= OLD_AGE:
        return True
    return "C5" in held and first_licence is not None and cycles_until(first_licence, cycle_end) % C5_CYCLES == 0


def first_cycle_end_in_old_age(first_licence: date, *, birth: date) -> date:
    """The last day of the cycle in which the holder turns 70, or of the first one for who was older at the licence."""
    turns = add_years(birth, OLD_AGE)
    if age_on(birth, turns) < OLD_AGE:
        turns += timedelta(days=1)
    return cycle_of(first_licence, max(turns, first_licence))[1]


def medical_cancels_after(cycle_end: date) -> date:
    """一年内未提交的，注销"""
    return add_years(cycle_end, 1)


class Review(NamedTuple):
    """审验 after a points cycle: whether it is owed, and the least hours of study."""

    owed: bool
    hours: int


def review(held: Collection[str], *, points: int, fatal_accident: bool = False) -> Review:
    """The large classes with points in the cycle; the others only after a fatal accident with equal or more blame."""
    owed = points > 0 if frozenset(held) & LARGE_CLASSES else fatal_accident
    return Review(owed, STUDY_HOURS if owed else 0)
