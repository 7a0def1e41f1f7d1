"""Reading ratings: by token, by clerk, the rates that are published, the repairs that are due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cheguan.base.rows import made

MATTER = """
SELECT m.id, m.service, m.case_no, m.outcome, v.no, v.officer_id, t.office_id,
       CASE WHEN m.outcome <> '' AND v.state = 'finished' THEN v.moved_at END, v.language, v.outlet_id
  FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id JOIN people_outlet t ON t.id = v.outlet_id
 WHERE m.token = %s
"""
RATING = (
    "SELECT r.id, r.level, a.key FROM ratings_rating r JOIN acts_act a ON a.id = r.issued_by_id WHERE r.matter_id = %s"
)
REPAIRS = """
SELECT p.id, m.service, m.case_no, r.level, r.remark, r.named, r.rated_at, v.officer_id, coalesce(o.name, ''), p.verify_by,
       coalesce((SELECT s.kind FROM ratings_repairstep s WHERE s.repair_id = p.id AND s.voided_by_id IS NULL
                  ORDER BY s.id DESC LIMIT 1), ''),
       (SELECT s.mend_by FROM ratings_repairstep s WHERE s.repair_id = p.id AND s.mend_by IS NOT NULL
           AND s.voided_by_id IS NULL), p.voided_by_id IS NOT NULL, coalesce(m.party_id, v.party_id), v.language,
       v.day
  FROM ratings_repair p JOIN ratings_rating r ON r.id = p.rating_id JOIN visits_matter m ON m.id = r.matter_id
  JOIN visits_visit v ON v.id = m.visit_id LEFT JOIN people_officer o ON o.id = v.officer_id
"""
STEPS = """
SELECT s.kind, s.text, a.at, o.name, s.mend_by FROM ratings_repairstep s JOIN acts_act a ON a.id = s.issued_by_id
  JOIN people_officer o ON o.id = a.officer_id WHERE s.repair_id = %s ORDER BY s.id
"""
# Whoever served for a while and handed on had a part in it, too.
SERVED = """
SELECT 1 FROM ratings_repair p JOIN ratings_rating r ON r.id = p.rating_id JOIN visits_matter m ON m.id = r.matter_id
  JOIN visits_span s ON s.visit_id = m.visit_id AND s.kind = 'serving'
 WHERE p.id = %s AND s.officer_id = %s LIMIT 1
"""
# Of the matters finished in the span: a rating is somebody's own doing or there is none.
RATES = """
SELECT v.officer_id, coalesce(o.name, ''), count(*), count(r.id), count(*) FILTER (WHERE r.level >= 3),
       count(*) FILTER (WHERE r.level <= 2)
  FROM visits_visit v JOIN visits_matter m ON m.visit_id = v.id AND m.outcome <> ''
  LEFT JOIN ratings_rating r ON r.matter_id = m.id
  LEFT JOIN people_officer o ON o.id = v.officer_id
 WHERE v.outlet_id = %s AND v.day BETWEEN %s AND %s AND v.state = 'finished'
 GROUP BY v.officer_id, o.name ORDER BY o.name
"""


@dataclass(frozen=True, slots=True)
class RatedMatter:
    """What a token opens. ``finished_at`` is empty until the matter and the visit are over."""

    id: int
    service: str
    case_no: str | None
    outcome: str
    visit_no: str
    officer_id: int | None
    office: str
    finished_at: datetime | None
    language: str
    outlet_id: int


@dataclass(frozen=True, slots=True)
class GivenRating:
    id: int
    level: int
    key: UUID


@dataclass(frozen=True, slots=True)
class RepairLine:
    """A bad rating and how far its repair has come: ``stage`` is the last step, empty before the first. ``party_id`` is
    whom the matter was for, ``language`` the one they were served in."""

    id: int
    service: str
    case_no: str | None
    level: int
    remark: str
    named: bool
    rated_at: datetime
    officer_id: int | None
    officer: str
    verify_by: date
    stage: str
    mend_by: date | None
    closed: bool
    party_id: int | None
    language: str
    served_on: date

    def overdue(self, on: date) -> bool:
        """Not verified, or not mended, by its day."""
        if self.stage == "":
            return on > self.verify_by
        return self.stage == "verified" and self.mend_by is not None and on > self.mend_by


@dataclass(frozen=True, slots=True)
class StepLine:
    kind: str
    text: str
    at: datetime
    officer: str
    mend_by: date | None


@dataclass(frozen=True, slots=True)
class Rates:
    """好评率、主动评价率、未评价率 of matters finished: three numbers, never mixed."""

    officer_id: int | None
    officer: str
    finished: int
    rated: int
    good: int
    bad: int

    @property
    def good_rate(self) -> float | None:
        return self.good / self.rated if self.rated else None

    @property
    def active_rate(self) -> float | None:
        return self.rated / self.finished if self.finished else None

    @property
    def no_answer_rate(self) -> float | None:
        return 1 - self.rated / self.finished if self.finished else None


def find_matter(token: str) -> RatedMatter | None:
    rows = _rows(MATTER, [token])
    return made(RatedMatter, rows[0]) if rows else None


def find_rating(matter_id: int) -> GivenRating | None:
    rows = _rows(RATING, [matter_id])
    return made(GivenRating, rows[0]) if rows else None


def open_repairs(office: str) -> tuple[RepairLine, ...]:
    """Every bad rating that is not closed yet, by the day it has to be looked into."""
    sql = REPAIRS + " WHERE p.office = %s AND p.voided_by_id IS NULL ORDER BY p.verify_by, p.id"
    return tuple(made(RepairLine, row) for row in _rows(sql, [office]))


def closed_repairs(office: str, *, limit: int = 50) -> tuple[RepairLine, ...]:
    sql = REPAIRS + " WHERE p.office = %s AND p.voided_by_id IS NOT NULL ORDER BY p.id DESC LIMIT %s"
    return tuple(made(RepairLine, row) for row in _rows(sql, [office, limit]))


def get_repair(repair_id: int) -> RepairLine:
    return made(RepairLine, _rows(REPAIRS + " WHERE p.id = %s", [repair_id])[0])


def find_repair(repair_id: int, *, office: str) -> RepairLine | None:
    rows = _rows(REPAIRS + " WHERE p.id = %s AND p.office = %s", [repair_id, office])
    return made(RepairLine, rows[0]) if rows else None


def served(repair_id: int, *, officer_id: int) -> bool:
    """Whether this officer served in the visit that the rating is about, if only for a while."""
    return bool(_rows(SERVED, [repair_id, officer_id]))


def steps(repair_id: int) -> tuple[StepLine, ...]:
    return tuple(made(StepLine, row) for row in _rows(STEPS, [repair_id]))


def rates(outlet_id: int, *, first: date, last: date) -> tuple[Rates, ...]:
    """By the clerk who finished them."""
    return tuple(made(Rates, row) for row in _rows(RATES, [outlet_id, first, last]))


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
