"""候补的答复：whoever is offered a place takes it or lets it go; who does not answer in time lets it go, too."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db import connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.work.appointments import held, refilling, telling
from cheguan.work.appointments.cancelling import end_and_refill
from cheguan.work.appointments.held import Held
from cheguan.work.appointments.refusals import OfferOver
from cheguan.work.appointments.wishes import booker, new_code

TAKE = """
INSERT INTO appointments_booking (code, place_id, during, party_id, service, nth, standing, waiting_id, issued_by_id)
SELECT %(code)s, place_id, during, party_id, service, nth, standing, waiting_id, %(act)s
  FROM appointments_booking WHERE id = %(offer)s
"""
TAKEN = """
SELECT b.code FROM acts_act a JOIN appointments_booking b ON b.code = a.detail ->> 'booking'
 WHERE a.key = %s AND a.kind = 'accept_offer' AND a.detail ->> 'offer' = %s
"""
# The offer is in nobody's hands but the system's once its time is over.
OVER = """
SELECT code FROM appointments_booking WHERE voided_by_id IS NULL AND held_until <= %s ORDER BY held_until, id
"""


@kept("accept_offer")
@transaction.atomic(durable=True)
def accept_offer(*, token: str, by: Actor, at: datetime, key: UUID) -> str:
    """接受候补名额：the code of the booking. The same key again gives the same code."""
    by = booker(by)
    offer = held.lock(token)
    if (code := _taken(token, key)) is not None:
        return code
    offer = _open(offer, at=at)
    code = new_code()
    act = _record(offer, code=code, by=by, at=at, key=key)
    held.end(offer, act=act)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"code": code, "act": act, "offer": offer.id})
    if offer.waiting_id is not None:
        held.end_waiting(offer.waiting_id, act=act)
    told = telling.Told(offer.party_id, offer.service, offer.starts_at, offer.ends_at, offer.outlet, code)
    telling.tell(telling.FROM_LIST, told, act=act)
    return code


@kept("reject_offer")
@transaction.atomic(durable=True)
def reject_offer(*, token: str, by: Actor, at: datetime, key: UUID) -> None:
    """放弃候补名额：the next one on the list is asked. Whoever lets one go stays on the list for another day."""
    by = booker(by)
    offer = _open(held.lock(token), at=at)
    end_and_refill(offer, kind="reject_offer", by=by, at=at, key=key)


def lapse_offers(*, by: Actor, at: datetime) -> int:
    """逾期未答复：every offer whose time is over goes to the next; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, [at])
        tokens = [row[0] for row in cursor.fetchall()]
    return sum(_lapse(token, by=by, at=at) for token in tokens)


def fill_free_places(*, by: Actor, at: datetime) -> int:
    """Offer what is free to those who wait and whom it suits; how many offers were made. None leaves no act."""
    if not refilling.anybody_waits_for_a_free_place(at=at):
        return 0
    with transaction.atomic(durable=True):
        act = acts.record(kind="offer_places", by=by, at=at, basis=[], key=uuid4())
        offers = refilling.refill_all(at=at, act=act)
        for told in offers:
            telling.tell(telling.OFFERED, told, act=act)
        transaction.set_rollback(not offers)
    return len(offers)


@transaction.atomic(durable=True)
def _lapse(token: str, *, by: Actor, at: datetime) -> bool:
    offer = held.lock(token)
    if offer is None or offer.voided_by is not None or offer.held_until is None or offer.held_until > at:
        return False
    end_and_refill(offer, kind="lapse_offer", by=by, at=at, key=uuid5(NAMESPACE_OID, f"lapse_offer {token}"))
    return True


def _open(offer: Held | None, *, at: datetime) -> Held:
    if offer is None or offer.voided_by is not None or offer.held_until is None or offer.held_until <= at:
        raise OfferOver
    return offer


def _taken(token: str, key: UUID) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [key, token])
        row = cursor.fetchone()
    return str(row[0]) if row else None


def _record(offer: Held, *, code: str, by: Actor, at: datetime, key: UUID) -> int:
    detail = {"offer": offer.code, "booking": code}
    try:
        return acts.record(kind="accept_offer", by=by, at=at, basis=[], key=key, detail=detail)
    except acts.AlreadyRecorded as error:
        raise KeyUsed from error
