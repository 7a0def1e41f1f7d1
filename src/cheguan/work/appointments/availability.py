"""What the hall offers: its weekly pattern, what is free of it, and how full the next days are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.rows import made
from cheguan.work.appointments.situation import FREE
from cheguan.work.appointments.terms import Weekly

PATTERNS = """
SELECT queue, minutes, places, service_group FROM appointments_pattern
 WHERE outlet_id = %s AND voided_by_id IS NULL ORDER BY id
"""
PUBLISHED = """
SELECT DISTINCT p.outlet_id FROM appointments_pattern p JOIN people_outlet t ON t.id = p.outlet_id
 WHERE t.office_id = %s AND p.voided_by_id IS NULL ORDER BY 1
"""
OF_LINE = """
  FROM appointments_opening o
  JOIN appointments_place p ON p.opening_id = o.id AND p.voided_by_id IS NULL
 WHERE o.outlet_id = %(hall)s AND o.queue = %(queue)s AND o.service_group IN ('', %(service_group)s)
   AND o.voided_by_id IS NULL AND o.day >= %(from)s AND lower(p.during) >= %(at)s
"""
FREE_DAYS = f"""
SELECT o.day, count(*), count(*) FILTER (WHERE {FREE}) {OF_LINE} GROUP BY o.day ORDER BY o.day
"""
FREE_SLOTS = f"""
SELECT lower(p.during), max(upper(p.during)), count(*), count(*) FILTER (WHERE {FREE})
       {OF_LINE} AND o.day = %(day)s GROUP BY lower(p.during) ORDER BY 1
"""
HALLS = f"""
SELECT t.id, t.code, t.name, t.address, count(p.id), min(lower(p.during))
  FROM people_outlet t
  JOIN appointments_opening o ON o.outlet_id = t.id AND o.queue = %(queue)s AND o.voided_by_id IS NULL
   AND o.service_group IN ('', %(service_group)s) AND o.day >= %(from)s
  LEFT JOIN appointments_place p ON p.opening_id = o.id AND p.voided_by_id IS NULL AND lower(p.during) >= %(at)s AND {FREE}
 WHERE t.office_id = %(office)s GROUP BY t.id ORDER BY t.code
"""
OCCUPANCY = """
SELECT o.day, o.queue, count(*), count(b.id) FILTER (WHERE b.held_until IS NULL),
       count(b.id) FILTER (WHERE b.held_until IS NOT NULL)
  FROM appointments_opening o
  JOIN appointments_place p ON p.opening_id = o.id AND p.voided_by_id IS NULL
  LEFT JOIN appointments_booking b ON b.place_id = p.id AND b.voided_by_id IS NULL
 WHERE o.outlet_id = %s AND o.voided_by_id IS NULL AND o.day >= %s GROUP BY o.day, o.queue ORDER BY o.day, o.queue
"""
WAITERS = """
SELECT queue, count(*) FROM appointments_waiting
 WHERE outlet_id = %s AND voided_by_id IS NULL AND upper(standing) > %s GROUP BY queue
"""


@dataclass(frozen=True, slots=True)
class Hall:
    """An outlet that has published places. ``first_at`` is its first free one, if any is free."""

    id: int
    code: str
    name: str
    address: str
    free: int
    first_at: datetime | None


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day with its places, and how many are free."""

    day: date
    places: int
    free: int


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot with its places, and how many are free."""

    starts_at: datetime
    ends_at: datetime
    places: int
    free: int


@dataclass(frozen=True, slots=True)
class Fullness:
    """One queue on one day: its places, and how many are booked or held for the waiting list."""

    day: date
    queue: str
    places: int
    booked: int
    held: int

    @property
    def free(self) -> int:
        return self.places - self.booked - self.held


def patterns(outlet_id: int) -> tuple[Weekly, ...]:
    """The weekly pattern in force at an outlet."""
    with connection.cursor() as cursor:
        cursor.execute(PATTERNS, [outlet_id])
        return tuple(made(Weekly, row) for row in cursor.fetchall())


def published_outlets(office: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED, [office])
        return [row[0] for row in cursor.fetchall()]


def halls(*, office: str, queue: str, service_group: str, at: datetime) -> tuple[Hall, ...]:
    """The office's outlets where a line may be booked."""
    given: dict[str, Any] = {
        "office": office,
        "queue": queue,
        "service_group": service_group,
        "at": at,
        "from": localdate(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(HALLS, given)
        return tuple(made(Hall, row) for row in cursor.fetchall())


def free_days(*, outlet_id: int, queue: str, service_group: str, at: datetime) -> tuple[FreeDay, ...]:
    """The published days from ``at`` on, full ones among them."""
    given: dict[str, Any] = {
        "hall": outlet_id,
        "queue": queue,
        "service_group": service_group,
        "at": at,
        "from": localdate(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(FREE_DAYS, given)
        return tuple(made(FreeDay, row) for row in cursor.fetchall())


def free_slots(*, outlet_id: int, queue: str, service_group: str, day: date, at: datetime) -> tuple[FreeSlot, ...]:
    """The slots of a day from ``at`` on, full ones among them."""
    given: dict[str, Any] = {
        "hall": outlet_id,
        "queue": queue,
        "service_group": service_group,
        "at": at,
        "from": day,
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(FREE_SLOTS, given)
        return tuple(made(FreeSlot, row) for row in cursor.fetchall())


def occupancy(outlet_id: int, *, since: date) -> tuple[Fullness, ...]:
    """How full every queue is on every published day."""
    with connection.cursor() as cursor:
        cursor.execute(OCCUPANCY, [outlet_id, since])
        return tuple(made(Fullness, row) for row in cursor.fetchall())


def waiting_counts(outlet_id: int, *, at: datetime) -> dict[str, int]:
    """How many wait, by queue."""
    with connection.cursor() as cursor:
        cursor.execute(WAITERS, [outlet_id, at])
        return dict(cursor.fetchall())
