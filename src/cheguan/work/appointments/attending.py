"""到场与爽约：a ticket taken in time keeps the appointment; the rest is missed, unless the officer in charge excuses it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.appointments.refusals import NeedsReason, NotMissed
from cheguan.work.appointments.terms import LIMITS

KEPT = """
INSERT INTO appointments_attendance (booking_id, kept, issued_by_id)
SELECT b.id, true, %(act)s FROM appointments_booking b
 WHERE b.id = %(booking)s AND b.voided_by_id IS NULL AND b.held_until IS NULL FOR KEY SHARE
ON CONFLICT (booking_id) WHERE voided_by_id IS NULL DO NOTHING RETURNING id
"""
OPEN = """
FROM appointments_booking b
 WHERE b.voided_by_id IS NULL AND b.held_until IS NULL AND upper(b.during) BETWEEN %(since)s AND %(until)s
   AND NOT EXISTS (SELECT FROM appointments_attendance t WHERE t.booking_id = b.id AND t.voided_by_id IS NULL)
"""
MISSED = f"""
INSERT INTO appointments_attendance (booking_id, kept, issued_by_id) SELECT b.id, false, %(act)s {OPEN}
ON CONFLICT (booking_id) WHERE voided_by_id IS NULL DO NOTHING
"""
EXCUSED = """
UPDATE appointments_attendance t SET voided_by_id = %(act)s
  FROM appointments_booking b
 WHERE b.id = t.booking_id AND b.code = %(code)s AND NOT t.kept AND t.voided_by_id IS NULL
"""
# How far back the evening's look goes: a few days without the job lose nobody.
LOOKS_BACK = timedelta(days=14)


def mark_kept(*, booking_id: int, act: int) -> bool:
    """取号：the appointment is kept by the act that gave the ticket, or that told whose it is. ``False`` when it was kept
    before, or is no more."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, {"booking": booking_id, "act": act})
        return cursor.fetchone() is not None


def mark_missed(*, by: Actor, at: datetime) -> int:
    """未到：every appointment whose slot is over and for which no ticket was taken in time; how many."""
    given: dict[str, Any] = {"since": at - LOOKS_BACK, "until": at - timedelta(minutes=LIMITS.late_minutes)}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT {OPEN})", given)
        if not cursor.fetchone()[0]:
            return 0
        key = uuid5(NAMESPACE_OID, f"mark_missed {at}")
        act = acts.record(kind="mark_missed", by=by, at=at, basis=[], key=key)
        cursor.execute(MISSED, {**given, "act": act})
        return int(cursor.rowcount)


@kept("excuse_miss")
@transaction.atomic(durable=True)
def excuse(*, code: str, by: Actor, at: datetime, key: UUID, reason: str) -> None:
    """撤销爽约记录：it was not the person's fault, says the officer in charge, and why."""
    by = by.at("supervise")
    if not reason.strip():
        raise NeedsReason
    act = acts.record(kind="excuse_miss", by=by, at=at, basis=[], key=key, reason=reason, detail={"booking": code})
    with connection.cursor() as cursor:
        cursor.execute(EXCUSED, {"code": code, "act": act})
        if not cursor.rowcount:
            raise NotMissed
