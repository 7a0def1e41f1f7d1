"""办理：a visit at the counter: begun, paused, taken up again, handed on, finished."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.visits import joining, moving
from cheguan.work.visits.line import QUEUES
from cheguan.work.visits.models import Counter
from cheguan.work.visits.moving import ANYBODYS, MINE, NOWHERE, Moved
from cheguan.work.visits.refusals import (
    Away,
    CounterBusy,
    NeedsReason,
    NoCounter,
    UnknownCounter,
    UnknownMatter,
    UnknownQueue,
)

BEGIN, PAUSE, TAKE_UP, TRANSFER, TAKE_OVER, FINISH, LEAVE = (
    "begin_service", "pause_visit", "take_up_visit", "transfer_visit", "take_over_visit", "finish_visit", "leave_hall",
)  # fmt: skip
STAY = moving.statement(MINE)
HAND_ON = moving.statement(
    MINE,
    place=NOWHERE,
    sets=", counter_id = NULL, officer_id = NULL, calls = 0, queue = %(queue)s, wanted_counter_id = %(counter)s",
)
FETCHING = {
    "place": "%(seat)s::bigint AS counter_id, %(officer)s::bigint AS officer_id",
    "sets": ", counter_id = place.counter_id, officer_id = place.officer_id",
}
FETCH_MINE = moving.statement(MINE, **FETCHING)
# What another clerk may have: what is paused, or whose clerk sits nowhere any more.
LEFT_ALONE = """(v.state = 'paused' OR v.state IN ('called', 'serving') AND NOT EXISTS (
        SELECT FROM visits_sitting s WHERE s.officer_id = v.officer_id AND s.voided_by_id IS NULL))"""
# One's own may always be fetched; a colleague's for a reason.
TO_BE_HAD = f"""AND v.day = %(day)s
   AND (v.officer_id = %(officer)s OR %(reason)s::text <> '' AND {LEFT_ALONE}) FOR UPDATE"""
FETCH = moving.statement(ANYBODYS.replace("FOR UPDATE", TO_BE_HAD), **FETCHING)
COLLEAGUES = "SELECT EXISTS (SELECT FROM visits_visit WHERE id = %s AND outlet_id = %s AND officer_id <> %s)"
GO = moving.statement(ANYBODYS)
# Where the clerk sits, whether somebody else is before them (also at a counter that they have left), whether they are away.
SEAT = """
SELECT s.counter_id, EXISTS (SELECT FROM visits_visit b WHERE b.officer_id = %(officer)s AND b.day = %(day)s
                                AND b.state IN ('called', 'serving') AND b.id <> %(visit)s),
       EXISTS (SELECT FROM visits_span a WHERE a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL)
  FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
 WHERE s.officer_id = %(officer)s AND s.voided_by_id IS NULL AND c.outlet_id = %(outlet)s
"""
OUTCOMES = """
UPDATE visits_matter m
   SET outcome = CASE WHEN given.outcome IS NOT NULL THEN given.outcome
                      WHEN m.case_no IS NOT NULL THEN 'handled' ELSE 'answered' END,
       moved_by_id = (SELECT id FROM acts_act WHERE key = %(key)s)
  FROM visits_matter o
  LEFT JOIN unnest(%(ids)s::bigint[], %(outcomes)s::text[]) AS given(id, outcome) ON given.id = o.id
 WHERE o.visit_id = %(visit)s AND o.outcome = '' AND m.id = o.id
RETURNING m.id
"""
NOT_DONE, ANSWERED, HANDLED = "not_done", "answered", "handled"


@kept(BEGIN)
def begin(*, visit_id: int, by: Actor, at: datetime, key: UUID) -> Moved:
    """开始办理：the one who was called is here."""
    return _step(STAY, BEGIN, "serving", visit_id, sources=["called"], by=by.at("accept"), at=at, key=key)


@kept(PAUSE)
def pause(*, visit_id: int, reason: str, by: Actor, at: datetime, key: UUID) -> Moved:
    """暂停：the applicant fetches a copy, a lane is waited for. The counter may call another meanwhile."""
    if not reason.strip():
        raise NeedsReason
    by = by.at("accept")
    return _step(STAY, PAUSE, "paused", visit_id, sources=["serving"], by=by, at=at, key=key, reason=reason)


@kept(TAKE_UP)
def take_up(*, visit_id: int, by: Actor, at: datetime, key: UUID) -> Moved:
    """继续办理, at the same clerk's counter, wherever they sit now."""
    by = by.at("accept")
    return _fetch(FETCH_MINE, TAKE_UP, visit_id, sources=["paused"], by=by, at=at, key=key)


