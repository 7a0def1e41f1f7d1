"""Reading appointments: whose they are, what is offered to those who wait, and which one a ticket is taken with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from cheguan.base.rows import made
from cheguan.work.appointments.terms import LIMITS

BOOKING = """
SELECT b.id, b.code, b.service, o.queue, o.outlet_id, t.name, t.address, b.party_id, f.name, i.number, lower(b.during),
       upper(b.during), b.held_until, b.voided_by_id IS NOT NULL,
       (SELECT x.kept FROM appointments_attendance x WHERE x.booking_id = b.id AND x.voided_by_id IS NULL), w.code
  FROM appointments_booking b
  JOIN appointments_place p ON p.id = b.place_id
  JOIN appointments_opening o ON o.id = p.opening_id
  JOIN people_outlet t ON t.id = o.outlet_id
  JOIN parties_profile f ON f.party_id = b.party_id AND f.voided_by_id IS NULL
  LEFT JOIN LATERAL (SELECT number FROM parties_identity x
                      WHERE x.party_id = b.party_id AND x.voided_by_id IS NULL ORDER BY x.document LIMIT 1) i ON true
  LEFT JOIN appointments_waiting w ON w.id = b.waiting_id
"""
WAITING = """
SELECT w.id, w.code, w.service, w.outlet_id, t.name, w.party_id, f.name, i.number, w.first_day, w.last_day, w.since,
       (SELECT count(*) FROM appointments_waiting x
         WHERE x.voided_by_id IS NULL AND x.outlet_id = w.outlet_id AND x.queue = w.queue AND (x.since, x.id) < (w.since, w.id)
           AND upper(x.standing) > %(at)s AND x.first_day <= w.last_day AND w.first_day <= x.last_day),
       (SELECT x.code FROM appointments_booking x
         WHERE x.waiting_id = w.id AND x.voided_by_id IS NULL AND x.held_until > %(at)s)
  FROM appointments_waiting w
  JOIN people_outlet t ON t.id = w.outlet_id
  JOIN parties_profile f ON f.party_id = w.party_id AND f.voided_by_id IS NULL
  LEFT JOIN LATERAL (SELECT number FROM parties_identity x
                      WHERE x.party_id = w.party_id AND x.voided_by_id IS NULL ORDER BY x.document LIMIT 1) i ON true
 WHERE w.voided_by_id IS NULL AND upper(w.standing) > %(at)s
"""
DUE = """
SELECT b.id, b.code, b.service, o.queue, lower(b.during), upper(b.during)
  FROM appointments_booking b
  JOIN appointments_place p ON p.id = b.place_id
  JOIN appointments_opening o ON o.id = p.opening_id
 WHERE b.party_id = %(party)s AND b.voided_by_id IS NULL AND b.held_until IS NULL AND o.outlet_id = %(hall)s
   AND lower(b.during) BETWEEN %(from)s AND %(until)s
   AND NOT EXISTS (SELECT FROM appointments_attendance x WHERE x.booking_id = b.id AND x.voided_by_id IS NULL)
 ORDER BY lower(b.during) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class BookingCard:
    """A booking or an offer (then with ``held_until``, its ``code`` being its token). ``kept`` is open until the day."""

    id: int
    code: str
    service: str
    queue: str
    outlet_id: int
    outlet: str
    address: str
    party_id: int
    name: str
    number: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None
    ended: bool
    kept: bool | None
    waiting_code: str | None


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """An entry of the waiting list. ``before`` wait longer for the same line and days; ``offer`` is an open offer's token."""

    id: int
    code: str
    service: str
    outlet_id: int
    outlet: str
    party_id: int
    name: str
    number: str
    first_day: date
    last_day: date
    since: datetime
    before: int
    offer: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A booking whose person may take a ticket now."""

    id: int
    code: str
    service: str
    queue: str
    starts_at: datetime
    ends_at: datetime


def find(code: str) -> BookingCard | None:
    """A booking by its code, an offer by its token; ended ones, too."""
    with connection.cursor() as cursor:
        cursor.execute(f"{BOOKING} WHERE b.code = %s", [code])
        row = cursor.fetchone()
    return made(BookingCard, row) if row else None


def of_party(party_id: int, *, since: datetime) -> tuple[BookingCard, ...]:
    """A party's bookings and offers that end after ``since`` and were not ended before, the soonest first."""
    where = "WHERE b.party_id = %s AND b.voided_by_id IS NULL AND upper(b.during) > %s ORDER BY lower(b.during)"
    with connection.cursor() as cursor:
        cursor.execute(BOOKING + where, [party_id, since])
        return tuple(made(BookingCard, row) for row in cursor.fetchall())


def find_waiting(code: str, *, at: datetime) -> WaitingCard | None:
    with connection.cursor() as cursor:
        cursor.execute(f"{WAITING} AND w.code = %(code)s", {"code": code, "at": at})
        row = cursor.fetchone()
    return made(WaitingCard, row) if row else None


def waiting_of(party_id: int, *, at: datetime) -> tuple[WaitingCard, ...]:
    """What a party is waiting for."""
    with connection.cursor() as cursor:
        cursor.execute(f"{WAITING} AND w.party_id = %(party)s ORDER BY w.since", {"party": party_id, "at": at})
        return tuple(made(WaitingCard, row) for row in cursor.fetchall())


def find_for_ticket(*, party_id: int, outlet_id: int, at: datetime) -> Due | None:
    """The booking with which this person may take a ticket at this outlet now: early and late within what is allowed."""
    given: dict[str, Any] = {
        "party": party_id,
        "hall": outlet_id,
        "from": at - timedelta(minutes=LIMITS.late_minutes),
        "until": at + timedelta(minutes=LIMITS.early_minutes),
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, given)
        row = cursor.fetchone()
    return made(Due, row) if row else None
