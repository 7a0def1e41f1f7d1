"""Founding an office, taking people on, putting them on shift."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from psycopg.types.range import TimestamptzRange

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Account, Certificate, Duty, Office, Officer, Outlet
from cheguan.base.people.queries import system_actor
from cheguan.base.people.rights import POSTS

SYSTEM = "SYSTEM"


class AuxiliaryNeedsPartner(Exception):
    """辅警上岗须有民警搭档。"""


class UnknownPost(Exception):
    """没有这个岗位。"""


@transaction.atomic
def found_office(*, code: str, name: str, plate_prefix: str, hall: str, address: str = "") -> Actor:
    """Set up an office with its first hall and the system itself as the first actor."""
    office = Office.objects.create(code=code, name=name, plate_prefix=plate_prefix)
    outlet = Outlet.objects.create(office=office, code="01", name=hall, address=address)
    system, _ = Officer.objects.get_or_create(
        staff_no=SYSTEM, defaults={"name": "系统", "kind": "system", "office": office}
    )
    return system_actor(system, outlet)


def open_outlet(*, office: str, code: str, name: str, address: str = "") -> Outlet:
    """设立网点。"""
    return Outlet.objects.create(office_id=office, code=code, name=name, address=address)


@transaction.atomic
def take_on(*, staff_no: str, name: str, kind: str, office: str, password: str | None) -> Officer:
    """录入一名民警或辅警，with an account of their own; no password means no sign-in yet."""
    account = Account.objects.create_user(staff_no=staff_no, password=password)
    return Officer.objects.create(account=account, staff_no=staff_no, name=name, kind=kind, office_id=office)


@transaction.atomic
def certify(*, officer: Officer, kind: str, valid_until: date, by: Actor, at: datetime, key: UUID) -> Certificate:
    """登记资格证书；the former one of the same kind is void."""
    act = acts.record(kind="certify_officer", by=by, at=at, basis=[], key=key, detail={"officer": officer.staff_no})
    Certificate.objects.filter(officer=officer, kind=kind, voided_by=None).update(voided_by=act)
    return Certificate.objects.create(officer=officer, kind=kind, valid_until=valid_until, issued_by_id=act)


@transaction.atomic
def put_on_duty(
    *,
    officer: Officer,
    post: str,
    outlet: Outlet,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID,
    partner: Officer | None = None,
) -> Duty:
    """排班：one post for a period. An auxiliary stands beside a police officer, or not at all."""
    if post not in POSTS:
        raise UnknownPost(post)
    if officer.kind == "auxiliary" and (partner is None or partner.kind != "police"):
        raise AuxiliaryNeedsPartner(officer.staff_no)
    act = acts.record(kind="put_on_duty", by=by, at=at, basis=[], key=key, detail={"officer": officer.staff_no})
    return Duty.objects.create(
        officer=officer,
        post=post,
        outlet=outlet,
        partner=partner,
        period=TimestamptzRange(starts_at, ends_at, "[)"),
        issued_by_id=act,
    )


@transaction.atomic
def take_off_duty(*, duty: Duty, by: Actor, at: datetime, key: UUID, reason: str) -> None:
    """撤班。"""
    act = acts.record(kind="take_off_duty", by=by, at=at, basis=[], key=key, reason=reason)
    Duty.objects.filter(pk=duty.pk, voided_by=None).update(voided_by=act)
