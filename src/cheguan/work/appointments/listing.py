"""候补登记：to wait for a place within some days, and to stop waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.registers.parties.commands import AlreadyKnown
from cheguan.work.appointments import availability, held, refusals, situation
from cheguan.work.appointments.naming import party_of
from cheguan.work.appointments.refusals import NotOnList, NotWaiting, Reason
from cheguan.work.appointments.situation import Situation
from cheguan.work.appointments.terms import LIMITS
from cheguan.work.appointments.wishes import Line, WaitingWish, Wish, booker, line_of, new_code

JOIN = f"""
WITH a AS (
    INSERT INTO acts_act ({acts.COLUMNS}) VALUES ({acts.VALUES}) RETURNING id
)
INSERT INTO appointments_waiting (code, outlet_id, queue, service_group, service, party_id, first_day, last_day, since,
                                  standing, issued_by_id)
SELECT %(code)s, %(hall)s, %(queue)s, %(service_group)s, %(service)s, %(party)s, %(first)s, %(last)s, %(at)s,
       tstzrange(%(at)s, (%(last)s::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), a.id FROM a
"""
EARLIER = """
SELECT w.code FROM acts_act a JOIN appointments_waiting w ON w.code = a.detail ->> 'waiting'
 WHERE a.key = %(key)s AND w.party_id = %(party)s AND w.service = %(service)s
"""
LOCK = "SELECT id, voided_by_id FROM appointments_waiting WHERE code = %s FOR UPDATE"


@kept("join_waiting_list")
def join_waiting_list(*, wish: WaitingWish, by: Actor, at: datetime, key: UUID) -> str:
    """登记候补：the code of the entry. ``NotOnList`` has every reason against."""
    by = booker(by)
    waited_for = line_of(wish.service, at=at)
    try:
        return _join(wish, waited_for, by=by, at=at, key=key)
    except (AlreadyKnown, acts.AlreadyRecorded):
        return _join(wish, waited_for, by=by, at=at, key=key)


@transaction.atomic(durable=True)
def _join(wish: WaitingWish, waited_for: Line, *, by: Actor, at: datetime, key: UUID) -> str:
    party = party_of(wish.who, by=by, at=at, key=key)
    code = new_code()
    given: dict[str, Any] = {
        **acts.values(kind="join_waiting_list", by=by, at=at, basis=[], key=key, detail={"waiting": code}),
        "code": code,
        "hall": wish.outlet_id,
        "queue": waited_for.queue,
        "service_group": waited_for.service_group,
        "service": wish.service,
        "party": party,
        "first": wish.first_day,
        "last": wish.last_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, given)
        if (row := cursor.fetchone()) is not None:
            return str(row[0])
    now = Wish(wish.service, wish.outlet_id, at, party)
    person = situation.read(now, waited_for, party=party, at=at, key=key)
    if reasons := tuple(_against(wish, waited_for, person, at=at)):
        raise NotOnList(*reasons)
    _insert(given)
    return code


def _insert(given: dict[str, Any]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(JOIN, given)
    except IntegrityError as error:
        if acts.used_before(error):
            raise KeyUsed from error
        if "waits_once_for_a_service" in str(error):
            raise NotOnList(Reason(refusals.WAITING_ALREADY)) from error
        raise


def _against(wish: WaitingWish, waited_for: Line, person: Situation, *, at: datetime) -> Iterator[Reason]:
    yield from situation.against_person(person, service=wish.service, at=at)
    if not localdate(at) <= wish.first_day <= wish.last_day or wish.first_day > wish.last_day:
        yield Reason(refusals.PAST_DAYS)
        return
    soon = at + timedelta(minutes=LIMITS.book_until_minutes)
    days = availability.free_days(
        outlet_id=wish.outlet_id, queue=waited_for.queue, service_group=waited_for.service_group, at=soon
    )
    if any(wish.first_day <= each.day <= wish.last_day and each.free for each in days):
        yield Reason(refusals.NOT_NEEDED)


@kept("leave_waiting_list")
@transaction.atomic(durable=True)
def leave_waiting_list(*, code: str, by: Actor, at: datetime, key: UUID) -> None:
    """不再候补。The same key again does nothing more."""
    by = booker(by)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [code])
        row = cursor.fetchone()
    if row is None or (row[1] is not None and not held.same_request(row[1], key)):
        raise NotWaiting
    if row[1] is None:
        try:
            act = acts.record(kind="leave_waiting_list", by=by, at=at, basis=[], key=key)
        except acts.AlreadyRecorded as error:
            raise KeyUsed from error
        held.end_waiting(row[0], act=act)
