"""Reading attempts."""

from datetime import datetime
from typing import Any

from django.db import connection

from cheguan.base.attempts.models import Attempt


def of_case(case_no: str) -> list[Attempt]:
    """What was tried on a case and refused, oldest first."""
    return list(Attempt.objects.filter(case_no=case_no).order_by("id"))


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
