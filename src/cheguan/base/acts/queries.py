"""Reading acts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cheguan.base.people.actors import Actor
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


def find_repeated(*, key: UUID, kind: str, by: Actor, case_no: str | None = None) -> str | None:
    """The case of the act that this very person recorded with this key, of this kind and about this case.

    Nothing when the key is new, or was used for something else or by somebody else: then it is no repetition.
    """
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, {"key": key, "kind": kind, "officer": by.officer_id, "case_no": case_no})
        row = cursor.fetchone()
    return str(row[0]) if row else None


def was_recorded(*, key: UUID, kind: str, by: Actor) -> bool:
    """Whether this very person recorded an act of this kind with this key: the request is a repetition."""
    with connection.cursor() as cursor:
        cursor.execute(RECORDED, {"key": key, "kind": kind, "officer": by.officer_id})
        return bool(cursor.fetchone()[0])


def id_of(key: UUID) -> int:
    """The act that was recorded with this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM acts_act WHERE key = %s", [key])
        return int(cursor.fetchone()[0])


RECORDED = "SELECT EXISTS (SELECT FROM acts_act WHERE key = %(key)s AND kind = %(kind)s AND officer_id = %(officer)s)"
REPEATED = """
SELECT case_no FROM acts_act
 WHERE key = %(key)s AND kind = %(kind)s AND officer_id = %(officer)s AND case_no = coalesce(%(case_no)s, case_no)
"""
