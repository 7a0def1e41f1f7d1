"""Working days by the State Council's yearly notices, make-up workdays included.

The notices are data in ``law/calendars/<year>.toml``. A day beyond them is an error, never a guess. ``closed`` adds
the days on which a place keeps its offices shut on top of the national ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

from cheguan.law.lawfile import LAW, read

CALENDARS = LAW / "calendars"
NONE_CLOSED: frozenset[date] = frozenset()
Closed = frozenset[date]
Pause = tuple[date, date]


class CalendarMissing(Exception):
    """The State Council's notice for that year has not been entered yet."""

    def __init__(self, year: int) -> None:
        self.year, self.file = year, f"src/cheguan/law/calendars/{year}.toml"
        super().__init__(f"no working-day calendar for {year}: enter the State Council's notice in {self.file}")


class Limited(Protocol):
    """A time limit: so many days, working or calendar."""

    @property
    def days(self) -> int: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Year:
    """The weekdays off and the weekend days worked of one year."""

    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's hours on a working day."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12, 0)), (time(14, 30), time(17, 30)))

    def between(self, day: date, start: time, end: time) -> timedelta:
        """Office time of the day from ``start`` to ``end``."""
        total = timedelta()
        for opens, closes in self.spans:
            first, last = max(opens, start), min(closes, end)
            if first < last:
                total += datetime.combine(day, last) - datetime.combine(day, first)
        return total

    def whole(self, day: date) -> timedelta:
        return self.between(day, time.min, time.max)


OFFICE_HOURS = Hours()


@dataclass(frozen=True, slots=True)
class Remaining:
    """Working time until the end of the due day; when overdue, the working time since then."""

    workdays: int
    time: timedelta
    overdue: bool


def is_workday(day: date, *, closed: Closed = NONE_CLOSED) -> bool:
    year = calendar(day.year)
    if day in closed or day in year.off:
        return False
    return day.weekday() < 5 or day in year.worked


def add_workdays(day: date, n: int, *, closed: Closed = NONE_CLOSED) -> date:
    """The n-th working day after ``day``, which itself is not counted."""
    while n > 0:
        day += timedelta(days=1)
        n -= is_workday(day, closed=closed)
    return day


def workdays_between(a: date, b: date, *, closed: Closed = NONE_CLOSED) -> int:
    """How many working days lie after ``a`` up to and including ``b``; nought when ``b`` is not later."""
    days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
    return sum(is_workday(day, closed=closed) for day in days)


def due_on(accepted_on: date, limit: Limited, pauses: Iterable[Pause] = (), *, closed: Closed = NONE_CLOSED) -> date:
    """The last day of the limit. Days after a pause began, up to the day it ended, do not count."""
    stopped = tuple(pauses)
    day, left = accepted_on, limit.days
    while left > 0:
        day += timedelta(days=1)
        if any(begun < day <= ended for begun, ended in stopped):
            continue
        left -= limit.unit == "calendar" or is_workday(day, closed=closed)
    return day


def remaining(due: date, now: datetime, *, hours: Hours = OFFICE_HOURS, closed: Closed = NONE_CLOSED) -> Remaining:
    """The office's time that is left, ``now`` being the local time. The due day counts to its end."""
    today = now.date()
    if today <= due:
        left = hours.between(today, now.time(), time.max) if is_workday(today, closed=closed) else timedelta()
        return Remaining(workdays_between(today, due, closed=closed), left + _span(today, due, hours, closed), False)
    spent = hours.between(today, time.min, now.time()) if is_workday(today, closed=closed) else timedelta()
    before = today - timedelta(days=1)
    return Remaining(workdays_between(due, today, closed=closed), _span(due, before, hours, closed) + spent, True)


def last_year() -> int:
    """The last year whose notice has been entered."""
    return max(int(path.stem) for path in CALENDARS.glob("*.toml"))


@cache
def calendar(year: int) -> Year:
    return load(CALENDARS / f"{year}.toml", year)


def load(path: Path, year: int) -> Year:
    if not path.exists():
        raise CalendarMissing(year)
    file = read(path)
    found = Year(frozenset(file.days("off")), frozenset(file.days("worked")))
    file.text("source")
    file.done()
    for day in found.off | found.worked:
        if day.year != year:
            raise file.error(f"{day} is not a day of {year}", near=day.isoformat())
        if (day.weekday() >= 5) != (day in found.worked):
            raise file.error(f"{day}: off lists weekdays only, worked weekend days only", near=day.isoformat())
    return found


def _span(after: date, until: date, hours: Hours, closed: Closed) -> timedelta:
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum((hours.whole(day) for day in days if is_workday(day, closed=closed)), timedelta())
