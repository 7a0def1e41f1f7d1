"""The day's key: sealed before its first draw, published when nothing that it drew is open any more."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.law.citation import cite
from cheguan.work.second_looks import chance
from cheguan.work.second_looks.models import DayKey, Look, Outcome

BASIS = [str(cite("机动车登记规定#67")), str(cite("机动车驾驶证申领和使用规定#55"))]
SEAL, PUBLISH = "seal_second_look_key", "publish_second_look_key"
# One act of each kind for an office and a day, whoever comes first.
ONCE = UUID("b1a9f2a4-6f0b-4a7e-9b54-0d6f3e0c9a77")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one day, as the draw needs it."""

    id: int
    secret: str


@transaction.atomic
def seal(*, by: Actor, at: datetime) -> Key:
    """封存当日密钥：made once for an office and a day, its SHA-256 written into an act."""
    day, secret = localdate(at), secrets.token_hex(32)
    detail: dict[str, acts.JSON] = {"day": day.isoformat(), "sha256": chance.commitment(secret)}
    try:
        with transaction.atomic():
            act = acts.record(kind=SEAL, by=by, at=at, basis=BASIS, key=_once(SEAL, by.office, day), detail=detail)
            made = DayKey.objects.create(office=by.office, day=day, secret=secret, issued_by_id=act)
    except acts.AlreadyRecorded:
        made = DayKey.objects.get(office=by.office, day=day, voided_by=None)
    return Key(made.pk, made.secret)


def publish(*, by: Actor, at: datetime) -> tuple[date, ...]:
    """公布密钥 of days that are over and have no look open, each by one act; tells which days are new."""
    still_open = Look.objects.filter(day_key=OuterRef("pk")).exclude(
        Exists(Outcome.objects.filter(look=OuterRef("pk")))
    )
    finished = DayKey.objects.filter(office=by.office, day__lt=localdate(at), voided_by=None).exclude(
        Exists(still_open)
    )
    return tuple(key.day for key in finished.order_by("day") if _publish(key, by=by, at=at))


def _publish(key: DayKey, *, by: Actor, at: datetime) -> bool:
    detail: dict[str, acts.JSON] = {"day": key.day.isoformat(), "secret": key.secret}
    once = _once(PUBLISH, key.office, key.day)
    return acts.record_once(kind=PUBLISH, by=by, at=at, basis=BASIS, key=once, detail=detail) is not None


def _once(kind: str, office: str, day: date) -> UUID:
    return uuid5(ONCE, f"{kind} {office} {day}")
