"""释放窗口：a clerk has gone without standing up; the officer in charge frees the counter, and whoever was there is served on."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.work.visits import moving
from cheguan.work.visits.models import Counter, Sitting
from cheguan.work.visits.moving import ANYBODYS, NOWHERE, Moved
from cheguan.work.visits.refusals import NeedsReason, NobodyThere, UnknownCounter
from cheguan.work.visits.seats import HERE, end_absence

FREE, BACK = "free_counter", "back_in_line"
# Whoever is at the counter, and whatever its clerk has in hand: paused, or still at a counter they came from. What was left
# open on an earlier day is over at night (``closing``).
LEFT_THERE = """
SELECT v.id FROM visits_visit v
 WHERE v.outlet_id = %(outlet)s AND v.day = %(day)s AND v.state = ANY(%(here)s)
   AND (v.counter_id = %(counter)s AND v.state <> 'paused' OR v.officer_id = %(officer)s)
 ORDER BY v.id FOR UPDATE
"""
# The place in line is as it was; it does not matter at which counter.
SEND_BACK = moving.statement(
    ANYBODYS, place=NOWHERE, sets=", counter_id = NULL, officer_id = NULL, calls = 0, wanted_counter_id = NULL"
)


@kept(FREE)
@transaction.atomic
def free(*, counter_no: str, reason: str, by: Actor, at: datetime, key: UUID) -> tuple[Moved, ...]:
    """Nobody sits there any more, no absence runs on, and the visits that were left stand in line where they stood.

    Gives those visits. The same key again does nothing.
    """
    by = by.at("roster")
    if not reason.strip():
        raise NeedsReason
    counter = Counter.objects.filter(outlet_id=by.outlet_id, no=counter_no, voided_by=None).first()
    if counter is None:
        raise UnknownCounter
    sitting = Sitting.objects.select_for_update().filter(counter=counter, voided_by=None).first()
    officer = sitting.officer_id if sitting else None
    left = _left_there(counter.pk, officer, by=by, at=at)
    detail: dict[str, acts.JSON] = {"counter": counter_no, "officer": officer}
    act = acts.record_once(kind=FREE, by=by, at=at, basis=[], key=key, reason=reason, detail=detail)
    if act is None and not act_queries.was_recorded(key=key, kind=FREE, by=by):
        raise KeyUsed
    if act is None:
        return ()
    if sitting is None and not left:
        raise NobodyThere
    if sitting is not None:
        end_absence(counter.pk, act, at=at)
        Sitting.objects.filter(pk=sitting.pk).update(voided_by=act)
    return tuple(_send_back(visit, reason=reason, by=by, at=at, key=uuid5(key, str(visit))) for visit in left)


def _left_there(counter: int, officer: int | None, *, by: Actor, at: datetime) -> list[int]:
    given: dict[str, Any] = {"outlet": by.outlet_id, "day": localdate(at), "here": list(HERE)}
    given |= {"counter": counter, "officer": officer}
    with connection.cursor() as cursor:
        cursor.execute(LEFT_THERE, given)
        return [visit for (visit,) in cursor.fetchall()]


def _send_back(visit_id: int, *, reason: str, by: Actor, at: datetime, key: UUID) -> Moved:
    moved = moving.carry_out(
        SEND_BACK, kind=BACK, target="waiting", by=by, at=at, key=key, reason=reason, visit=visit_id, sources=list(HERE)
    )
    return moving.moved_or_refused(moved, kind=BACK, visit_id=visit_id, by=by, key=key)
