"""The duties of many vehicles at once. Schedules and years of use are asked once for each kind; the days are columns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

import numpy as np

from cheguan.law.duties.columns import (
    MONTHS_IN_YEAR,
    NONE,
    Codes,
    Days,
    Flags,
    add_months,
    add_years,
    as_day,
    day_number,
    first_of,
    month_end,
    months_of,
)
from cheguan.law.duties.names import OF_VEHICLES
from cheguan.law.duties.of_vehicle import NOTICE_MONTHS
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection, scrapping
from cheguan.law.rules.inspection_cycle import CYCLES_TO_SCRAP, WINDOW_MONTHS
from cheguan.law.rules.inspection_schedules import LATE_REGISTRATION_YEARS, Schedule, Subject

# Longer than any vehicle lives, in months.
HORIZON = 3000
FIRST_YEAR = 1900
LIMITLESS = -1


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Columns of equal length. ``kinds`` are the distinct kinds of vehicle, ``kind`` the place of each vehicle's.

    A missing day is ``NONE``; every vehicle has been made and registered.
    """

    kinds: tuple[VehicleFacts, ...]
    kind: Codes
    registered: Days
    made: Days
    mark_until: Days
    scrap_on: Days

    def __len__(self) -> int:
        return len(self.kind)

    def facts(self, place: int) -> VehicleFacts:
        """One vehicle of the columns, as the rules know it."""
        kind: VehicleFacts = self.kinds[self.kind[place]]
        return replace(
            kind,
            registered_on=as_day(self.registered[place]),
            factory_on=as_day(self.made[place]),
            mark_valid_until=as_day(self.mark_until[place]),
            scrap_on=as_day(self.scrap_on[place]),
        )


def duties(vehicles: Vehicles, *, on: date) -> dict[str, Days]:
    """For every duty of ``names.OF_VEHICLES`` the day it counts by, ``NONE`` where the vehicle does not owe it."""
    found = {**_inspection(vehicles, on), **_scrapping(vehicles, on)}
    return {code: found[code] for code in OF_VEHICLES}


def _inspection(vehicles: Vehicles, on: date) -> dict[str, Days]:
    """The mark's own schedule tells what the present due month asks, and when three more have passed."""
    today = np.int32(day_number(on))
    has_mark = vehicles.mark_until != NONE
    valid = np.where(has_mark, vehicles.mark_until, today)
    by_sign, ahead = _of_kinds(vehicles, lambda kind: kind.by_sign), _ahead(vehicles)
    anchor = np.where(by_sign, valid, vehicles.registered)
    turn = _turn(vehicles, on, valid_month=months_of(valid) - months_of(anchor), start=months_of(anchor), ahead=ahead)
    over = has_mark & (today > valid)
    third = month_end(months_of(anchor) + turn.third)
    due = has_mark & ~over & (today >= first_of(np.maximum(months_of(valid) - ahead, 0)))
    owed = {
        "mark_due": (due & turn.mark_only, valid),
        "inspection_due": (due & ~turn.mark_only, valid),
        "inspection_overdue": (over, valid),
        "cycles_missed": (over & (today > third), third),
    }
    return {code: np.where(flags, days, NONE) for code, (flags, days) in owed.items()}


@dataclass(frozen=True, slots=True)
class _Turn:
    """For each vehicle whether the due month that an application satisfies asks for the mark only, and the third
    due month after the mark's end, in months after the anchor."""

    mark_only: Flags
    third: Codes


def _turn(vehicles: Vehicles, on: date, *, valid_month: Codes, start: Codes, ahead: Codes) -> _Turn:
    applied = np.int32((on.year - FIRST_YEAR) * MONTHS_IN_YEAR + on.month - 1) - start
    mark_only, third = np.zeros(len(vehicles), dtype=np.bool_), np.zeros(len(vehicles), dtype=np.int32)
    schedules, place = _schedules(vehicles, on)
    for number, schedule in enumerate(schedules):
        rows = np.flatnonzero(place == number)
        offsets = np.fromiter(takewhile(HORIZON.__gt__, schedule.offsets()), dtype=np.int32)
        valid = valid_month[rows]
        following = np.searchsorted(offsets, np.maximum(valid, applied[rows] + ahead[rows]), side="right")
        satisfied = offsets[np.maximum(following - 1, 0)]
        known = (following > 0) & (satisfied >= valid)
        mark_only[rows] = np.where(known, np.isin(satisfied, list(schedule.marks)), bool(schedule.marks))
        third[rows] = offsets[np.searchsorted(offsets, valid, side="right") + CYCLES_TO_SCRAP - 1]
    return _Turn(mark_only, third)


def _schedules(vehicles: Vehicles, on: date) -> tuple[list[Schedule], Codes]:
    """The distinct schedules, and the place of each vehicle's; asked once for each kind, lateness and month."""
    late = vehicles.registered > add_years(vehicles.made, LATE_REGISTRATION_YEARS)
    month = months_of(vehicles.registered)
    key = (vehicles.kind.astype(np.int64) * 2 + late) * (int(month.max(initial=0)) + 1) + month
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    found: dict[Schedule, int] = {}
    places = [found.setdefault(inspection.schedule(vehicles.facts(each), on=on), len(found)) for each in first]
    return list(found), np.array(places, dtype=np.int32)[group]


def _of_kinds(vehicles: Vehicles, test: Callable[[Subject], bool]) -> Flags:
    found: Flags = np.array([test(inspection.subject_of(each)) for each in vehicles.kinds], dtype=np.bool_)[
        vehicles.kind
    ]
    return found


def _ahead(vehicles: Vehicles) -> Codes:
    """How many months before the due month the window opens."""
    return np.where(_of_kinds(vehicles, lambda kind: kind.school_bus), 0, WINDOW_MONTHS).astype(np.int32)


def _scrapping(vehicles: Vehicles, on: date) -> dict[str, Days]:
    today = np.int32(day_number(on))
    end = _end_of_use(vehicles)
    limited, reached = end != NONE, end <= today
    last_year = limited & ~reached & (today >= add_years(end, -1))
    notice = limited & ~reached & (today >= add_months(end, -NOTICE_MONTHS))
    owed = {"scrap_last_year": last_year, "scrap_notice": notice, "scrap_reached": limited & reached}
    return {code: np.where(flags, end, NONE) for code, flags in owed.items()}


def _end_of_use(vehicles: Vehicles) -> Days:
    by_kind = [scrapping.years_of_use(each) for each in vehicles.kinds]
    years = np.array([LIMITLESS if each is None else each for each in by_kind], dtype=np.int32)[vehicles.kind]
    late = vehicles.registered > add_years(vehicles.made, scrapping.LATE_REGISTRATION_YEARS)
    end = add_years(np.where(late, vehicles.made, vehicles.registered), np.maximum(years, 0))
    return np.where(vehicles.scrap_on != NONE, vehicles.scrap_on, np.where(years == LIMITLESS, NONE, end))
