"""What a second screen shows, and what its clerk sees of it. One statement each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cheguan.base.rows import decoded, made

# Whom the counter serves or has just finished with, what they are asked, which matter of theirs is not rated yet.
SHOWN = """
SELECT c.no, t.id, t.code, t.name, v.id, coalesce(v.no, ''), coalesce(v.state, ''), coalesce(v.language, ''),
       coalesce(v.priority, ''), v.moved_at,
       coalesce(x.large_for_id = v.id, false), q.id, q.shown, q.service,
       (SELECT m.token FROM visits_matter m
         WHERE m.visit_id = v.id AND v.state = 'finished' AND m.outcome <> ''
           AND m.id > coalesce((SELECT d.id FROM visits_matter d
                                 WHERE d.token = %(declined)s AND d.visit_id = v.id), 0)
           AND NOT EXISTS (SELECT FROM ratings_rating r WHERE r.matter_id = m.id) ORDER BY m.id LIMIT 1)
  FROM confirmations_screen x
  JOIN visits_counter c ON c.id = x.counter_id
  JOIN people_outlet t ON t.id = c.outlet_id
  LEFT JOIN LATERAL (SELECT s.visit_id FROM visits_span s WHERE s.counter_id = c.id AND s.visit_id IS NOT NULL
                      ORDER BY s.since DESC, s.id DESC LIMIT 1) here ON true
  LEFT JOIN visits_visit v ON v.id = here.visit_id AND v.counter_id = c.id
       AND (v.state IN ('called', 'serving') OR v.state = 'finished' AND v.moved_at > %(since)s)
  LEFT JOIN confirmations_question q ON q.visit_id = v.id AND q.voided_by_id IS NULL AND v.state = 'serving'
 WHERE x.token = %(token)s AND x.voided_by_id IS NULL
"""
OF_COUNTER = """
SELECT x.id, x.large_for_id, d.digits, q.id, q.service, q.case_no, q.application_sha256, asked.at,
       a.answer, a.signed, a.signature_id, answered.at
  FROM (SELECT %(counter)s::bigint AS id) c
  LEFT JOIN confirmations_screen x ON x.counter_id = c.id AND x.voided_by_id IS NULL
  LEFT JOIN confirmations_code d ON d.counter_id = c.id AND d.voided_by_id IS NULL AND d.until > %(at)s
  LEFT JOIN LATERAL (SELECT * FROM confirmations_question WHERE visit_id = %(visit)s ORDER BY id DESC LIMIT 1) q ON true
  LEFT JOIN acts_act asked ON asked.id = q.issued_by_id
  LEFT JOIN confirmations_answer a ON a.question_id = q.id
  LEFT JOIN acts_act answered ON answered.id = a.issued_by_id
"""
OF_CASE = """
SELECT a.answer, a.signed, a.signature_id, t.at, q.sha256
  FROM visits_matter m
  LEFT JOIN acts_act j ON j.case_no = m.case_no AND j.kind = 'join_case'
  JOIN confirmations_question q ON q.visit_id = m.visit_id AND q.service = m.service
       AND (q.case_no = m.case_no OR q.case_no IS NULL
            AND q.application_sha256 = coalesce(j.detail ->> 'application', q.application_sha256))
  JOIN confirmations_answer a ON a.question_id = q.id JOIN acts_act t ON t.id = a.issued_by_id
 WHERE m.case_no = %s ORDER BY a.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a paired screen has to show. Without a visit it is idle; ``lines`` are to be checked by the applicant.

    ``rate`` is the token of the first matter of a finished visit that is neither rated yet nor declined.
    """

    counter_no: str
    outlet_id: int
    outlet: str
    outlet_name: str
    visit_id: int | None
    visit_no: str
    state: str
    language: str
    priority: str
    moved_at: datetime | None
    large: bool
    question_id: int | None
    lines: tuple[tuple[str, str], ...]
    service: str
    rate: str


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The screen of a counter as its clerk sees it, and the last question put to the one who is served."""

    screen_id: int | None
    large_for: int | None
    code: str | None
    question_id: int | None
    service: str | None
    case_no: str | None
    application_sha256: str | None
    asked_at: datetime | None
    answer: str | None
    signed: str | None
    signature: str | None
    answered_at: datetime | None

    @property
    def paired(self) -> bool:
        return self.screen_id is not None

    @property
    def waits(self) -> bool:
        """The applicant has been asked and has not answered yet."""
        return self.question_id is not None and self.answer is None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How the applicant of a case answered on the second screen."""

    answer: str
    signed: str
    signature: str | None
    at: datetime
    sha256: str


def find_shown(token: str, *, since: datetime, declined: str = "") -> Shown | None:
    """``None`` when there is no such screen (any more). A visit finished before ``since`` is over for it; ``declined`` is
    the token of the last matter that the applicant would not rate."""
    row = _one(SHOWN, {"token": token, "since": since, "declined": declined})
    if row is None:
        return None
    lines = tuple((what, value) for what, value in decoded(row[-3]) or ())
    return made(Shown, (*row[:-3], lines, row[-2] or "", row[-1] or ""))


def at_counter(counter_id: int, *, visit_id: int | None, at: datetime) -> AtCounter:
    row = _one(OF_COUNTER, {"counter": counter_id, "visit": visit_id, "at": at})
    assert row is not None
    return made(AtCounter, row)


def find_of_case(case_no: str) -> Confirmation | None:
    """The last answer given about this case, or about the very draft that was accepted."""
    row = _one(OF_CASE, [case_no])
    return made(Confirmation, row) if row else None


def _one(sql: str, given: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
