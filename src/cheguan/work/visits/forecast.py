"""估计等候：how long somebody who comes now is likely to wait, as a range; and how often such ranges held.

``None`` says that nothing can be said, since no counter serves the line: no number is shown rather than a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.work.visits import waiting
from cheguan.work.visits.line import QUEUES
from cheguan.work.visits.waiting import NO_LESSON, Lesson, Standing, expected, foresee, learn

Range = tuple[int, int]
PAST_DAYS = 20
# What the past weeks say is read anew after ten minutes.
LASTS_SECONDS = 600.0
# A counter of several lines counts for each in part, for those in which somebody waits; one that may help out counts
# by half while nobody waits in its own.
LINES = """
WITH w AS (
    SELECT queue, count(*) FILTER (WHERE rank_at <= %(rank)s) AS ahead
      FROM visits_visit WHERE outlet_id = %(outlet)s AND day = %(day)s AND state = 'waiting' GROUP BY queue
), open AS (
    SELECT c.id, c.queues, c.overflow,
           NOT EXISTS (SELECT FROM visits_visit b WHERE b.counter_id = c.id AND b.state IN ('called', 'serving')) AS free,
           (SELECT count(*) FROM w WHERE w.queue = ANY(c.queues)) AS lines
      FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
     WHERE c.outlet_id = %(outlet)s AND s.voided_by_id IS NULL
       AND NOT EXISTS (SELECT FROM visits_span a WHERE a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL)
)
SELECT q.queue, coalesce(w.ahead, 0),
       coalesce(sum(CASE WHEN q.queue = ANY(open.queues) THEN 1.0 / greatest(1, open.lines) ELSE 0.5 END)
                FILTER (WHERE open.id IS NOT NULL), 0)::float,
       count(open.id) FILTER (WHERE open.free)
  FROM unnest(%(queues)s::text[]) AS q(queue) LEFT JOIN w ON w.queue = q.queue
  LEFT JOIN open ON q.queue = ANY(open.queues) OR (q.queue = ANY(open.overflow) AND open.lines = 0)
 GROUP BY q.queue, w.ahead
"""
PAST = """
SELECT v.queue, v.expected_s, extract(epoch FROM s.until - v.taken_at)::float, v.low_s, v.high_s, v.day
  FROM visits_visit v
  JOIN visits_span s ON s.visit_id = v.id AND s.kind = 'waiting' AND s.since = v.taken_at AND s.until IS NOT NULL
 WHERE v.outlet_id = %s AND v.day >= %s AND v.day < %s AND v.expected_s > 0 AND v.calls > 0
"""
# Nobody knows how long what the night ended was really served.
CYCLES = """
SELECT v.queue, sum(extract(epoch FROM s.until - s.since))::float / count(DISTINCT v.id)
  FROM visits_visit v JOIN visits_span s ON s.visit_id = v.id AND s.kind IN ('called', 'serving') AND s.until IS NOT NULL
  JOIN acts_act a ON a.id = v.moved_by_id AND a.kind <> 'close_day'
 WHERE v.outlet_id = %s AND v.day >= %s AND v.day < %s AND v.state = 'finished' GROUP BY v.queue
"""
# Seconds at the counter before there is a past to learn from (DESIGN).
FIRST_CYCLES = {"vehicle": 360.0, "licence": 300.0, "registration": 1200.0, "hard": 900.0}


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the past weeks of a hall say, by queue."""

    lessons: Mapping[str, Lesson]
    cycles: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Held:
    """Of the ranges told with a day's tickets, how many the wait kept to."""

    day: date
    told: int
    held: int

    @property
    def coverage(self) -> float:
        return self.held / self.told


_learnt: dict[tuple[int, date], tuple[float, Learnt]] = {}


def lines(outlet_id: int, *, at: datetime, rank_at: datetime | None = None) -> Mapping[str, waiting.Range | None]:
    """For whoever joins each line now, at that place in it."""
    known = learnt(outlet_id, on=localdate(at))
    asked = {"outlet": outlet_id, "day": localdate(at), "rank": rank_at or at, "queues": list(QUEUES)}
    found: dict[str, waiting.Range | None] = {}
    for queue, ahead, counters, free in _rows(LINES, asked):
        cycle = known.cycles.get(queue, FIRST_CYCLES[queue])
        seconds = expected(Standing(ahead, counters, free, cycle))
        found[queue] = None if seconds is None else foresee(seconds, known.lessons.get(queue, NO_LESSON))
    return found


def ranges(outlet_id: int, at: datetime) -> Mapping[str, Range | None]:
    """Minutes, from and to, by queue, for a ticket taken at ``at``."""
    return {queue: found.minutes if found else None for queue, found in lines(outlet_id, at=at).items()}


def range_of(rank_at: datetime, *, queue: str, outlet_id: int, at: datetime) -> Range | None:
    """Minutes, from and to, for a ticket that stands in line at ``rank_at``."""
    found = lines(outlet_id, at=at, rank_at=rank_at - timedelta(microseconds=1))[queue]
    return found.minutes if found else None


def learnt(outlet_id: int, *, on: date) -> Learnt:
    """From the days before; kept in this process for some minutes."""
    until, known = _learnt.get((outlet_id, on), (0.0, None))
    if known is None or until < monotonic():
        known = _learn(outlet_id, on=on)
        _learnt[(outlet_id, on)] = (monotonic() + LASTS_SECONDS, known)
    return known


def forget() -> None:
    """What was learnt is read anew."""
    _learnt.clear()


def _learn(outlet_id: int, *, on: date) -> Learnt:
    first = on - timedelta(days=PAST_DAYS)
    past: dict[str, list[tuple[float, float]]] = {}
    for queue, told, actual, *_ in _rows(PAST, [outlet_id, first, on]):
        past.setdefault(queue, []).append((float(told), actual))
    cycles = {queue: seconds for queue, seconds in _rows(CYCLES, [outlet_id, first, on]) if seconds}
    return Learnt({queue: learn(pairs) for queue, pairs in past.items()}, cycles)


def held(outlet_id: int, *, first: date, last: date) -> tuple[Held, ...]:
    """Day by day: how many of the ranges told with the tickets the waits kept to, where there was a wait to foretell."""
    days: dict[date, list[bool]] = {}
    for _, _, actual, low, high, day in _rows(PAST, [outlet_id, first, last + timedelta(days=1)]):
        days.setdefault(day, []).append(low <= actual <= high)
    return tuple(Held(day, len(each), sum(each)) for day, each in sorted(days.items()))


def _rows(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
