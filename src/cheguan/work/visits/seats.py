"""窗口：set up by the officer in charge, taken by a clerk, left for a while, given up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.work.visits.line import QUEUES
from cheguan.work.visits.models import Counter, Sitting, Span, Visit
from cheguan.work.visits.refusals import (
    CounterTaken,
    NeedsReason,
    NoCounter,
    SomebodyIsHere,
    UnknownCounter,
    UnknownQueue,
)

SET_UP, SIT, STAND, STEP_AWAY, STEP_BACK = "set_up_counter", "sit_down", "stand_up", "step_away", "step_back"
HERE = ("called", "serving", "paused")
# A stretch begins when the last one at this counter ended, should the clock have gone back meanwhile.
LATEST = """
SELECT greatest(%s, max(greatest(s.until, s.since))) FROM visits_span s
 WHERE s.counter_id = %s AND s.kind IN ('called', 'serving', 'away')
"""


@kept(SET_UP)
@transaction.atomic
def set_up(*, no: str, queues: Sequence[str], overflow: Sequence[str] = (), by: Actor, at: datetime, key: UUID) -> int:
    """设窗口：its number, the lines it serves, those it helps out with. The same number again replaces it."""
    by = by.at("roster") if by.kind != "system" else by
    if not queues or set(queues) | set(overflow) > QUEUES.keys() or set(queues) - QUEUES.keys():
        raise UnknownQueue
    act = acts.record(
        kind=SET_UP,
        by=by,
        at=at,
        basis=[],
        key=key,
        detail={"counter": no, "queues": list(queues), "overflow": list(overflow)},
    )
    old = Counter.objects.select_for_update().filter(outlet_id=by.outlet_id, no=no, voided_by=None).first()
    if old is not None:
        if old.sittings.filter(voided_by=None).exists():
            raise CounterTaken("窗口有人，请先让其离开窗口再改设置")
        Counter.objects.filter(pk=old.pk).update(voided_by=act)
    counter = Counter.objects.create(
        outlet_id=by.outlet_id, no=no, queues=list(queues), overflow=list(overflow), issued_by_id=act
    )
    return counter.pk


@kept(SIT)
@transaction.atomic
def sit_down(*, counter_no: str, by: Actor, at: datetime, key: UUID) -> int:
    """坐窗口. Whoever moves to another counter leaves the former one; what they serve stays theirs."""
    by = by.at("accept")
    here = Counter.objects.select_for_update(no_key=True)
    counter = here.filter(outlet_id=by.outlet_id, no=counter_no, voided_by=None).first()
    if counter is None:
        raise UnknownCounter
    act = acts.record_once(kind=SIT, by=by, at=at, basis=[], key=key, detail={"counter": counter_no})
    if act is None and not act_queries.was_recorded(key=key, kind=SIT, by=by):
        raise KeyUsed
    if act is None:
        return counter.pk
    former = _both_seats(counter, by=by)
    if former is not None:
        end_absence(former.counter_id, act, at=at)
        Sitting.objects.filter(pk=former.pk).update(voided_by=act)
    try:
        with transaction.atomic():
            Sitting.objects.create(counter=counter, officer_id=by.officer_id, issued_by_id=act)
    except IntegrityError as error:
        raise CounterTaken from error
    return counter.pk


def _both_seats(counter: Counter, *, by: Actor) -> Sitting | None:
    """Where the clerk sat until now. Both seats are held in one order, for two clerks who change places at once."""
    both = Sitting.objects.select_for_update().filter(Q(officer_id=by.officer_id) | Q(counter=counter), voided_by=None)
    return next((each for each in both.order_by("id") if each.officer_id == by.officer_id), None)


@kept(STAND)
@transaction.atomic
def stand_up(*, by: Actor, at: datetime, key: UUID) -> None:
    """离开窗口 for the day: nobody may be left there."""
    sitting = _sitting(by)
    if Visit.objects.filter(officer_id=by.officer_id, state__in=HERE).exists():
        raise SomebodyIsHere
    act = acts.record(kind=STAND, by=by, at=at, basis=[], key=key)
    end_absence(sitting.counter_id, act, at=at)
    Sitting.objects.filter(pk=sitting.pk).update(voided_by=act)


@kept(STEP_AWAY)
@transaction.atomic
def step_away(*, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """暂停叫号: the clerk is away for a while; why, and from when, is kept."""
    if not reason.strip():
        raise NeedsReason
    sitting = _sitting(by)
    if Visit.objects.filter(counter_id=sitting.counter_id, state__in=HERE[:2]).exists():
        raise SomebodyIsHere("窗口还有正在办理的号，请先办完、暂停或者转出，再暂停叫号")
    if _absent(sitting.counter_id):
        return
    act = acts.record(kind=STEP_AWAY, by=by, at=at, basis=[], key=key, reason=reason)
    since = _latest(sitting.counter_id, at)
    Span.objects.create(
        kind="away",
        reason=reason[:40],
        counter_id=sitting.counter_id,
        officer_id=by.officer_id,
        since=since,
        issued_by_id=act,
    )


@kept(STEP_BACK)
@transaction.atomic
def step_back(*, by: Actor, at: datetime, key: UUID) -> None:
    """恢复叫号."""
    sitting = _sitting(by)
    if not _absent(sitting.counter_id):
        return
    act = acts.record(kind=STEP_BACK, by=by, at=at, basis=[], key=key)
    end_absence(sitting.counter_id, act, at=at)


def _sitting(by: Actor) -> Sitting:
    found = Sitting.objects.select_for_update().filter(officer_id=by.officer_id, voided_by=None).first()
    if found is None:
        raise NoCounter
    return found


def _absent(counter_id: int) -> bool:
    return Span.objects.filter(counter_id=counter_id, kind="away", until=None).exists()


def end_absence(counter_id: int, act: int, *, at: datetime) -> None:
    """Whoever was away from this counter is so no more."""
    for span in Span.objects.filter(counter_id=counter_id, kind="away", until=None):
        Span.objects.filter(pk=span.pk).update(until=max(at, span.since), ended_by=act)


def _latest(counter_id: int, at: datetime) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [at, counter_id])
        latest: datetime = cursor.fetchone()[0]
    return latest
