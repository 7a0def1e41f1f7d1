"""Reading acts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cheguan.base.rows import decoded, made


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of a case's timeline: who did what, where and by which article."""

    id: int
    kind: str
    at: datetime
    officer: str
    officer_kind: str
    partner: str
    post: str
    outlet: str
    basis: tuple[str, ...]
    reason: str
    detail: dict[str, object]


OF_CASE = """
SELECT a.id, a.kind, a.at, o.name, o.kind, coalesce(p.name, ''), a.post, t.name, a.basis, a.reason, a.detail
  FROM acts_act a
  JOIN people_officer o ON o.id = a.officer_id
  JOIN people_outlet t ON t.id = a.outlet_id
  LEFT JOIN people_officer p ON p.id = a.partner_id
 WHERE a.case_no = %s ORDER BY a.id
"""


def of_case(case_no: str) -> tuple[ActLine, ...]:
    """Every act of the case, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(OF_CASE, [case_no])
        return tuple(made(ActLine, (*row[:10], decoded(row[10]))) for row in cursor.fetchall())


def find_by_key(key: UUID) -> tuple[int, str, str | None] | None:
    """``(id, kind, case_no)`` of the act that used this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, case_no FROM acts_act WHERE key = %s", [key])
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row else None
