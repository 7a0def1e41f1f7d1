"""预约规则：hours, weekly pattern and limits, as the office has set them in ``terms.toml``. Pure."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from cheguan.law import workdays
from cheguan.law.service import Service

FILE = Path(__file__).with_name("terms.toml")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "makeup")
MAKEUP = WEEK.index("makeup")
# Whose matters are not brought by somebody who books: authorities, and the office on its own motion.
NOT_BOOKED = frozenset({"competent_organ", "concerned_holder"})
MINUTES = (10, 15, 20, 30, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The figures of ``terms.toml``: days, minutes, counts."""

    days_ahead: int
    book_until_minutes: int
    cancel_until_minutes: int
    most_bookings: int
    no_shows: int
    no_show_days: int
    walk_in_only_days: int
    early_minutes: int
    late_minutes: int
    offer_minutes: int
    offer_least_minutes: int
    most_offers: int
    tries_an_hour: int


@dataclass(frozen=True, slots=True)
class Term:
    """One limit as people read it."""

    code: str
    value: int
    words: str
    words_en: str
    why: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """How many places a queue has in each slot, Monday to Friday and on a make-up workday."""

    queue: str
    minutes: int
    places: tuple[int, ...]
    service_group: str = ""


Span = tuple[time, time]
_DATA = tomllib.loads(FILE.read_text("utf-8"))
GRADE: str = _DATA["grade"]
LIMITS = Limits(**{field.name: _DATA["limits"][field.name]["value"] for field in fields(Limits)})
HOURS: Mapping[str, tuple[Span, ...]] = {
    day: tuple((time.fromisoformat(span[:5]), time.fromisoformat(span[6:])) for span in spans)
    for day, spans in _DATA["hours"].items()
}
NIGHT_FROM, NIGHT_UNTIL = (time.fromisoformat(_DATA["night"][each]) for each in ("from", "until"))
PATTERN: tuple[Weekly, ...] = tuple(
    Weekly(queue, row["minutes"], tuple(row["places"])) for queue, row in _DATA["patterns"].items()
)


def told() -> tuple[Term, ...]:
    """Every limit in words, its figure put in."""
    return tuple(
        Term(code, row["value"], row["words"].format(row["value"]), row["words_en"].format(row["value"]), row["why"])
        for code, row in _DATA["limits"].items()
    )


def bookable(service: Service) -> bool:
    """Whether people come to a window with this matter of their own accord."""
    return "window" in service.channels and service.applicant.code not in NOT_BOOKED


def days_from(day: date) -> Iterator[date]:
    """Working days from ``day``, itself included; ``CalendarMissing`` beyond the notices that have been entered."""
    while True:
        if workdays.is_workday(day):
            yield day
        day += timedelta(days=1)


def days_ahead(today: date) -> list[date]:
    """The working days for which places are published."""
    return list(islice(days_from(today), LIMITS.days_ahead))


def slots(day: date, minutes: int) -> Iterator[tuple[datetime, datetime]]:
    """The slots of a day by the hall's clock (without a zone): whole ones only."""
    length = timedelta(minutes=minutes)
    for opens, closes in HOURS[WEEK[weekday(day)]]:
        start, end = datetime.combine(day, opens), datetime.combine(day, closes)
        while start + length <= end:
            yield start, start + length
            start += length


def weekday(day: date) -> int:
    """The place of a working day in a weekly pattern."""
    return day.weekday() if day.weekday() < MAKEUP else MAKEUP


def answer_by(at: datetime, starts: datetime) -> datetime | None:
    """Until when an offer made at ``at`` stands; ``None`` when that is too short. Both in the hall's own time."""
    begins = at
    if at.time() >= NIGHT_FROM:
        begins = datetime.combine(at.date() + timedelta(days=1), NIGHT_UNTIL, at.tzinfo)
    elif at.time() < NIGHT_UNTIL:
        begins = datetime.combine(at.date(), NIGHT_UNTIL, at.tzinfo)
    last = starts - timedelta(minutes=LIMITS.book_until_minutes)
    until = min(begins + timedelta(minutes=LIMITS.offer_minutes), last)
    return until if until - begins >= timedelta(minutes=LIMITS.offer_least_minutes) else None


def walk_in_only_until(misses: Sequence[date]) -> date | None:
    """The last day of being sent to the ticket machine, by the days on which somebody did not come; in any order."""
    days, count = sorted(misses), LIMITS.no_shows
    ends = [
        days[n] + timedelta(days=LIMITS.walk_in_only_days)
        for n in range(count - 1, len(days))
        if (days[n] - days[n - count + 1]).days <= LIMITS.no_show_days
    ]
    return max(ends, default=None)
