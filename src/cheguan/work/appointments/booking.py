"""预约 one place: who comes first has it, and a place is nobody's twice, whoever else is booking at that moment.

A place is taken by locking its row and passing over those that others hold; only when none is left is it waited for
what becomes of them. What the constraints of the table forbid cannot happen even if all of this were wrong.
"""

from datetime import datetime
from random import randint
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
from cheguan.work.appointments.situation import FREE, OF_SLOT
from cheguan.work.appointments.telling import Told
from cheguan.work.appointments.wishes import Line, Wish, booker, line_of, new_code
from cheguan.work.messages import commands as messages


class TakenMeanwhile(Exception):
    """Between looking and taking, the place was booked by somebody else."""


class InOtherHands(Exception):
    """Every place of the slot that is still free is being booked by somebody at this moment."""

    def __init__(self, opening: int, starts_at: datetime) -> None:
        super().__init__(opening, starts_at)
        self.opening, self.starts_at = opening, starts_at


# How often somebody who found others' hands on every free place looks again.
TRIES = 40
# Everybody begins to look at a number of their own, so that not all hands go to the same place.
FROM_PLACES = f"FROM appointments_place p WHERE {OF_SLOT.format(opening='%(opening)s')} AND {FREE}"
LOCKED = "ORDER BY p.number LIMIT 1 FOR NO KEY UPDATE OF p SKIP LOCKED"
BOOK = f"""
WITH after AS (
    SELECT p.id, p.during {FROM_PLACES} AND p.number >= %(begin)s {LOCKED}
), before AS (
    SELECT p.id, p.during {FROM_PLACES} AND p.number < %(begin)s AND NOT EXISTS (SELECT FROM after) {LOCKED}
), p AS (
    SELECT * FROM after UNION ALL SELECT * FROM before
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
WAIT = f"SELECT p.id {FROM_PLACES} ORDER BY p.number LIMIT 1 FOR SHARE OF p"


@kept("book_appointment")
def book(*, wish: Wish, by: Actor, at: datetime, key: UUID) -> str:
    """预约：the code of the booking. The same key again gives the same code; ``NotBooked`` has every reason against."""
    by = booker(by)
    waited_for = line_of(wish.service, at=at)
    for _ in range(TRIES):
        try:
            return _try(wish, waited_for, by=by, at=at, key=key)
        except InOtherHands as places:
            _wait_for_others(places)
        except (AlreadyKnown, acts.AlreadyRecorded, TakenMeanwhile):
            continue
    raise NotBooked(Reason(refusals.BUSY))


@transaction.atomic(durable=True)
def _try(wish: Wish, waited_for: Line, *, by: Actor, at: datetime, key: UUID) -> str:
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
        "opening": found.opening,
        "starts": wish.starts_at,
        # Where the search for a free place begins is no secret: it spreads writers over the places.
        "begin": randint(1, found.places),  # noqa: S311
        "party": party,
        "service": wish.service,
        "nth": found.nth,
        "code": told.code,
    }
    _insert(given)
    messages.wake()
    return told.code


def _insert(given: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        try:
            cursor.execute(BOOK, given)
        except IntegrityError as error:
            if acts.used_before(error):
                raise KeyUsed from error
            if "one_party_in_a_place" in str(error):
                raise TakenMeanwhile from error
            raise
        if cursor.fetchone() is None:
            raise InOtherHands(given["opening"], given["starts"])


def _wait_for_others(places: InOtherHands) -> None:
    """Until one of those who hold the free places has booked, or has let go. Nothing of ours is locked meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(WAIT, {"opening": places.opening, "starts": places.starts_at})
