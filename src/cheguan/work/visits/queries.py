"""Reading the hall: who waits, who is served where, what a clerk has in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from cheguan.base.rows import made

VISIT = """
SELECT v.id, v.no, v.state, v.queue, v.source, v.party_id, v.people, v.priority, v.taken_at, v.rank_at, v.moved_at,
       v.calls, c.no, v.officer_id, coalesce(o.name, ''), v.identity, v.language, v.token, v.outlet_id, v.day,
       w.no
  FROM visits_visit v
  LEFT JOIN visits_counter c ON c.id = v.counter_id
  LEFT JOIN people_officer o ON o.id = v.officer_id
  LEFT JOIN visits_counter w ON w.id = v.wanted_counter_id
"""
GOING_ON = (
    VISIT
    + """
 WHERE v.outlet_id = %s AND v.day = %s AND v.state IN ('waiting', 'called', 'serving', 'paused')
 ORDER BY v.rank_at, v.id
"""
)
MINE = (
    VISIT + " WHERE v.officer_id = %s AND v.day = %s AND v.state IN ('called', 'serving', 'paused') ORDER BY v.moved_at"
)
MATTERS = """
SELECT m.id, m.visit_id, m.service, m.kind, m.party_id, m.case_no, m.outcome, m.token
  FROM visits_matter m WHERE m.visit_id = ANY(%s) ORDER BY m.id
"""
SEAT = """
SELECT c.id, c.no, c.queues, c.overflow, c.outlet_id, a.reason, a.since
  FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
  LEFT JOIN visits_span a ON a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL
 WHERE s.officer_id = %s AND s.voided_by_id IS NULL
"""
COUNTERS = """
SELECT c.id, c.no, c.queues, c.overflow, s.officer_id, coalesce(o.name, ''), a.reason, a.since,
       v.id, v.no, v.state, v.moved_at, sat.at,
       (SELECT coalesce(sum(p.until - p.since), interval '0') FROM visits_span p
         WHERE p.visit_id = v.id AND p.kind = 'serving' AND p.until IS NOT NULL)
  FROM visits_counter c
  LEFT JOIN visits_sitting s ON s.counter_id = c.id AND s.voided_by_id IS NULL
  LEFT JOIN acts_act sat ON sat.id = s.issued_by_id
  LEFT JOIN people_officer o ON o.id = s.officer_id
  LEFT JOIN visits_span a ON a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL
  LEFT JOIN visits_visit v ON v.counter_id = c.id AND v.state IN ('called', 'serving')
 WHERE c.outlet_id = %s AND c.voided_by_id IS NULL ORDER BY c.no
"""
WAITED = """
SELECT v.id, sum(s.until - s.since)
  FROM visits_visit v JOIN visits_span s ON s.visit_id = v.id AND s.kind = 'waiting' AND s.until IS NOT NULL
 WHERE v.outlet_id = %s AND v.day = %s AND v.state = 'waiting' GROUP BY v.id
"""
TAKEN_BY = """
SELECT a.officer_id FROM visits_span s JOIN acts_act a ON a.id = s.issued_by_id WHERE s.visit_id = %s ORDER BY s.id LIMIT 1
"""
AHEAD = """
SELECT count(*) FROM visits_visit w, visits_visit v
 WHERE v.id = %s AND w.outlet_id = v.outlet_id AND w.day = v.day AND w.queue = v.queue AND w.state = 'waiting'
   AND (w.rank_at, w.id) < (v.rank_at, v.id)
"""
SPANS = """
SELECT s.kind, s.reason, s.queue, c.no, coalesce(o.name, ''), s.since, s.until FROM visits_span s
  LEFT JOIN visits_counter c ON c.id = s.counter_id LEFT JOIN people_officer o ON o.id = s.officer_id
 WHERE s.visit_id = %s ORDER BY s.since, s.id
