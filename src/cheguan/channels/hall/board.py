"""叫号屏：who is called where, who is next, how many wait and how long; numbers only, never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from cheguan.channels.hall import voice
from cheguan.law.workdays import OFFICE_HOURS, CalendarMissing, is_workday
from cheguan.work.visits import forecast
from cheguan.work.visits import queries as visits
from cheguan.work.visits.forecast import Range
from cheguan.work.visits.line import QUEUES, Queue
from cheguan.work.visits.queries import VisitLine

NEXT = 5
# As many calls as fit on the screen; the oldest of them are surely heard by then.
CALLS = 6


@dataclass(frozen=True, slots=True)
class Call:
    """A number and its window. ``key`` is another for every call, of the same number and on another day, too."""

    no: str
    counter_no: str
    key: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Line:
    """One queue: the next numbers, how many wait, minutes from and to if they can be told."""

    queue: Queue
    next: tuple[str, ...]
    waiting: int
    range: Range | None


@dataclass(frozen=True, slots=True)
class Board:
    """``calls`` newest first; ``serving`` in the order of the windows."""

    calls: tuple[Call, ...]
    serving: tuple[VisitLine, ...]
    lines: tuple[Line, ...]


def read(outlet_id: int, *, at: datetime) -> Board:
    present = visits.going_on(outlet_id, on=localdate(at))
    ranges = forecast.ranges(outlet_id, at)
    called = sorted((each for each in present if each.state == "called"), key=lambda each: each.moved_at, reverse=True)
    serving = sorted((each for each in present if each.state == "serving"), key=lambda each: _place(each.counter_no))
    return Board(
        calls=tuple(_call(each) for each in called[:CALLS]),
        serving=tuple(serving),
        lines=tuple(_line(queue, present, ranges.get(queue.code)) for queue in QUEUES.values()),
    )


def _call(visit: VisitLine) -> Call:
    counter_no = visit.counter_no or ""
    # A number that comes back is called a first time again; where the clock has leapt back, only the count tells apart.
    key = f"{visit.no}-{visit.calls}-{visit.moved_at:%y%m%d%H%M%S%f}"
    return Call(visit.no, counter_no, key, voice.call(visit.no, counter_no))


def _line(queue: Queue, present: Sequence[VisitLine], told: Range | None) -> Line:
    waiting = [each.no for each in present if each.state == "waiting" and each.queue == queue.code]
    return Line(queue, tuple(waiting[:NEXT]), len(waiting), told)


def _place(counter_no: str | None) -> tuple[int, str]:
    """Windows in order, 2 before 10."""
    no = counter_no or ""
    return (int(no), no) if no.isdigit() else (10_000, no)


@dataclass(frozen=True, slots=True)
class Opening:
    """The office's hours on working days, and whether this is one; unknown before that year's calendar is entered."""

    spans: tuple[str, ...]
    today: bool | None


def opening(on: date) -> Opening:
    spans = tuple(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in OFFICE_HOURS.spans)
    try:
        return Opening(spans, is_workday(on))
    except CalendarMissing:
        return Opening(spans, None)
