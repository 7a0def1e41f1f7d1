"""过号重排：who was not there when they were called stands in line again, that day only."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.visits import moving
from cheguan.work.visits.arriving import BOOKED, best_reason
from cheguan.work.visits.line import head_start
from cheguan.work.visits.moving import ANYBODYS, NOWHERE, Moved

COME_BACK = "come_back"
OWN = "SELECT priority FROM visits_visit WHERE id = %s AND outlet_id = %s"
RETURN = moving.statement(
    ANYBODYS.replace("FOR UPDATE", "AND v.day = %(day)s FOR UPDATE"),
    place=NOWHERE,
    sets=", counter_id = NULL, officer_id = NULL, calls = 0, priority = %(priority)s,"
    " rank_at = greatest(v.rank_at, %(rank)s)",
)


@kept(COME_BACK)
def come_back(*, visit_id: int, told: str = "", by: Actor, at: datetime, key: UUID) -> Moved:
    """From now on, with the longer head start of the ticket's own reason and of what is ``told`` now.

    An appointment that was missed gives none. ``AlreadyInLine`` when they have taken another number meanwhile.
    """
    priority = best_reason(_own_reason(visit_id, by=by), told)
    with moving.one_ticket_each():
        moved = moving.carry_out(
            RETURN, kind=COME_BACK, target="waiting", by=by, at=at, key=key, visit=visit_id, sources=["no_show"],
            detail={"priority": priority}, priority=priority, rank=at - head_start(priority), day=localdate(at),
        )  # fmt: skip
    return moving.moved_or_refused(moved, kind=COME_BACK, visit_id=visit_id, by=by, key=key)


def _own_reason(visit_id: int, *, by: Actor) -> str:
    with connection.cursor() as cursor:
        cursor.execute(OWN, [visit_id, by.outlet_id])
        row = cursor.fetchone()
    return "" if row is None or row[0] == BOOKED else str(row[0])