@kept(TAKE_OVER)
def take_over(*, visit_id: int, reason: str = "", by: Actor, at: datetime, key: UUID) -> Moved:
    """接手：a colleague's visit that is paused, or that was left at an empty place, with the reason; or one's own."""
    by, reason = by.at("accept"), reason.strip()
    if not reason and _colleagues(visit_id, by=by):
        raise NeedsReason
    sources, on = ["called", "serving", "paused"], localdate(at)
    return _fetch(FETCH, TAKE_OVER, visit_id, sources=sources, by=by, at=at, key=key, reason=reason, day=on)


def _colleagues(visit_id: int, *, by: Actor) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(COLLEAGUES, [visit_id, by.outlet_id, by.officer_id])
        return bool(cursor.fetchone()[0])


def _fetch(
    sql: str, kind: str, visit_id: int, *, sources: list[str], by: Actor, at: datetime, key: UUID, **more: Any
) -> Moved:
    seat = _seat(by, visit_id, on=localdate(at))
    try:
        return _step(sql, kind, "serving", visit_id, sources=sources, by=by, at=at, key=key, seat=seat, **more)
    except IntegrityError as error:
        raise CounterBusy from error


def _seat(by: Actor, visit_id: int, *, on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SEAT, {"officer": by.officer_id, "outlet": by.outlet_id, "day": on, "visit": visit_id})
        row = cursor.fetchone()
    if row is None:
        raise NoCounter
    counter_id, busy, away = row
    if busy:
        raise CounterBusy
    if away:
        raise Away
    return int(counter_id)


@kept(TRANSFER)
def transfer(
    *, visit_id: int, queue: str, counter_no: str = "", reason: str, by: Actor, at: datetime, key: UUID
) -> Moved:
    """转窗口或转队列：the ticket keeps its number and its place in line; ``AlreadyInLine`` if the person stands there too."""
    if not reason.strip():
        raise NeedsReason
    if queue not in QUEUES:
        raise UnknownQueue
    by = by.at("accept")
    counter = _counter(counter_no, by=by) if counter_no else None
    with moving.one_ticket_each():
        return _step(
            HAND_ON, TRANSFER, "waiting", visit_id, sources=["called", "serving", "paused"], by=by, at=at, key=key,
            reason=reason, queue=queue, counter=counter,
        )  # fmt: skip


def _counter(no: str, *, by: Actor) -> int:
    found = Counter.objects.filter(outlet_id=by.outlet_id, no=no, voided_by=None).values_list("id", flat=True).first()
    if found is None:
        raise UnknownCounter
    return found


@kept(FINISH)
@transaction.atomic
def finish(*, visit_id: int, outcomes: Mapping[int, str] | None = None, by: Actor, at: datetime, key: UUID) -> Moved:
    """办完：the counter is free. ``outcomes`` by matter; without one, a matter with a case counts as handled,
    one without as answered."""
    by = by.at("accept")
    given = dict(outcomes or {})
    if set(given.values()) - {NOT_DONE, ANSWERED, HANDLED}:
        raise UnknownMatter
    moved = _step(STAY, FINISH, "finished", visit_id, sources=["serving", "paused"], by=by, at=at, key=key)
    joining.join_missed(visit_id=visit_id, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            OUTCOMES,
            {"key": key, "visit": visit_id, "ids": list(given), "outcomes": list(given.values())},
        )
    return moved


@kept(LEAVE)
def leave(*, visit_id: int, reason: str, by: Actor, at: datetime, key: UUID) -> Moved:
    """离开：the person goes without having been served."""
    return _step(GO, LEAVE, "left", visit_id, sources=["waiting", "no_show"], by=by, at=at, key=key, reason=reason)


def _step(
    sql: str, kind: str, target: str, visit_id: int, *, sources: list[str], by: Actor, at: datetime, key: UUID,
    reason: str = "", **more: Any,
) -> Moved:  # fmt: skip
    moved = moving.carry_out(
        sql, kind=kind, target=target, by=by, at=at, key=key, reason=reason, visit=visit_id, sources=sources, **more
    )
    return moving.moved_or_refused(moved, kind=kind, visit_id=visit_id, by=by, key=key)
