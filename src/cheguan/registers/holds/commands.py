"""The only writer of holds."""

from datetime import date

from django.db import models

from cheguan.registers.holds.models import Hold


def place(
    *,
    kind: str,
    authority: str,
    since: date,
    act: int,
    vehicle_id: int | None = None,
    licence_id: int | None = None,
    document: str = "",
    creditor_id: int | None = None,
) -> Hold:
    """设定限制、登记抵押。"""
    return Hold.objects.create(
        kind=kind,
        authority=authority,
        since=since,
        vehicle_id=vehicle_id,
        licence_id=licence_id,
        document=document,
        creditor_id=creditor_id,
        issued_by_id=act,
    )


def lift(
    *, act: int, kind: str, vehicle_id: int | None = None, licence_id: int | None = None, creditor_id: int | None = None
) -> int:
    """解除：void every current hold of the kind on the thing, or this creditor's alone; tells how many there were."""
    subject = models.Q(vehicle_id=vehicle_id) if vehicle_id is not None else models.Q(licence_id=licence_id)
    if creditor_id is not None:
        subject &= models.Q(creditor_id=creditor_id)
    return Hold.objects.filter(subject, kind=kind, voided_by=None).update(voided_by=act)
