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

FREE = "NOT EXISTS (SELECT FROM appointments_booking x WHERE x.place_id = p.id AND x.voided_by_id IS NULL)"
# The places of a slot of an opening, and those of them that are free.
OF_SLOT = "p.opening_id = {opening} AND p.voided_by_id IS NULL AND lower(p.during) = %(starts)s"
# By the end and not by the beginning: a clock that was set back does not make a booking go away.
OWN = "b.party_id = %(party)s AND b.voided_by_id IS NULL AND upper(b.standing) > %(at)s"
MISSES = """
SELECT coalesce(array_agg((lower(b.during) AT TIME ZONE 'Asia/Shanghai')::date), '{}')
  FROM appointments_booking b
  JOIN appointments_attendance t ON t.booking_id = b.id AND t.voided_by_id IS NULL AND NOT t.kept
 WHERE b.voided_by_id IS NULL
"""
# What is kept for the service's own group comes first, and what has a free place before what has none.
SLOT = f"""
SELECT o.id, s.ends, s.places, f.free
  FROM appointments_opening o
 CROSS JOIN LATERAL (SELECT upper(p.during) AS ends, p.number AS places FROM appointments_place p
                      WHERE {OF_SLOT.format(opening="o.id")} ORDER BY p.number DESC LIMIT 1) s
 CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM appointments_place p
                                     WHERE {OF_SLOT.format(opening="o.id")} AND {FREE}) AS free) f
 WHERE o.outlet_id = %(hall)s AND o.day = %(day)s AND o.queue = %(queue)s AND o.voided_by_id IS NULL
   AND o.service_group IN ('', %(service_group)s)
 ORDER BY f.free DESC, o.service_group DESC LIMIT 1
"""
READ = f"""
SELECT slot.id, slot.ends, coalesce(slot.places, 0), coalesce(slot.free, false), own.services, own.starts, own.ends, own.nths,
       ({MISSES} AND b.party_id = %(party)s),
       (SELECT b.code FROM acts_act a JOIN appointments_booking b ON b.code = a.detail ->> 'booking'
         WHERE a.key = %(key)s AND b.party_id = %(party)s AND b.service = %(service)s AND lower(b.during) = %(starts)s),
       (SELECT name FROM people_outlet WHERE id = %(hall)s)
  FROM (SELECT coalesce(array_agg(b.service), '{{}}') AS services, coalesce(array_agg(lower(b.during)), '{{}}') AS starts,
               coalesce(array_agg(upper(b.during)), '{{}}') AS ends, coalesce(array_agg(b.nth), '{{}}') AS nths
          FROM appointments_booking b WHERE {OWN}) own
  LEFT JOIN ({SLOT}) slot ON true
"""


@dataclass(frozen=True, slots=True)
class Situation:
    """A slot, whether a place in it is free, what the party has booked already, and the days on which it did not come.

    ``opening`` and ``ends_at`` are nothing where there is no such slot; ``earlier`` is the code of what this very
    request booked before.
    """

    opening: int | None
    ends_at: datetime | None
    places: int
    free: bool
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
        "hall": wish.outlet_id,
        "day": localdate(wish.starts_at),
        "queue": waited_for.queue,
        "service_group": waited_for.service_group,
        "starts": wish.starts_at,
        "party": party,
        "service": wish.service,
        "at": at,
        "key": key,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ, given)
        return made(Situation, cursor.fetchone())


def against_booking(found: Situation, wish: Wish, *, at: datetime) -> Iterator[Reason]:
    """Every reason why this place may not be booked."""
    if found.ends_at is None:
        yield Reason(refusals.NOT_OPEN)
    if wish.starts_at - at < timedelta(minutes=LIMITS.book_until_minutes):
        yield Reason(refusals.TOO_LATE, {"minutes": LIMITS.book_until_minutes})
    if found.ends_at is not None and not found.free:
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
