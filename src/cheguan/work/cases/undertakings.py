"""容缺受理承诺 as rows: read, issued, signed and ended. Whether one may be given is asked in ``gaps``."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.rows import made
from cheguan.law.relief import Gap
from cheguan.work.cases.models import Undertaking

OPEN = """
SELECT u.case_id, u.party_id, u.measure, u.stops, u.cure_by, u.signed_on,
       ARRAY(SELECT m.code FROM cases_material m
              WHERE m.case_id = u.case_id AND m.voided_by_id IS NULL AND m.how = 'gap' ORDER BY m.id)
  FROM cases_undertaking u WHERE u.case_id = %s AND u.voided_by_id IS NULL
"""
BROKEN = """
SELECT a.at FROM cases_undertaking u JOIN acts_act a ON a.id = u.voided_by_id
 WHERE u.party_id = %s AND a.kind = 'lapse' ORDER BY a.at DESC LIMIT 1
"""
RETURNED = """
UPDATE cases_undertaking SET voided_by_id = %s FROM cases_case c
 WHERE case_id = %s AND c.id = case_id AND c.state = 'notified' AND voided_by_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Open:
    """An undertaking that binds: what is still missing, until when, and whether it is signed."""

    case_id: int
    party_id: int
    measure: str
    stops: str
    cure_by: date
    signed_on: date | None
    missing: tuple[str, ...]


def find_open(case_id: int) -> Open | None:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [case_id])
        row = cursor.fetchone()
    return made(Open, (*row[:6], tuple(row[6]))) if row else None


def was_given(case_id: int) -> bool:
    """Whether there is or was one: a case begins with it or never has one."""
    return Undertaking.objects.filter(case_id=case_id).exists()


def broken_on(party_id: int) -> date | None:
    """The day on which an application of this party was last returned because an undertaking was not kept."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN, [party_id])
        row = cursor.fetchone()
    return localdate(row[0]) if row else None


def issue(*, case_id: int, party_id: int, terms: Gap, cure_by: date, act: int) -> None:
    Undertaking.objects.create(
        case_id=case_id, party_id=party_id, measure=terms.measure, stops=terms.stops, cure_by=cure_by, issued_by_id=act
    )


def sign(found: Open, *, on: date, act: int) -> None:
    """The same undertaking with the day of its signature."""
    end(case_id=found.case_id, act=act)
    Undertaking.objects.create(
        case_id=found.case_id,
        party_id=found.party_id,
        measure=found.measure,
        stops=found.stops,
        cure_by=found.cure_by,
        signed_on=on,
        issued_by_id=act,
    )


def end(*, case_id: int, act: int) -> None:
    """Nothing is promised any more."""
    Undertaking.objects.filter(case_id=case_id, voided_by=None).update(voided_by=act)


def end_if_returned(*, case_id: int, act: int) -> None:
    """The same, when the application went back to the applicant."""
    with connection.cursor() as cursor:
        cursor.execute(RETURNED, [act, case_id])
