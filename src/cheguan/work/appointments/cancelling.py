"""取消：the place goes to the waiting list in the same moment, never to whoever happens to be looking."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.work.appointments import held, refilling, telling
from cheguan.work.appointments.held import Held
from cheguan.work.appointments.refusals import Kept, TooLateToCancel, UnknownBooking
from cheguan.work.appointments.terms import LIMITS
from cheguan.work.appointments.wishes import booker

KIND = "cancel_appointment"


@kept(KIND)
@transaction.atomic(durable=True)
def cancel(*, code: str, by: Actor, at: datetime, key: UUID, reason: str = "") -> None:
    """取消预约 by its code. The same key again does nothing more."""
    by = booker(by)
    found = held.lock(code)
    if found is None or found.held_until is not None:
        raise UnknownBooking
    if found.voided_by is not None:
        if held.same_request(found.voided_by, key):
            return
        raise UnknownBooking
    _check(found, at=at)
    end_and_refill(found, kind=KIND, by=by, at=at, key=key, reason=reason, tell=telling.CANCELLED)


def end_and_refill(
    found: Held, *, kind: str, by: Actor, at: datetime, key: UUID, reason: str = "", tell: str | None = None
) -> None:
    """End a booking or an offer by an act, tell its person if ``tell`` says with what, and pass its place on."""
    try:
        with transaction.atomic():
            act = acts.record(
                kind=kind, by=by, at=at, basis=[], key=key, reason=reason, detail={"booking": found.code[:8]}
            )
    except acts.AlreadyRecorded as error:
        raise KeyUsed from error
    held.end(found, act=act)
    if tell is not None:
        telling.tell(tell, found.told, act=act)
    offered = refilling.refill(found.place_id, at=at, act=act)
    if offered is not None:
        telling.tell(telling.OFFERED, offered, act=act)


def _check(found: Held, *, at: datetime) -> None:
    if held.attended(found.id):
        raise Kept
    if found.starts_at - at < timedelta(minutes=LIMITS.cancel_until_minutes):
        raise TooLateToCancel
