"""Reading second looks: what somebody has to do, what is open in the office, what was found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheguan.base.rows import made

COLUMNS = """
SELECT l.id, c.no, c.service, c.edition, d.kind, d.at, s.officer_id, coalesce(f.name, ''), s.due_on,
       l.rate, l.grounds, coalesce(o.outcome, ''), coalesce(o.words, ''), coalesce(o.article, ''), oa.at,
       oa.officer_id, coalesce(of.name, ''), (SELECT count(*) FROM second_looks_remedy r WHERE r.look_id = l.id)
  FROM second_looks_look l
  JOIN cases_case c ON c.id = l.case_id
  JOIN acts_act d ON d.id = l.issued_by_id
  LEFT JOIN second_looks_assignment s ON s.look_id = l.id AND s.voided_by_id IS NULL
  LEFT JOIN people_officer f ON f.id = s.officer_id
  LEFT JOIN second_looks_outcome o ON o.look_id = l.id
  LEFT JOIN acts_act oa ON oa.id = o.issued_by_id
  LEFT JOIN people_officer of ON of.id = oa.officer_id
"""
BY_DUE = "ORDER BY coalesce(s.due_on, 'infinity'::date), l.id"
MINE = f"{COLUMNS} WHERE s.officer_id = %s AND l.office = %s {BY_DUE}"
ONE = f"{COLUMNS} WHERE l.id = %s AND l.office = %s"
# Nobody learns of an open look at a case that went through their own hands.
OPEN = f"""
{COLUMNS} WHERE l.office = %(office)s AND o.id IS NULL
   AND NOT EXISTS (SELECT FROM acts_act h WHERE h.case_no = c.no AND %(officer)s IN (h.officer_id, h.partner_id))
 {BY_DUE} LIMIT %(limit)s
"""
FOUND = f"{COLUMNS} WHERE l.office = %s AND o.outcome <> 'in_order' ORDER BY o.outcome = 'minor', o.id DESC LIMIT %s"
REMEDIES = """
SELECT a.at, f.name, r.words FROM second_looks_remedy r
  JOIN acts_act a ON a.id = r.issued_by_id JOIN people_officer f ON f.id = a.officer_id
 WHERE r.look_id = %s ORDER BY r.id
"""
MOST = 200


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look. ``decision`` is grant or refuse; without ``officer`` it waits to be given out; ``outcome`` is empty
    while it is open; ``rate`` is in ten thousandths."""

    number: int
    case_no: str
    service_code: str
    edition: date
    decision: str
    decided_at: datetime
    officer_id: int | None
    officer: str
    due_on: date | None
    rate: int
    grounds: tuple[str, ...]
    outcome: str
    words: str
    article: str
    closed_at: datetime | None
    closed_by_id: int | None
    closed_by: str
    remedies: int


@dataclass(frozen=True, slots=True)
class Remedied:
    """One thing that was done about a serious fault."""

    at: datetime
    officer: str
    words: str


def mine(*, officer_id: int, office: str) -> tuple[LookLine, ...]:
    """What this officer has to look at, the nearest last day first."""
    return _lines(MINE, [officer_id, office])


def open_in(office: str, *, but_of: int) -> tuple[LookLine, ...]:
    """Everything open in the office, without the cases that went through this officer's hands."""
    return _lines(OPEN, {"office": office, "officer": but_of, "limit": MOST})


def found_in(office: str) -> tuple[LookLine, ...]:
    """Faults that were found: the serious ones first, newest first."""
    return _lines(FOUND, [office, MOST])


def find(number: int, *, office: str) -> LookLine | None:
    return next(iter(_lines(ONE, [number, office])), None)


def remedies(number: int) -> tuple[Remedied, ...]:
    """What was done about it, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(REMEDIES, [number])
        return tuple(Remedied(*row) for row in cursor.fetchall())


def _lines(query: str, given: Any) -> tuple[LookLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return tuple(made(LookLine, row) for row in cursor.fetchall())