"""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as it stands. ``counter_no`` and the officer are those it is, or was, with."""

    id: int
    no: str
    state: str
    queue: str
    source: str
    party_id: int | None
    people: int
    priority: str
    taken_at: datetime
    rank_at: datetime
    moved_at: datetime
    calls: int
    counter_no: str | None
    officer_id: int | None
    officer: str
    identity: str
    language: str
    token: str
    outlet_id: int
    day: date
    wanted_counter: str | None


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One service within a visit; ``outcome`` is empty until it is finished."""

    id: int
    visit_id: int
    service: str
    kind: str
    party_id: int | None
    case_no: str | None
    outcome: str
    token: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an officer sits; ``away_since`` while they have stepped away."""

    counter_id: int
    no: str
    queues: tuple[str, ...]
    overflow: tuple[str, ...]
    outlet_id: int
    away_reason: str | None
    away_since: datetime | None


@dataclass(frozen=True, slots=True)
class CounterNow:
    """A counter, who has sat there since ``sat_at``, and whom they serve ``since`` the last step.

    ``served`` is how long that person was served before.
    """

    id: int
    no: str
    queues: tuple[str, ...]
    overflow: tuple[str, ...]
    officer_id: int | None
    officer: str
    away_reason: str | None
    away_since: datetime | None
    visit_id: int | None
    visit_no: str | None
    visit_state: str | None
    since: datetime | None
    sat_at: datetime | None
    served: timedelta


@dataclass(frozen=True, slots=True)
class SpanLine:
    """One stretch of a visit's time."""

    kind: str
    reason: str
    queue: str
    counter_no: str | None
    officer: str
    since: datetime
    until: datetime | None


def going_on(outlet_id: int, *, on: date) -> tuple[VisitLine, ...]:
    """Everybody in the hall, in the order of the line."""
    return tuple(made(VisitLine, row) for row in _rows(GOING_ON, [outlet_id, on]))


def of_officer(officer_id: int, *, on: date) -> tuple[VisitLine, ...]:
    """What a clerk has in hand: called, being served, paused."""
    return tuple(made(VisitLine, row) for row in _rows(MINE, [officer_id, on]))


def get(visit_id: int, *, outlet_id: int) -> VisitLine | None:
    return _one(VISIT + " WHERE v.id = %s AND v.outlet_id = %s", [visit_id, outlet_id])


def find_by_token(token: str) -> VisitLine | None:
    return _one(VISIT + " WHERE v.token = %s", [token])


def find_by_no(no: str, *, outlet_id: int, on: date) -> VisitLine | None:
    return _one(VISIT + " WHERE v.no = %s AND v.outlet_id = %s AND v.day = %s", [no, outlet_id, on])


def of_party(party_id: int, *, on: date) -> tuple[VisitLine, ...]:
    """Today's visits of a person."""
    rows = _rows(VISIT + " WHERE v.party_id = %s AND v.day = %s ORDER BY v.taken_at", [party_id, on])
    return tuple(made(VisitLine, row) for row in rows)


def matters(*visit_ids: int) -> tuple[MatterLine, ...]:
    return tuple(made(MatterLine, row) for row in _rows(MATTERS, [list(visit_ids)]))


def seat_of(officer_id: int) -> Seat | None:
    rows = _rows(SEAT, [officer_id])
    return made(Seat, rows[0]) if rows else None


def counters(outlet_id: int) -> tuple[CounterNow, ...]:
    return tuple(made(CounterNow, row) for row in _rows(COUNTERS, [outlet_id]))


def waited_before(outlet_id: int, *, on: date) -> Mapping[int, timedelta]:
    """How long those who stand in line a second time had waited already."""
    return dict(_rows(WAITED, [outlet_id, on]))


def taken_by(visit_id: int) -> int:
    """Who gave the ticket out; the system, when a machine did."""
    return int(_rows(TAKEN_BY, [visit_id])[0][0])


def ahead_of(visit_id: int) -> int:
    """How many of the same line stand before this visit."""
    return int(_rows(AHEAD, [visit_id])[0][0])


def spans(visit_id: int) -> tuple[SpanLine, ...]:
    return tuple(made(SpanLine, row) for row in _rows(SPANS, [visit_id]))


def _one(sql: str, parameters: list[Any]) -> VisitLine | None:
    rows = _rows(sql, parameters)
    return made(VisitLine, rows[0]) if rows else None


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
