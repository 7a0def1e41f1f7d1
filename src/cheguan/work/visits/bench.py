"""A clerk's own view of the hall, for every page at the counter: the seat, what is in hand, how many wait. One statement."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from cheguan.base.rows import decoded, made
from cheguan.work.visits.queries import Seat

# More than so many waiting are not counted: the number on the screen would say no more.
MOST = 100
# The act with which the last stretch of waiting began says how somebody came to stand in line: the ticket, a hand-over,
# a counter that was freed.
BENCH = """
WITH seat AS (
    SELECT c.id, c.no, c.queues, c.overflow, c.outlet_id, a.reason, a.since
      FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
      LEFT JOIN visits_span a ON a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL
     WHERE s.officer_id = %(officer)s AND s.voided_by_id IS NULL AND c.outlet_id = %(outlet)s
), line AS (
    SELECT count(*) AS waiting
      FROM (SELECT FROM seat
              JOIN visits_visit w ON w.outlet_id = %(outlet)s AND w.day = %(day)s AND w.state = 'waiting'
               AND (w.wanted_counter_id = seat.id OR w.queue = ANY(seat.queues) AND (w.wanted_counter_id IS NULL
                    OR NOT EXISTS (SELECT FROM visits_sitting x
                                    WHERE x.counter_id = w.wanted_counter_id AND x.voided_by_id IS NULL)))
             LIMIT %(most)s) AS counted
)
SELECT line.waiting, seat.*,
       v.id, v.no, v.state, v.queue, v.party_id, v.people, v.priority, v.language, v.identity, v.taken_at, v.moved_at,
       v.calls, v.counter_id,
       (SELECT s.officer_id <> v.officer_id FROM visits_span s
         WHERE s.visit_id = v.id AND s.kind = 'called' ORDER BY s.since DESC, s.id DESC LIMIT 1),
       (SELECT a.kind FROM visits_span s JOIN acts_act a ON a.id = s.issued_by_id
         WHERE s.visit_id = v.id AND s.kind = 'waiting' ORDER BY s.since DESC, s.id DESC LIMIT 1),
       (SELECT coalesce(sum(s.until - s.since), interval '0') FROM visits_span s
         WHERE s.visit_id = v.id AND s.kind = 'waiting' AND s.until IS NOT NULL),
       (SELECT coalesce(sum(s.until - s.since), interval '0') FROM visits_span s
         WHERE s.visit_id = v.id AND s.kind = 'serving' AND s.until IS NOT NULL),
       (SELECT s.reason FROM visits_span s WHERE s.visit_id = v.id AND s.kind = 'paused' AND s.until IS NULL),
       (SELECT jsonb_agg(jsonb_build_array(m.id, m.service, m.kind, m.party_id, m.case_no, m.outcome) ORDER BY m.id)
          FROM visits_matter m WHERE m.visit_id = v.id)
  FROM line LEFT JOIN seat ON true
  LEFT JOIN visits_visit v ON v.officer_id = %(officer)s AND v.outlet_id = %(outlet)s AND v.day = %(day)s
                          AND v.state IN ('called', 'serving', 'paused')
 ORDER BY v.moved_at
"""
SEAT_COLUMNS = 7
# Only if it is the last seat that they had: whoever has sat down since knows.
FREED = """
SELECT c.no, a.at, o.name, a.reason
  FROM (SELECT s.counter_id, s.voided_by_id FROM visits_sitting s WHERE s.officer_id = %s ORDER BY s.id DESC LIMIT 1) last
  JOIN acts_act a ON a.id = last.voided_by_id AND a.kind = 'free_counter'
                 AND (a.at AT TIME ZONE 'Asia/Shanghai')::date = %s
  JOIN visits_counter c ON c.id = last.counter_id JOIN people_officer o ON o.id = a.officer_id
"""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of somebody in hand; ``case_no`` once there is a case."""

    id: int
    service: str
    kind: str
    party_id: int | None
    case_no: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class InHand:
    """A visit that a clerk has in hand.

    ``lined_up`` is the act by which it last stood in line, ``waited`` the time it stood there in all, ``served`` the time
    it was served before the stretch that runs since ``moved_at``, ``paused_for`` why it is paused.
    """

    id: int
    no: str
    state: str
    queue: str
    party_id: int | None
    people: int
    priority: str
    language: str
    identity: str
    taken_at: datetime
    moved_at: datetime
    calls: int
    counter_id: int | None
    called_by_another: bool
    lined_up: str
    waited: timedelta
    served: timedelta
    paused_for: str
    matters: tuple[Matter, ...]

    def served_until(self, now: datetime) -> timedelta:
        """How long this person has been served so far, pauses left out."""
        running = max(now - self.moved_at, timedelta()) if self.state == "serving" else timedelta()
        return self.served + running


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a clerk sits, whom they have in hand, and how many wait for them, ``MOST`` at most."""

    seat: Seat | None
    waiting: int
    hand: tuple[InHand, ...]


@dataclass(frozen=True, slots=True)
class Freed:
    """A counter that was freed of its clerk today."""

    counter_no: str
    at: datetime
    by: str
    reason: str


def find_freed(officer_id: int, *, on: date) -> Freed | None:
    """What somebody who sits nowhere wants to know: that it was not they who stood up."""
    with connection.cursor() as cursor:
        cursor.execute(FREED, [officer_id, on])
        row = cursor.fetchone()
    return made(Freed, row) if row else None


def of_officer(officer_id: int, *, outlet_id: int, on: date) -> Bench:
    given: dict[str, Any] = {"officer": officer_id, "outlet": outlet_id, "day": on, "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(BENCH, given)
        rows = cursor.fetchall()
    seat = rows[0][1 : 1 + SEAT_COLUMNS]
    visits = (row[1 + SEAT_COLUMNS :] for row in rows)
    return Bench(
        seat=made(Seat, seat) if seat[0] is not None else None,
        waiting=rows[0][0],
        hand=tuple(_in_hand(row) for row in visits if row[0] is not None),
    )


def _in_hand(row: tuple[Any, ...]) -> InHand:
    by_another, lined_up, waited, served, paused_for, matters = row[-6:]
    lines = tuple(Matter(*line) for line in decoded(matters) or ())
    return made(InHand, (*row[:-6], bool(by_another), lined_up or "", waited, served, paused_for or "", lines))
