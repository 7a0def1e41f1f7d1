"""One booking with its row locked, and how it ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cheguan.base.rows import made
from cheguan.work.appointments.telling import Told

LOCK = """
SELECT b.id, b.code, b.place_id, b.party_id, b.service, b.nth, lower(b.during), upper(b.during), b.waiting_id, b.held_until,
       b.voided_by_id, o.outlet_id, t.name
  FROM appointments_booking b
  JOIN appointments_place p ON p.id = b.place_id
  JOIN appointments_opening o ON o.id = p.opening_id
  JOIN people_outlet t ON t.id = o.outlet_id
 WHERE b.code = %s FOR UPDATE OF b
"""
THIS_ACT = "SELECT EXISTS (SELECT FROM acts_act WHERE id = %s AND key = %s)"
KEPT = "SELECT kept FROM appointments_attendance WHERE booking_id = %s AND voided_by_id IS NULL"
END = "UPDATE appointments_booking SET voided_by_id = %s WHERE id = %s"
END_WAITING = "UPDATE appointments_waiting SET voided_by_id = %s WHERE id = %s AND voided_by_id IS NULL"


@dataclass(frozen=True, slots=True)
class Held:
    """A booking or an offer, locked until the transaction ends. ``voided_by`` is the act that ended it, if any did."""

    id: int
    code: str
    place_id: int
    party_id: int
    service: str
    nth: int
    starts_at: datetime
    ends_at: datetime
    waiting_id: int | None
    held_until: datetime | None
    voided_by: int | None
    outlet_id: int
    outlet: str

    @property
    def told(self) -> Told:
        return Told(self.party_id, self.service, self.starts_at, self.ends_at, self.outlet, self.code)


def lock(code: str) -> Held | None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [code])
        row = cursor.fetchone()
    return made(Held, row) if row else None


def attended(booking_id: int) -> bool | None:
    """Whether the person came; ``None`` while that is open. Asked after locking, so that it is still true."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [booking_id])
        row = cursor.fetchone()
    return bool(row[0]) if row else None


def same_request(act: int, key: UUID) -> bool:
    """Whether this very request made the act. Asked after locking: the act may be younger than the look at the row."""
    with connection.cursor() as cursor:
        cursor.execute(THIS_ACT, [act, key])
        return bool(cursor.fetchone()[0])


def end(held: Held, *, act: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(END, [act, held.id])


def end_waiting(waiting_id: int, *, act: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(END_WAITING, [act, waiting_id])
