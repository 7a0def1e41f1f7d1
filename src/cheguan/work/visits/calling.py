"""叫号：the next one in line comes to the counter. One statement, and no two clerks ever get the same ticket."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.timezone import localdate

from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.messages import commands as messages
from cheguan.work.visits import moving, telling
from cheguan.work.visits.line import CALL_TOLD, CALLS_BEFORE_NO_SHOW, OVERFLOW_AFTER, head_start
from cheguan.work.visits.moving import MINE, Moved
from cheguan.work.visits.refusals import Away, CallAgainFirst, CounterBusy, NoCounter

CALL, RECALL, NO_SHOW = "call", "recall", "no_show"
# Of the counter's own queues, and of those it helps out with where somebody has waited long: whoever stands first.
# A ticket that another clerk is just taking is passed over, not waited for. A clerk has one person before them, wherever
# else they have sat; the seat is held meanwhile, so that nobody stands up with somebody on the way. Whom a counter was
# named for that nobody sits at any more is anybody's.
NEXT = """
WITH seat AS MATERIALIZED (
    SELECT c.id, c.queues, c.queues || c.overflow AS all_queues
      FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
     WHERE s.officer_id = %(officer)s AND s.voided_by_id IS NULL AND c.outlet_id = %(outlet)s
       AND NOT EXISTS (SELECT FROM visits_visit b WHERE b.counter_id = c.id AND b.state IN ('called', 'serving'))
       AND NOT EXISTS (SELECT FROM visits_visit b WHERE b.officer_id = %(officer)s AND b.day = %(day)s
                          AND b.state IN ('called', 'serving'))
       AND NOT EXISTS (SELECT FROM visits_span a WHERE a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL)
       FOR SHARE OF s
)
SELECT v.*, seat.id AS seat_id FROM visits_visit v, seat
 WHERE v.outlet_id = %(outlet)s AND v.day = %(day)s AND v.state = 'waiting'
   AND (v.wanted_counter_id = seat.id OR v.queue = ANY(seat.all_queues) AND (v.wanted_counter_id IS NULL
        OR NOT EXISTS (SELECT FROM visits_sitting w WHERE w.counter_id = v.wanted_counter_id AND w.voided_by_id IS NULL)))
 ORDER BY v.wanted_counter_id IS NOT NULL OR v.queue = ANY(seat.queues) OR v.taken_at < %(long)s DESC, v.rank_at, v.id
 LIMIT 1 FOR UPDATE OF v SKIP LOCKED
"""
CALL_NEXT = moving.statement(
    NEXT,
    place="v.seat_id AS counter_id, %(officer)s::bigint AS officer_id",
    sets=", counter_id = place.counter_id, officer_id = place.officer_id, calls = 1, wanted_counter_id = NULL",
)
# Whoever did not hear the first call is told by message, if they named themselves.
TELL_AGAIN = f"""
, a AS (
    SELECT act.id, NULL::text AS case_no, v.no AS ticket, c.no AS counter, v.party_id, v.language
      FROM act, moved, v JOIN visits_counter c ON c.id = v.counter_id
     WHERE moved.calls = %(call_told)s AND v.party_id IS NOT NULL AND v.identity <> %(plate)s
), told AS ({messages.statement("ticket", "counter", party="a.party_id", language="a.language")})
"""
CALL_AGAIN = moving.statement(MINE, sets=", calls = v.calls + 1", also=TELL_AGAIN)
GIVE_UP = moving.statement(MINE.replace("FOR UPDATE", "AND v.calls >= %(calls)s FOR UPDATE"))
SEAT = """
SELECT EXISTS (SELECT FROM visits_visit b WHERE b.counter_id = c.id AND b.state IN ('called', 'serving'))
       OR EXISTS (SELECT FROM visits_visit b WHERE b.officer_id = %(officer)s AND b.day = %(day)s
                     AND b.state IN ('called', 'serving')),
       EXISTS (SELECT FROM visits_span a WHERE a.counter_id = c.id AND a.kind = 'away' AND a.until IS NULL)
  FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
 WHERE s.officer_id = %(officer)s AND s.voided_by_id IS NULL AND c.outlet_id = %(outlet)s
"""


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called and why this one: ``waited`` since the ticket, ``ahead`` the head start of their reason."""

    visit: Moved
    waited: timedelta
    ahead: timedelta


@kept(CALL)
def call_next(*, by: Actor, at: datetime, key: UUID) -> Called | None:
    """The next one for this clerk's counter; ``None`` when nobody waits for it."""
    by = by.at("accept")
    day, long = localdate(at), at - OVERFLOW_AFTER
    try:
        moved = moving.carry_out(CALL_NEXT, kind=CALL, target="called", by=by, at=at, key=key, day=day, long=long)
    except IntegrityError as error:
        raise CounterBusy from error
    if moved is None:
        moved = moving.find_repeated(kind=CALL, by=by, key=key)
    if moved is None:
        _check_seat(by, day)
        return None
    return Called(moved, moved.moved_at - moved.taken_at, head_start(moved.priority))


def _check_seat(by: Actor, day: date) -> None:
    """Why nobody came although somebody may wait."""
    with connection.cursor() as cursor:
        cursor.execute(SEAT, {"officer": by.officer_id, "outlet": by.outlet_id, "day": day})
        row = cursor.fetchone()
    if row is None:
        raise NoCounter
    busy, away = row
    if busy:
        raise CounterBusy
    if away:
        raise Away


@kept(RECALL)
def recall(*, visit_id: int, by: Actor, at: datetime, key: UUID) -> Moved:
    """重呼：the same one once more."""
    by = by.at("accept")
    moved = moving.carry_out(
        CALL_AGAIN, kind=RECALL, target="called", by=by, at=at, key=key, visit=visit_id, sources=["called"],
        call_told=CALL_TOLD, plate=telling.PLATE, **telling.of_call(by=by, on=localdate(at)),
    )  # fmt: skip
    if moved is not None and moved.calls == CALL_TOLD and moved.party_id is not None:
        messages.wake()
    return moving.moved_or_refused(moved, kind=RECALL, visit_id=visit_id, by=by, key=key)


@kept(NO_SHOW)
def no_show(*, visit_id: int, by: Actor, at: datetime, key: UUID) -> Moved:
    """过号：called three times, and nobody came. They may come back for the rest of the day."""
    by = by.at("accept")
    moved = moving.carry_out(
        GIVE_UP, kind=NO_SHOW, target="no_show", by=by, at=at, key=key, visit=visit_id, sources=["called"],
        calls=CALLS_BEFORE_NO_SHOW,
    )  # fmt: skip
    if moved is None and _called(visit_id, by=by):
        raise CallAgainFirst
    return moving.moved_or_refused(moved, kind=NO_SHOW, visit_id=visit_id, by=by, key=key)


def _called(visit_id: int, *, by: Actor) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM visits_visit WHERE id = %s AND officer_id = %s AND state = 'called'",
            [visit_id, by.officer_id],
        )
        return cursor.fetchone() is not None
