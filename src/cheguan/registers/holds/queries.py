"""Reading holds: what the public may know of a vehicle's mortgage."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.base.rows import made

DATES = """
SELECT h.kind, h.since, (SELECT (a.at AT TIME ZONE 'Asia/Shanghai')::date FROM acts_act a WHERE a.id = h.voided_by_id)
  FROM plates_assignment p JOIN holds_hold h ON h.vehicle_id = p.vehicle_id
 WHERE p.kind = %s AND p.number = %s AND p.voided_by_id IS NULL AND h.kind IN ('mortgage', 'pledge')
 ORDER BY h.since, h.id
"""


@dataclass(frozen=True, slots=True)
class SecurityDates:
    """One mortgage or pledge by its days alone: neither creditor nor owner is told. ``ended_on`` while it stands: none."""

    kind: str
    registered_on: date
    ended_on: date | None


def security_dates(*, plate_kind: str, number: str) -> tuple[SecurityDates, ...]:
    """抵押、质押的登记和解除日期 of the vehicle that bears the number, oldest first (机动车登记规定#35)."""
    with connection.cursor() as cursor:
        cursor.execute(DATES, [plate_kind, number])
        return tuple(made(SecurityDates, row) for row in cursor.fetchall())
