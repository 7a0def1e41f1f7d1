"""交班、接班、异议：the only writer of hand-overs."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.work.handovers import left_open, queries
from cheguan.work.handovers.models import Answer, Handover
from cheguan.work.handovers.refusals import (
    AlreadyAnswered,
    NeedsReason,
    NotForYou,
    NotNext,
    UnknownHandover,
    WrittenAnew,
)

HAND_OVER, TAKE_OVER, OBJECT = "end_shift", "take_over", "object_to_handover"
LOCK = "SELECT id FROM handovers_handover WHERE id = %s AND office = %s FOR UPDATE"
UNANSWERED = """
SELECT id FROM handovers_handover h WHERE officer_id = %s AND post = %s AND voided_by_id IS NULL
   AND NOT EXISTS (SELECT FROM handovers_answer a WHERE a.handover_id = h.id) FOR UPDATE
"""


@kept(HAND_OVER)
@transaction.atomic
def write(*, note: str, to: int | None, by: Actor, at: datetime, key: UUID) -> int:
    """交班：what is left open, a note, and to whom; ``to`` is empty for whoever comes to the post. Its number.

    Written again before anybody has answered, it takes the place of the former one.
    """
    if not by.on_duty:
        raise NotAllowed("look_up")
    if act_queries.was_recorded(key=key, kind=HAND_OVER, by=by):
        return int(Handover.objects.get(issued_by__key=key).pk)
    if to is not None and to not in {each.id for each in queries.next_at_post(by=by, at=at)}:
        raise NotNext
    left = [msgspec.to_builtins(each) for each in left_open.of(by, at)]
    act = acts.record(kind=HAND_OVER, by=by, at=at, basis=[], key=key, detail={"left": len(left), "to": to})
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED, [by.officer_id, by.post])
        former = [number for (number,) in cursor.fetchall()]
    Handover.objects.filter(pk__in=former).update(voided_by=act)
    made = Handover.objects.create(
        officer_id=by.officer_id,
        office=by.office,
        outlet_id=by.outlet_id,
        post=by.post,
        to_id=to,
        note=note.strip(),
        left=left,
        issued_by_id=act,
    )
    return int(made.pk)


@kept(TAKE_OVER, about="number")
@transaction.atomic
def take_over(*, number: int, by: Actor, at: datetime, key: UUID) -> None:
    """接班：everything is as written."""
    _answer(number, accepted=True, reason="", by=by, at=at, key=key)


@kept(OBJECT, about="number")
@transaction.atomic
def object_to(*, number: int, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """提出异议：something is not as written; the officer in charge sees it."""
    if not reason.strip():
        raise NeedsReason
    _answer(number, accepted=False, reason=reason.strip(), by=by, at=at, key=key)


def _answer(number: int, *, accepted: bool, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [number, by.office])
    kind = TAKE_OVER if accepted else OBJECT
    if act_queries.was_recorded(key=key, kind=kind, by=by):
        return
    found = queries.find(number, office=by.office)
    if found is None:
        raise UnknownHandover
    if found.written_anew:
        raise WrittenAnew
    if not found.for_whom(by):
        raise NotForYou
    if found.answered_at is not None:
        raise AlreadyAnswered
    act = acts.record(kind=kind, by=by, at=at, basis=[], key=key, reason=reason, detail={"handover": number})
    Answer.objects.create(handover_id=number, accepted=accepted, reason=reason, issued_by_id=act)
