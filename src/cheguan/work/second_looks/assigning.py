"""分派：the system gives what was drawn to somebody who had no hand in it, and takes back what is handed back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.timezone import localdate, localtime

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.base.people.queries import OnDuty
from cheguan.base.rows import made
from cheguan.law import workdays
from cheguan.work.second_looks import chance
from cheguan.work.second_looks.keys import BASIS
from cheguan.work.second_looks.locked import lock
from cheguan.work.second_looks.models import Assignment
from cheguan.work.second_looks.rates import rates
from cheguan.work.second_looks.refusals import NotGivenOut, NotYours

GIVE, HAND_BACK = "give_second_look", "hand_back_second_look"
# One who gives out at a time in an office, so that nothing is given out twice and loads are counted right.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('second looks ' || %s, 0))"
# Whoever had a hand in the case, also as partner, and whoever handed it back today, is left out.
WAITING = """
SELECT l.id, c.no, k.secret,
       ARRAY(SELECT x FROM unnest(ARRAY[c.accepted_by_id, c.reviewed_by_id, c.decided_by_id]) x WHERE x IS NOT NULL)
       || ARRAY(SELECT unnest(ARRAY[a.officer_id, coalesce(a.partner_id, a.officer_id)]) FROM acts_act a
                 WHERE a.case_no = c.no)
       || ARRAY(SELECT s.officer_id FROM second_looks_assignment s JOIN acts_act v ON v.id = s.voided_by_id
                 WHERE s.look_id = l.id AND v.at >= %(midnight)s),
       (SELECT count(*) FROM second_looks_assignment s WHERE s.look_id = l.id)
  FROM second_looks_look l
  JOIN cases_case c ON c.id = l.case_id
  JOIN second_looks_daykey k ON k.id = l.day_key_id
 WHERE l.office = %(office)s
   AND NOT EXISTS (SELECT FROM second_looks_outcome o WHERE o.look_id = l.id)
   AND NOT EXISTS (SELECT FROM second_looks_assignment s WHERE s.look_id = l.id AND s.voided_by_id IS NULL)
 ORDER BY l.id
"""
LOADS = "SELECT officer_id, count(*) FROM second_looks_assignment WHERE voided_by_id IS NULL GROUP BY officer_id"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One look that nobody has. ``barred`` are officers' ids, ``turn`` counts how often it was given out."""

    id: int
    case_no: str
    secret: str
    barred: frozenset[int]
    turn: int


@transaction.atomic
def give_out(*, by: Actor, at: datetime) -> int:
    """分派 everything that waits, as far as somebody is on duty for it; how many were given out."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [by.office])
    waiting = _waiting(by.office, at)
    reviewers = people.on_duty(office=by.office, right="review", at=at) if waiting else ()
    loads, due_on = _loads(reviewers), workdays.add_workdays(localdate(at), rates().limit_workdays)
    return sum(_give(each, reviewers, loads, due_on=due_on, by=by, at=at) for each in waiting)


@kept(HAND_BACK, about="number")
@transaction.atomic
def hand_back(*, number: int, by: Actor, at: datetime, key: UUID) -> None:
    """交回系统：for another draw. Whoever has it does so when going off; the officer in charge, when somebody cannot."""
    look = lock(number, office=by.office)
    if act_queries.was_recorded(key=key, kind=HAND_BACK, by=by):
        return
    if look.officer_id is None:
        raise NotGivenOut
    if look.officer_id != by.officer_id and not (by.may("supervise") and by.officer_id not in look.hands):
        raise NotYours
    act = acts.record(kind=HAND_BACK, by=by, at=at, basis=BASIS, key=key, detail={"look": number})
    Assignment.objects.filter(look_id=number, voided_by=None).update(voided_by=act)


def _waiting(office: str, at: datetime) -> tuple[Waiting, ...]:
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"office": office, "midnight": midnight})
        return tuple(made(Waiting, (*row[:3], frozenset(row[3]), row[4])) for row in cursor.fetchall())


def _loads(reviewers: Iterable[OnDuty]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(LOADS)
        found = dict(cursor.fetchall())
    return {each.id: found.get(each.id, 0) for each in reviewers}


def _give(
    look: Waiting, reviewers: Iterable[OnDuty], loads: dict[int, int], *, due_on: date, by: Actor, at: datetime
) -> bool:
    free = {each.staff_no: each for each in reviewers if each.id not in look.barred}
    if not free:
        return False
    standing: Mapping[str, int] = {staff_no: loads[each.id] for staff_no, each in free.items()}
    chosen = free[chance.whose(look.secret, look.case_no, loads=standing, turn=look.turn)]
    detail: dict[str, acts.JSON] = {"look": look.id, "turn": look.turn, "loads": standing, "officer": chosen.staff_no}
    act = acts.record(kind=GIVE, by=by, at=at, basis=BASIS, key=uuid4(), detail=detail)
    Assignment.objects.create(look_id=look.id, officer_id=chosen.id, due_on=due_on, issued_by_id=act)
    loads[chosen.id] += 1
    return True
