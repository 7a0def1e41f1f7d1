"""Classes that end with age, what may be asked for in their place, and how long an extension holds."""

from collections.abc import Collection
from datetime import date

from cheguan.law.dates import add_years, age_on
from cheguan.law.rules.licence_classes import LARGE_CLASSES, in_order

APRIL_2022 = date(2022, 4, 1)
ORDER_172 = date(2025, 1, 1)
LAST_DAY_OF_60 = date(2024, 12, 31)
HEAVY: tuple[str, ...] = ("A1", "A2", "A3", "B1", "B2", "M", "N", "P")
LIGHT: tuple[str, ...] = ("C3", "C4", "C6", "D", "E")
LIGHT_AGE = 70
HEAVY_AGE_UNTIL_2024 = 60
HEAVY_AGE = 63
EXTENSION_YEARS = 3
DAYS_TO_ACT = 30
CARS = frozenset({"C1", "C2"})


def latest_extension(birth: date) -> date:
    """延长驾驶资格期限最长三年"""
    return add_years(birth, HEAVY_AGE + EXTENSION_YEARS)


def may_extend(held: Collection[str], *, birth: date, on: date, ability_tested: bool) -> bool:
    """Whether the classes may be extended: asked for in the year before turning 63, the ability test passed."""
    return ability_tested and bool(frozenset(held) & frozenset(HEAVY)) and age_on(birth, on) == HEAVY_AGE - 1


def ended(
    held: Collection[str], *, birth: date, on: date, heavy_from: int, extended_until: date | None = None
) -> tuple[str, ...]:
    """The classes held that the holder's age no longer allows; the day to which they were extended is the last."""
    age = age_on(birth, on)
    extended = extended_until is not None and on <= min(extended_until, latest_extension(birth))
    over = (HEAVY if age >= heavy_from and not extended else ()) + (LIGHT if age >= LIGHT_AGE else ())
    return tuple(each for each in over if each in held)


def instead(held: Collection[str], *, gone: Collection[str], age: int) -> tuple[str, ...]:
    """Every class that the holder may have once those are gone: what stays, and what may be asked for in their place.

    Of alternatives (C1 or C2) all are named. Nothing at all: the licence has to be cancelled.
    """
    found = frozenset(held) - frozenset(gone)
    for each in gone:
        found |= _replaced_by(each, age=age)
    return in_order(found)


def _replaced_by(gone: str, *, age: int) -> frozenset[str]:
    if gone in ("D", "E"):
        return frozenset({"F"})
    if gone == "A2" and age < LIGHT_AGE:
        return CARS | {"C6"}
    return CARS if gone in LARGE_CLASSES or gone == "C6" else frozenset()
