"""Reading school buses: the tag that is valid now, and what a month has brought (机动车登记规定#65)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.base.rows import made
from cheguan.law.dates import add_months

CURRENT = """
SELECT t.provider_id, t.driver, t.route, t.hours, t.stops, t.permit_until, t.valid_until
  FROM buses_tag t WHERE t.vehicle_id = %s AND t.voided_by_id IS NULL
"""
# A tag that replaces another is a change; one that nothing replaces is recovered.
MONTH = """
SELECT (a.at AT TIME ZONE 'Asia/Shanghai')::date AS day,
       CASE WHEN EXISTS (SELECT FROM buses_tag f WHERE f.vehicle_id = t.vehicle_id AND f.voided_by_id = t.issued_by_id)
            THEN 'changed' ELSE 'issued' END,
       coalesce(p.number, ''), o.name, t.driver, t.route, t.valid_until
  FROM buses_tag t
  JOIN acts_act a ON a.id = t.issued_by_id
  JOIN parties_profile o ON o.party_id = t.provider_id AND o.voided_by_id IS NULL
  LEFT JOIN plates_assignment p ON p.vehicle_id = t.vehicle_id AND p.voided_by_id IS NULL
 WHERE t.office = %(office)s AND a.at >= %(first)s::timestamp AT TIME ZONE 'Asia/Shanghai'
   AND a.at < %(after)s::timestamp AT TIME ZONE 'Asia/Shanghai'
UNION ALL
SELECT (a.at AT TIME ZONE 'Asia/Shanghai')::date, 'recovered', coalesce(p.number, ''), o.name, t.driver, t.route,
       t.valid_until
  FROM buses_tag t
  JOIN acts_act a ON a.id = t.voided_by_id
  JOIN parties_profile o ON o.party_id = t.provider_id AND o.voided_by_id IS NULL
  LEFT JOIN plates_assignment p ON p.vehicle_id = t.vehicle_id AND p.voided_by_id IS NULL
 WHERE t.office = %(office)s AND a.at >= %(first)s::timestamp AT TIME ZONE 'Asia/Shanghai'
   AND a.at < %(after)s::timestamp AT TIME ZONE 'Asia/Shanghai'
   AND NOT EXISTS (SELECT FROM buses_tag n WHERE n.vehicle_id = t.vehicle_id AND n.issued_by_id = t.voided_by_id)
 ORDER BY 1, 3, 2
"""


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tag of a bus as it is now."""

    provider_id: int
    driver: str
    route: str
    hours: str
    stops: str
    permit_until: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the monthly report; ``what`` is issued, changed or recovered."""

    day: date
    what: str
    plate: str
    provider: str
    driver: str
    route: str
    valid_until: date


def find_tag(vehicle_id: int) -> Tagged | None:
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, [vehicle_id])
        row = cursor.fetchone()
    return made(Tagged, row) if row else None


def changes_of_month(*, office: str, month: date) -> tuple[Change, ...]:
    """校车标牌发放、变更、收回 of the month in which ``month`` lies, for the government and the education department."""
    first = month.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(MONTH, {"office": office, "first": first, "after": add_months(first, 1)})
        return tuple(made(Change, row) for row in cursor.fetchall())
