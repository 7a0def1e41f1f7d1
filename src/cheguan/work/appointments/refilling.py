"""候补：a place that has become free goes to whoever has waited longest of those whom it suits, in the same transaction.

Nobody gains by looking again and again: until the answer comes, or the time for it is over, the place is held.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate, localtime

from cheguan.base.rows import made
from cheguan.work.appointments.situation import FREE, MISSES
from cheguan.work.appointments.telling import Told
from cheguan.work.appointments.terms import LIMITS, answer_by, walk_in_only_until

SUITED = f"""
SELECT w.id, w.code, w.party_id, w.service, ({MISSES} AND b.party_id = w.party_id),
       (SELECT min(n) FROM generate_series(1, %(most)s) n
         WHERE n <> ALL(ARRAY(SELECT x.nth FROM appointments_booking x
                               WHERE x.party_id = w.party_id AND x.voided_by_id IS NULL AND upper(x.standing) > %(at)s)))
  FROM appointments_waiting w
  JOIN parties_party r ON r.id = w.party_id
 WHERE w.voided_by_id IS NULL AND w.outlet_id = %(hall)s AND w.queue = %(queue)s AND upper(w.standing) > %(at)s
   AND (%(service_group)s = '' OR w.service_group = %(service_group)s)
   AND %(day)s BETWEEN w.first_day AND w.last_day
   AND (SELECT count(*) FROM appointments_booking x WHERE x.waiting_id = w.id) < %(offers)s
   AND NOT EXISTS (SELECT FROM appointments_booking x WHERE x.waiting_id = w.id AND x.during = %(during)s)
   AND NOT EXISTS (SELECT FROM appointments_booking x
                    WHERE x.party_id = w.party_id AND x.voided_by_id IS NULL
                      AND (x.during && %(during)s OR (x.service = w.service AND upper(x.standing) > %(at)s)))
   AND (SELECT count(*) FROM appointments_booking x
         WHERE x.party_id = w.party_id AND x.voided_by_id IS NULL AND upper(x.standing) > %(at)s) < %(most)s
   AND w.id <> ALL(%(passed)s::bigint[])
 ORDER BY w.since, w.id LIMIT 1 FOR NO KEY UPDATE OF w, r SKIP LOCKED
"""
HOLD = """
INSERT INTO appointments_booking (code, place_id, during, party_id, service, nth, standing, waiting_id, held_until, issued_by_id)
SELECT %(token)s, p.id, p.during, %(party)s, %(service)s, %(nth)s, tstzrange(%(at)s, upper(p.during)), %(waiting)s, %(until)s,
       %(act)s
  FROM appointments_place p WHERE p.id = %(place)s
"""
PLACE = """
SELECT p.id, o.outlet_id, t.name, o.day, o.queue, o.service_group, p.during
  FROM appointments_place p
  JOIN appointments_opening o ON o.id = p.opening_id AND o.voided_by_id IS NULL
  JOIN people_outlet t ON t.id = o.outlet_id
"""
ONE = f"{PLACE} WHERE p.id = %(place)s AND p.voided_by_id IS NULL"
# What forbids somebody a place because of their other bookings.
OF_THE_PARTY = ("one_place_at_a_time", "one_booking_for_a_service", "so_many_bookings_at_once")
# Every free place that somebody is waiting for, the soonest first.
WAITED_FOR = f"""
{PLACE}
 WHERE p.voided_by_id IS NULL AND lower(p.during) > %(at)s AND {FREE}
   AND EXISTS (SELECT FROM appointments_waiting w
                WHERE w.voided_by_id IS NULL AND w.outlet_id = o.outlet_id AND w.queue = o.queue
                  AND upper(w.standing) > %(at)s AND (o.service_group = '' OR w.service_group = o.service_group)
                  AND o.day BETWEEN w.first_day AND w.last_day)
 ORDER BY lower(p.during), p.number FOR NO KEY UPDATE OF p SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Free:
    """A free place, and where and when it is."""

    place_id: int
    outlet_id: int
    outlet: str
    day: date
    queue: str
    service_group: str
    during: Any


@dataclass(frozen=True, slots=True)
class Suited:
    """Somebody who waits and whom a place suits. ``nth`` is free in the row of their bookings."""

    waiting_id: int
    code: str
    party_id: int
    service: str
    misses: tuple[date, ...]
    nth: int


def refill(place_id: int, *, at: datetime, act: int) -> Told | None:
    """Offer this place to the first whom it suits; what that person is to be told, or nothing."""
    return next((_offer(free, at=at, act=act) for free in _places(ONE, place=place_id)), None)


def refill_all(*, at: datetime, act: int) -> list[Told]:
    """Offer every free place that somebody waits for: after new ones were published, and now and then."""
    offers = (_offer(free, at=at, act=act) for free in _places(WAITED_FOR, at=at))
    return [told for told in offers if told is not None]


def anybody_waits_for_a_free_place(*, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({WAITED_FOR.partition('ORDER BY')[0]})", {"at": at})
        return bool(cursor.fetchone()[0])


def _places(statement: str, **given: Any) -> list[Free]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [made(Free, row) for row in cursor.fetchall()]


def _offer(free: Free, *, at: datetime, act: int) -> Told | None:
    starts = free.during.lower
    until = answer_by(localtime(at), localtime(starts))
    if until is None:
        return None
    for first in _suited(free, at=at):
        if _held(first, free, at=at, until=until, act=act):
            return Told(first.party_id, first.service, starts, free.during.upper, free.outlet, first.code, until)
    return None


def _held(first: Suited, free: Free, *, at: datetime, until: datetime, act: int) -> bool:
    """Whether the place is theirs now; not when they booked something else in this very moment."""
    given: dict[str, Any] = {
        "token": secrets.token_urlsafe(16),
        "party": first.party_id,
        "service": first.service,
        "nth": first.nth,
        "at": at,
        "waiting": first.waiting_id,
        "until": until,
        "act": act,
        "place": free.place_id,
    }
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(HOLD, given)
    except IntegrityError as error:
        if any(name in str(error) for name in OF_THE_PARTY):
            return False
        raise
    return True


def _suited(free: Free, *, at: datetime) -> Iterator[Suited]:
    """Whom it suits, one after the other, who has waited longest first; whoever failed to come too often is passed over."""
    passed: list[int] = []
    given: dict[str, Any] = {
        "hall": free.outlet_id,
        "queue": free.queue,
        "service_group": free.service_group,
        "day": free.day,
        "during": free.during,
        "most": LIMITS.most_bookings,
        "offers": LIMITS.most_offers,
        "at": at,
        "passed": passed,
    }
    while True:
        with connection.cursor() as cursor:
            cursor.execute(SUITED, given)
            row = cursor.fetchone()
        if row is None:
            return
        found = made(Suited, row)
        passed.append(found.waiting_id)
        until = walk_in_only_until(found.misses)
        if until is None or localdate(at) > until:
            yield found
