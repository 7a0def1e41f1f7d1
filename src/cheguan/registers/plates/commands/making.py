"""Plates as things: ordered, received; and temporary plates with numbers of their own series."""

from datetime import date

from django.db import connection

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.numbering.commands import next_number
from cheguan.base.people.models import Office
from cheguan.law.rules import temporary_plate_issue
from cheguan.registers.plates.models import PlateSet, TemporaryPlate

ORDER = """
INSERT INTO plates_plateset (vehicle_id, kind, number, serial, case_no, issued_by_id)
SELECT a.vehicle_id, a.kind, a.number,
       coalesce((SELECT max(s.serial) FROM plates_plateset s WHERE s.vehicle_id = a.vehicle_id), %(before)s) + 1,
       %(case_no)s, %(act)s
  FROM plates_assignment a WHERE a.vehicle_id = %(vehicle)s AND a.voided_by_id IS NULL
"""
DELIVER = """
INSERT INTO plates_platedelivery (plates_id, received_on, issued_by_id)
SELECT s.id, %(on)s, %(act)s FROM plates_plateset s
 WHERE s.case_no = %(case_no)s AND s.voided_by_id IS NULL
   AND NOT EXISTS (SELECT FROM plates_platedelivery d WHERE d.plates_id = s.id AND d.voided_by_id IS NULL)
"""


class NoDaysLeft(Refusal):
    """交强险或者许可已经到期，没有可以核发的有效期。"""


class SeriesFull(Refusal):
    """这一序列的临时号牌号码已经用完，请联系系统管理员。"""


def order(*, vehicle_id: int, case_no: str, act: int, before: int = 0) -> None:
    """定制号牌 with the number that the vehicle bears; plates there were are void.

    ``before`` counts the sets of which the register has no row, from the time when it kept none.
    """
    PlateSet.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    with connection.cursor() as cursor:
        cursor.execute(ORDER, {"vehicle": vehicle_id, "case_no": case_no, "act": act, "before": before})


def deliver(*, case_no: str, on: date, act: int) -> None:
    """发放号牌：the owner has received the plates that were made for this case, if any were."""
    with connection.cursor() as cursor:
        cursor.execute(DELIVER, {"case_no": case_no, "on": on, "act": act})


def issue_temporary(
    *,
    purpose: str,
    kind: str,
    vin: str,
    vehicle_id: int | None,
    party_id: int,
    valid_from: date,
    valid_until: date,
    office: str,
    case_no: str,
    act: int,
) -> TemporaryPlate:
    """核发临时行驶车号牌 with the next number of its own series; ``NoDaysLeft`` when it would end before it begins."""
    if valid_until < valid_from:
        raise NoDaysLeft
    prefix = Office.objects.values_list("plate_prefix", flat=True).get(pk=office)
    serial = next_number(f"temporary plate {prefix} {temporary_plate_issue.sign_of(purpose)}")
    try:
        number = temporary_plate_issue.number(prefix, purpose, serial)
    except temporary_plate_issue.SeriesExhausted as exhausted:
        raise SeriesFull from exhausted
    return TemporaryPlate.objects.create(
        number=number,
        kind=kind,
        purpose=purpose,
        vin=vin,
        vehicle_id=vehicle_id,
        party_id=party_id,
        valid_from=valid_from,
        valid_until=valid_until,
        case_no=case_no,
        issued_by_id=act,
    )
