"""Everything that speaks for or against a booking, read in one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.rows import made
from cheguan.work.appointments import refusals
from cheguan.work.appointments.refusals import Reason
from cheguan.work.appointments.terms import LIMITS, walk_in_only_until
from cheguan.work.appointments.wishes import Line, Wish

# The places of a slot, those kept for the service's own group first.
PLACES = """
appointments_opening o JOIN appointments_place p ON p.opening_id = o.id AND p.voided_by_id IS NULL
 WHERE o.outlet_id = %(hall)s AND o.day = %(day)s AND o.queue = %(queue)s AND o.voided_by_id IS NULL
   AND o.service_group IN ('', %(service_group)s) AND lower(p.during) = %(starts)s
"""
FREE = "NOT EXISTS (SELECT FROM appointments_booking x WHERE x.place_id = p.id AND x.voided_by_id IS NULL)"
# By the end and not by the beginning: a clock that was set back does not make a booking go away.
OWN = "b.party_id = %(party)s AND b.voided_by_id IS NULL AND upper(b.standing) > %(at)s"
MISSES = """
SELECT coalesce(array_agg((lower(b.during) AT TIME ZONE 'Asia/Shanghai')::date), '{}')
  FROM appointments_booking b
  JOIN appointments_attendance t ON t.booking_id = b.id AND t.voided_by_id IS NULL AND NOT t.kept
 WHERE b.voided_by_id IS NULL
"""
READ = f"""
SELECT slot.places, slot.free, slot.ends, own.services, own.starts, own.ends, own.nths,
       ({MISSES} AND b.party_id = %(party)s),
       (SELECT b.code FROM acts_act a JOIN appointments_booking b ON b.issued_by_id = a.id
         WHERE a.key = %(key)s AND b.party_id = %(party)s AND b.service = %(service)s AND lower(b.during) = %(starts)s),
       (SELECT name FROM people_outlet WHERE id = %(hall)s)
  FROM (SELECT count(*) AS places, count(*) FILTER (WHERE {FREE}) AS free, max(upper(p.during)) AS ends FROM {PLACES}) slot,
       (SELECT coalesce(array_agg(b.service), '{{}}') AS services, coalesce(array_agg(lower(b.during)), '{{}}') AS starts,
               coalesce(array_agg(upper(b.during)), '{{}}') AS ends, coalesce(array_agg(b.nth), '{{}}') AS nths
          FROM appointments_booking b WHERE {OWN}) own
"""


@dataclass(frozen=True, slots=True)
class Situation:
    """A slot, its free places, what the party has booked already, and the days on which it did not come.

    ``earlier`` is the code of what this very request booked before.
    """

    places: int
    free: int
    ends_at: datetime | None
    services: tuple[str, ...]
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    nths: tuple[int, ...]
    misses: tuple[date, ...]
    earlier: str | None
    outlet: str | None

    @property
    def nth(self) -> int:
        """The lowest number that none of the party's bookings has."""
        return next(n for n in range(1, len(self.nths) + 2) if n not in self.nths)


def read(wish: Wish, waited_for: Line, *, party: int, at: datetime, key: UUID) -> Situation:
    given: dict[str, Any] = {
        **place_of(wish, waited_for),
        "party": party,
        "service": wish.service,
        "at": at,
        "key": key,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ, given)
        return made(Situation, cursor.fetchone())


def place_of(wish: Wish, waited_for: Line) -> dict[str, Any]:
    """The parameters of ``PLACES``."""
    return {
        "hall": wish.outlet_id,
        "day": localdate(wish.starts_at),
        "queue": waited_for.queue,
        "service_group": waited_for.service_group,
        "starts": wish.starts_at,
    }


def against_booking(found: Situation, wish: Wish, *, at: datetime) -> Iterator[Reason]:
    """Every reason why this place may not be booked."""
    if not found.places:
        yield Reason(refusals.NOT_OPEN)
    if wish.starts_at - at < timedelta(minutes=LIMITS.book_until_minutes):
        yield Reason(refusals.TOO_LATE, {"minutes": LIMITS.book_until_minutes})
    if found.places and not found.free:
        yield Reason(refusals.FULL)
    yield from against_person(found, service=wish.service, at=at)
    if found.ends_at is not None and any(
        begun < found.ends_at and wish.starts_at < ended for begun, ended in zip(found.starts, found.ends, strict=True)
    ):
        yield Reason(refusals.CLASH)


def against_person(found: Situation, *, service: str, at: datetime) -> Iterator[Reason]:
    """What speaks against this person whatever the slot."""
    if service in found.services:
        yield Reason(refusals.TWICE)
    if len(found.nths) >= LIMITS.most_bookings:
        yield Reason(refusals.TOO_MANY, {"count": LIMITS.most_bookings})
    until = walk_in_only_until(found.misses)
    if until is not None and localdate(at) <= until:
        values = {"days": LIMITS.no_show_days, "count": LIMITS.no_shows, "until": until.isoformat()}
        yield Reason(refusals.WALK_IN_ONLY, values)
