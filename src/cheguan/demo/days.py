"""When people come: working days only, busy Mondays, the rush after Spring Festival, two humps inside a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from cheguan.demo.draw import Weighted
from cheguan.law.workdays import is_workday

MONDAY_TUESDAY, REST_OF_WEEK, AFTER_SPRING_FESTIVAL = 1.4, 0.8, 3.0
LONG_REST = 5
QUARTERS = {
    "08:00": 3, "08:15": 4, "08:30": 5, "08:45": 7,
    "09:00": 9, "09:15": 10, "09:30": 11, "09:45": 11, "10:00": 11, "10:15": 10, "10:30": 9, "10:45": 8,
    "11:00": 6, "11:15": 4, "11:30": 2,
    "14:30": 3, "14:45": 5, "15:00": 8, "15:15": 9, "15:30": 9, "15:45": 8, "16:00": 8, "16:15": 7,
    "16:30": 4, "16:45": 3, "17:00": 2,
}  # fmt: skip


def _second(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 3600 + int(minute) * 60


ARRIVALS = Weighted({_second(clock): weight for clock, weight in QUARTERS.items()})
QUARTER = 900
FULL_YEAR = 365.25
FIRST_CALENDAR = 2004
CLOCK = tuple(f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" for second in range(86_400))


def back(today: date, years: float) -> date:
    """The day that lies so many years before ``today``."""
    return today - timedelta(days=round(years * FULL_YEAR))


@cache
def workdays(first: date, last: date) -> tuple[int, ...]:
    """The ordinals of the working days from ``first`` to ``last``, both included.

    Before the State Council's first calendar, which few licences reach back to, every Monday to Friday counts.
    """
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return tuple(
        day.toordinal() for day in days if (is_workday(day) if day.year >= FIRST_CALENDAR else day.weekday() < 5)
    )


def weights(days: Sequence[int]) -> list[float]:
    """How busy each of these working days is, 1 being an ordinary day."""
    rush = _spring_rush(days)
    return [
        (MONDAY_TUESDAY if (day - 1) % 7 < 2 else REST_OF_WEEK) * (AFTER_SPRING_FESTIVAL if day in rush else 1.0)
        for day in days
    ]


def _spring_rush(days: Sequence[int]) -> set[int]:
    """The first week after each long rest that ends in January, February or early March."""
    rush: set[int] = set()
    for before, after in pairwise(days):
        ends = date.fromordinal(after)
        if after - before > LONG_REST and (date(ends.year, 1, 20) < ends < date(ends.year, 3, 5)):
            rush |= set(range(after, after + 7))
    return rush
