"""Opening one look: who may, and that it was done, is written down like every look at somebody's data."""

from datetime import datetime

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.second_looks import queries
from cheguan.work.second_looks.locked import standing
from cheguan.work.second_looks.queries import LookLine
from cheguan.work.second_looks.refusals import NotYours, UnknownLook

PURPOSE = "随机复核"


@kept("read_second_look", about="number")
def look_into(*, number: int, by: Actor, at: datetime) -> LookLine:
    """打开一件复核：whoever has it or closed it; the officer in charge, but for open ones of cases of their own."""
    found = queries.find(number, office=by.office)
    if found is None:
        raise UnknownLook
    if by.officer_id not in (found.officer_id, found.closed_by_id) and not _in_charge(found, by=by):
        raise NotYours
    attempts.look_up(what="second_look", subject=found.case_no, purpose=PURPOSE, by=by, at=at)
    return found


def _in_charge(found: LookLine, *, by: Actor) -> bool:
    return by.may("supervise") and (bool(found.outcome) or by.officer_id not in standing(found.number).hands)
