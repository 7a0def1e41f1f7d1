"""Opening one hand-over: its writer, whoever it is for, and the officer in charge."""

from datetime import datetime

from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.handovers import queries
from cheguan.work.handovers.queries import HandoverView
from cheguan.work.handovers.refusals import NotForYou, UnknownHandover


@kept("read_handover", about="number")
def open_one(*, number: int, by: Actor, at: datetime) -> HandoverView:
    """打开一份交班记录；``at`` is when somebody was refused it."""
    found = queries.find(number, office=by.office)
    if found is None:
        raise UnknownHandover
    if not (found.officer_id == by.officer_id or found.for_whom(by) or by.may("supervise")):
        raise NotForYou
    return found
