"""预约 one place: who comes first has it, and a place is nobody's twice, whoever else is booking at that moment.

A place is taken by locking its row and passing over those that others hold; only when none is left is it waited for
what becomes of them. What the constraints of the table forbid cannot happen even if all of this were wrong.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.registers.parties.commands import AlreadyKnown
from cheguan.work.appointments import refusals, situation, telling
from cheguan.work.appointments.naming import party_of
from cheguan.work.appointments.refusals import NotBooked, Reason
from cheguan.work.appointments.situation import FREE, PLACES, place_of
from cheguan.work.appointments.telling import Told
from cheguan.work.appointments.wishes import Line, Wish, booker, line_of, new_code
from cheguan.work.messages import commands as messages


class TakenMeanwhile(Exception):
    """Between looking and taking, the place was booked by somebody else."""


# How often somebody who found others' hands on every free place looks again.
TRIES = 40
BOOK = f"""
WITH p AS (
    SELECT p.id, p.during FROM {PLACES} AND {FREE}
     ORDER BY o.service_group = '', random() LIMIT 1 FOR NO KEY UPDATE OF p SKIP LOCKED
), a AS (
    INSERT INTO acts_act ({acts.COLUMNS}) SELECT {acts.VALUES} FROM p RETURNING id, case_no
), m AS ({messages.BESIDE}
), w AS (
    UPDATE appointments_waiting SET voided_by_id = a.id FROM a
     WHERE party_id = %(party)s AND service = %(service)s AND voided_by_id IS NULL
), b AS (
    INSERT INTO appointments_booking (code, place_id, during, party_id, service, nth, standing, issued_by_id)
    SELECT %(code)s, p.id, p.during, %(party)s, %(service)s, %(nth)s, tstzrange(%(at)s, upper(p.during)), a.id FROM p, a
    RETURNING id
)
SELECT id FROM b
"""
# Shared, so that all who wait go on together as soon as whoever holds the place is done.
WAIT = f"SELECT p.id FROM {PLACES} AND {FREE} ORDER BY p.number LIMIT 1 FOR SHARE OF p"


@kept("book_appointment")
def book(*, wish: Wish, by: Actor, at: datetime, key: UUID) -> str:
    """预约：the code of the booking. The same key again gives the same code; ``NotBooked`` has every reason against."""
    by = booker(by)
    waited_for = line_of(wish.service, at=at)
    for _ in range(TRIES):
        try:
            code = _try(wish, waited_for, by=by, at=at, key=key)
        except (AlreadyKnown, acts.AlreadyRecorded, TakenMeanwhile):
            continue
        if code is not None:
            return code
        _wait_for_others(wish, waited_for)
    raise NotBooked(Reason(refusals.BUSY))


@transaction.atomic(durable=True)
def _try(wish: Wish, waited_for: Line, *, by: Actor, at: datetime, key: UUID) -> str | None:
    """The code; ``None`` when every free place is in somebody else's hands."""
    party = party_of(wish.who, by=by, at=at, key=key)
    found = situation.read(wish, waited_for, party=party, at=at, key=key)
    if found.earlier is not None:
        return found.earlier
    if reasons := tuple(situation.against_booking(found, wish, at=at)):
        raise NotBooked(*reasons)
    assert found.ends_at is not None
    told = Told(party, wish.service, wish.starts_at, found.ends_at, str(found.outlet), new_code())
    given: dict[str, Any] = {
        **acts.values(kind="book_appointment", by=by, at=at, basis=[], key=key, detail={"booking": told.code}),
        **telling.beside(telling.MADE, told),
        **place_of(wish, waited_for),
        "party": party,
        "service": wish.service,
        "nth": found.nth,
        "code": told.code,
    }
    return told.code if _inserted(given) else None


def _inserted(given: dict[str, Any]) -> bool:
    with connection.cursor() as cursor:
        try:
            cursor.execute(BOOK, given)
        except IntegrityError as error:
            if acts.used_before(error):
                raise KeyUsed from error
            if "one_party_in_a_place" in str(error):
                raise TakenMeanwhile from error
            raise
        booked = cursor.fetchone() is not None
    if booked:
        messages.wake()
    return booked


def _wait_for_others(wish: Wish, waited_for: Line) -> None:
    """Until one of those who hold the free places has booked, or has let go. Nothing of ours is locked meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(WAIT, place_of(wish, waited_for))
