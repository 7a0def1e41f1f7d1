"""The duties of many licences at once. What hangs on the classes is asked once for each set; the days are columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from cheguan.law.duties.columns import (
    NONE,
    Codes,
    Days,
    Flags,
    add_years,
    as_day,
    day_number,
    years_between,
)
from cheguan.law.duties.names import OF_LICENCES
from cheguan.law.duties.of_licence import LOOK_BACK, LicenceState
from cheguan.law.rules import licence_downgrade as downgrade
from cheguan.law.rules import licence_medical as medical
from cheguan.law.rules import licence_terms as terms
from cheguan.law.rules.licence_age import heavy_age
from cheguan.law.rules.licence_classes import LARGE_CLASSES

AFTER_CYCLE = np.int32(medical.AFTER_CYCLE.days)
WINDOW = np.int32(terms.WINDOW.days)
ONE = np.int32(1)


@dataclass(frozen=True, slots=True)
class Licences:
    """Columns of equal length. ``sets`` are the distinct sets of classes, ``held`` the place of each licence's.

    A missing day is ``NONE`` (a long-term licence has no ``valid_until``); every holder's birth is known.
    """

    sets: tuple[frozenset[str], ...]
    held: Codes
    birth: Days
    first_issued: Days
    valid_until: Days
    last_points: Codes
    medical_on: Days
    reviewed_on: Days
    deferred_until: Days
    extended_until: Days

    def __len__(self) -> int:
        return len(self.held)

    def state(self, place: int) -> LicenceState:
        """One licence of the columns, as the rules know it."""
        birth, first = as_day(self.birth[place]), as_day(self.first_issued[place])
        assert birth is not None
        assert first is not None
        return LicenceState(
            classes=self.sets[self.held[place]],
            birth=birth,
            first_issued_on=first,
            valid_until=as_day(self.valid_until[place]),
            last_points=int(self.last_points[place]),
            medical_on=as_day(self.medical_on[place]),
            reviewed_on=as_day(self.reviewed_on[place]),
            deferred_until=as_day(self.deferred_until[place]),
            extended_until=as_day(self.extended_until[place]),
        )

    def hold(self, test: Callable[[frozenset[str]], bool]) -> Flags:
        """Whose set of classes passes the test."""
        return np.array([test(each) for each in self.sets], dtype=np.bool_)[self.held]


def duties(licences: Licences, *, on: date) -> dict[str, Days]:
    """For every duty of ``names.OF_LICENCES`` the day it counts by, ``NONE`` where the licence does not owe it."""
    today = np.int32(day_number(on))
    found = {**renewal(licences, on=on), **_after_cycle(licences, today), **_age(licences, on)}
    return {code: found[code] for code in OF_LICENCES}


def last_cycle(first: Days, today: np.int32) -> tuple[Days, Days]:
    """First and last day of the points cycle that ended before the day; in the first cycle the last is before the first."""
    ended = _cycles_ended(first, today)
    return add_years(first, np.maximum(ended - ONE, 0)), add_years(first, ended) - ONE


def _cycles_ended(first: Days, today: np.int32) -> Codes:
    ended = years_between(first, np.full_like(first, today))
    return np.where(add_years(first, ended + ONE) <= today, ended + ONE, ended)


def _owed(**flags_and_days: tuple[Flags, Days]) -> dict[str, Days]:
    return {code: np.where(flags, days, NONE) for code, (flags, days) in flags_and_days.items()}


def renewal(licences: Licences, *, on: date) -> dict[str, Days]:
    """Those of the term alone."""
    today = np.int32(day_number(on))
    end = licences.valid_until
    ends = end != NONE
    lapses = add_years(end, 1)
    lapsed = (today >= lapses) & ((licences.deferred_until == NONE) | (today > licences.deferred_until))
    over = ends & (today > end)
    return _owed(
        renewal_due=(ends & (today >= end - WINDOW) & (today <= end), end),
        renewal_overdue=(over & ~lapsed, lapses),
        cancel_expired=(over & lapsed, lapses),
    )


def _after_cycle(licences: Licences, today: np.int32) -> dict[str, Days]:
    """Medical certificate and review: within thirty days after the cycle; a year later the licence has to go."""
    first = licences.first_issued
    ended = _cycles_ended(first, today)
    latest = add_years(first, ended) - ONE
    owing = (ended > 0) & licences.hold(lambda held: bool(held & LARGE_CLASSES)) & (licences.last_points > 0)
    owing &= ~_since(licences.reviewed_on, latest)
    due = latest + AFTER_CYCLE
    review = _owed(review_due=(owing & (today <= due), due), review_overdue=(owing & (today > due), due))
    return {**_medical(licences, ended, today), **review}


def _medical(licences: Licences, ended: Codes, today: np.int32) -> dict[str, Days]:
    """The certificate that has been owed longest: the oldest of the last cycles whose certificate is wanting."""
    first, c5 = licences.first_issued, licences.hold(lambda held: "C5" in held)
    oldest = np.full_like(first, NONE)
    for back in range(LOOK_BACK):
        number = ended - np.int32(back)
        end = add_years(first, number) - ONE
        owed = (years_between(licences.birth, end) >= medical.OLD_AGE) | (c5 & (number % medical.C5_CYCLES == 0))
        oldest = np.where((number > 0) & owed & ~_since(licences.medical_on, end), end, oldest)
    wanting = oldest != NONE
    gone, due = add_years(oldest, 1), oldest + AFTER_CYCLE
    cancelled = wanting & (today > gone)
    return _owed(
        medical_due=(wanting & ~cancelled & (today <= due), due),
        medical_overdue=(wanting & ~cancelled & (today > due), due),
        cancel_medical=(cancelled, gone),
    )


def _since(done: Days, cycle_end: Days) -> Flags:
    found: Flags = (done != NONE) & (done > cycle_end)
    return found


def _age(licences: Licences, on: date) -> dict[str, Days]:
    """Classes that age has ended, or will end within a year."""
    today = np.int32(day_number(on))
    age = years_between(licences.birth, np.full_like(licences.birth, today))
    heavy_from = heavy_age(on)
    heavy = licences.hold(lambda held: bool(held & frozenset(downgrade.HEAVY)))
    light = licences.hold(lambda held: bool(held & frozenset(downgrade.LIGHT)))
    latest = add_years(licences.birth, downgrade.HEAVY_AGE + downgrade.EXTENSION_YEARS)
    until = licences.extended_until
    extended = (until != NONE) & (today <= np.minimum(until, latest))
    heavy_over, light_over = heavy & (age >= heavy_from), light & (age >= downgrade.LIGHT_AGE)
    ended = (heavy_over & ~extended) | light_over
    limit = np.where(light_over, downgrade.LIGHT_AGE, heavy_from).astype(np.int32)
    heavy_soon, light_soon = heavy & (age == heavy_from - 1), light & (age == downgrade.LIGHT_AGE - 1)
    next_limit = np.where(heavy_soon, heavy_from, downgrade.LIGHT_AGE).astype(np.int32)
    return _owed(
        downgrade_due=(ended, add_years(licences.birth, limit)),
        downgrade_soon=(~ended & (heavy_soon | light_soon), add_years(licences.birth, next_limit)),
    )
