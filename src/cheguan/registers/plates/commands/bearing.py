"""Which vehicle bears which number: given, released and kept for its former owner, swapped, taken back."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction

from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.plates.commands.making import order
from cheguan.registers.plates.models import Assignment, Choice, PlateSet, Retention

TAKEN = """
SELECT number FROM plates_assignment WHERE kind = %(kind)s AND number = ANY(%(numbers)s) AND voided_by_id IS NULL
UNION SELECT number FROM plates_choice WHERE kind = %(kind)s AND number = ANY(%(numbers)s) AND voided_by_id IS NULL
UNION SELECT number FROM plates_retention
       WHERE kind = %(kind)s AND number = ANY(%(numbers)s) AND voided_by_id IS NULL AND until >= %(on)s
"""


class NumberTaken(Refusal):
    """这个号码刚刚被选走，请另选一个。"""


def assign(*, case_no: str, vehicle_id: int, act: int) -> Assignment | None:
    """核发号牌：the chosen number becomes the vehicle's; ``None`` when the case has chosen none."""
    choice = Choice.objects.filter(case_no=case_no, voided_by=None).first()
    if choice is None:
        return None
    choice.voided_by_id = act
    choice.save(update_fields=["voided_by"])
    return bear(vehicle_id=vehicle_id, kind=choice.kind, number=choice.number, case_no=case_no, act=act)


def bear(*, vehicle_id: int, kind: str, number: str, case_no: str, act: int) -> Assignment:
    """The vehicle bears this number from now on; its plates are ordered."""
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(vehicle_id=vehicle_id, kind=kind, number=number, issued_by_id=act)
    except IntegrityError as error:
        raise NumberTaken from error
    order(vehicle_id=vehicle_id, case_no=case_no, act=act)
    return assignment


def release(*, vehicle_id: int, keep_for: int, until: date, act: int) -> None:
    """收回号牌：the number is kept for its former owner until the day, then it is free again."""
    PlateSet.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    for assignment in Assignment.objects.filter(vehicle_id=vehicle_id, voided_by=None):
        assignment.voided_by_id = act
        assignment.save(update_fields=["voided_by"])
        Retention.objects.filter(kind=assignment.kind, number=assignment.number, voided_by=None).update(voided_by=act)
        Retention.objects.create(
            kind=assignment.kind, number=assignment.number, party_id=keep_for, until=until, issued_by_id=act
        )


def take_back(*, vehicle_id: int, owner_id: int, case_no: str, on: date, act: int) -> Assignment:
    """恢复原号：the last number that the vehicle bore, if nobody else has it now; new plates are ordered."""
    current = Assignment.objects.filter(vehicle_id=vehicle_id, voided_by=None).first()
    if current is not None:
        return current
    last = Assignment.objects.filter(vehicle_id=vehicle_id).order_by("-id").first()
    if last is None:
        raise NumberTaken
    kept = Retention.objects.filter(kind=last.kind, number=last.number, voided_by=None)
    kept.filter(party_id=owner_id).update(voided_by=act)
    if taken(kind=last.kind, numbers=[last.number], on=on):
        raise NumberTaken
    kept.update(voided_by=act)
    return bear(vehicle_id=vehicle_id, kind=last.kind, number=last.number, case_no=case_no, act=act)


def swap(one: int, other: int, *, case_no: str, act: int) -> tuple[str, str]:
    """号牌号码互换：each vehicle bears the other's number; tells the new numbers of both. New plates are ordered."""
    rows = Assignment.objects.filter(vehicle_id__in=(one, other), voided_by=None)
    borne = {row.vehicle_id: row for row in rows.select_for_update().order_by("id")}
    if borne.keys() != {one, other}:
        raise NumberTaken
    rows.update(voided_by=act)
    numbers = []
    for vehicle_id, former in ((one, borne[other]), (other, borne[one])):
        bear(vehicle_id=vehicle_id, kind=former.kind, number=former.number, case_no=case_no, act=act)
        numbers.append(former.number)
    return numbers[0], numbers[1]


def taken(*, kind: str, numbers: Sequence[str], on: date) -> frozenset[str]:
    """Those of ``numbers`` that are borne, held for a case, or kept for a former owner."""
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, {"kind": kind, "numbers": list(numbers), "on": on})
        return frozenset(row[0] for row in cursor.fetchall())
