"""Reading attempts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cheguan.base.people.actors import Actor
from cheguan.base.rows import made

OF_CASE = """
SELECT a.at, o.name, a.reasons FROM attempts_attempt a JOIN people_officer o ON o.id = a.officer_id
 WHERE a.case_no = %s AND a.kind <> 'look_up' ORDER BY a.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """A step that somebody tried on a case and was refused."""

    at: datetime
    officer: str
    reasons: tuple[str, ...]


def of_case(case_no: str, *, limit: int = 20) -> tuple[Tried, ...]:
    """The latest that was tried on a case and refused, newest first. Looking somebody up is no such attempt."""
    with connection.cursor() as cursor:
        cursor.execute(OF_CASE, [case_no, limit])
        return tuple(made(Tried, row) for row in cursor.fetchall())


FAILED_SIGN_INS = """
SELECT at FROM attempts_attempt
 WHERE kind = 'sign_in' AND staff_no = %(staff_no)s AND at > %(since)s AND action = ANY(%(counted)s)
   AND at > coalesce((SELECT max(at) FROM attempts_attempt
                       WHERE kind = 'sign_in' AND staff_no = %(staff_no)s AND action = %(reset)s), '-infinity')
 ORDER BY at
"""


def failed_sign_ins(staff_no: str, *, since: datetime, counted: tuple[str, ...], reset: str) -> list[datetime]:
    """When signing in failed in one of these ways since that moment and since the last success, oldest first."""
    given: dict[str, Any] = {"staff_no": staff_no[:40], "since": since, "counted": list(counted), "reset": reset}
    with connection.cursor() as cursor:
        cursor.execute(FAILED_SIGN_INS, given)
        return [row[0] for row in cursor.fetchall()]


FAILED_STEPS = """
SELECT count(*) FROM attempts_attempt
 WHERE officer_id = %s AND at > %s AND kind = 'step' AND action = %s AND device = %s
"""


def failed_steps(action: str, *, by: Actor, since: datetime) -> int:
    """How often this actor's device was refused a step since that moment."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED_STEPS, [by.officer_id, since, action, by.device])
        return int(cursor.fetchone()[0])
