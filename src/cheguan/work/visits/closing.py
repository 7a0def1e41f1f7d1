"""日终：what nobody ended on its day is over, and nobody sits anywhere from the day before, so that no counter stays shut.

Nobody knows how long it really was: the minutes of what was left open end with the office's hours of its day.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import connection, transaction
from django.utils.timezone import get_current_timezone, localdate

from cheguan.base.acts import commands as acts
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.law.workdays import OFFICE_HOURS
from cheguan.work.visits import joining, moving
from cheguan.work.visits.models import Sitting, Span, Visit
from cheguan.work.visits.moving import ANYBODYS, NOWHERE
from cheguan.work.visits.serving import OUTCOMES

CLOSE = "close_day"
ONCE = UUID("0d0f6a4e-2f0b-4c57-9d6b-7a3f4c1e9b55")
# Whoever was at the counter was served, and may say how: leaving it open does not help against a bad rating.
OPEN = """
SELECT v.id, v.outlet_id, v.day, v.state IN ('serving', 'paused')
  FROM visits_visit v JOIN people_outlet t ON t.id = v.outlet_id
 WHERE t.office_id = %s AND v.day < %s AND v.state IN ('waiting', 'called', 'serving', 'paused') ORDER BY v.id
"""
SEATED = """
SELECT s.id, s.counter_id, c.outlet_id, s.officer_id
  FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id JOIN people_outlet t ON t.id = c.outlet_id
  JOIN acts_act a ON a.id = s.issued_by_id
 WHERE t.office_id = %(office)s AND s.voided_by_id IS NULL AND (a.at AT TIME ZONE 'Asia/Shanghai')::date < %(day)s
 ORDER BY s.id FOR UPDATE OF s
"""
END = moving.statement(ANYBODYS, place=NOWHERE, clock="%(ends)s")


def close_days(*, by: Actor, at: datetime) -> int:
    """Every visit of an earlier day in the office is ended, everybody stands up; how many visits there were."""
    today = localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [by.office, today])
        found = cursor.fetchall()
    for visit_id, outlet_id, day, served in found:
        _end(visit_id, served=served, ends=min(_closing(day), at), by=people.get_system_of(outlet_id), at=at)
    _stand_up(by=by, at=at, today=today)
    return len(found)


@transaction.atomic
def _end(visit_id: int, *, served: bool, ends: datetime, by: Actor, at: datetime) -> None:
    key, target = uuid5(ONCE, str(visit_id)), "finished" if served else "left"
    sources = ["serving", "paused"] if served else ["waiting", "called"]
    moved = moving.carry_out(
        END, kind=CLOSE, target=target, by=by, at=at, key=key, visit=visit_id, sources=sources, ends=ends
    )
    if moved is not None and served:
        joining.join_missed(visit_id=visit_id, by=by, at=at)
        with connection.cursor() as cursor:
            cursor.execute(OUTCOMES, {"key": key, "visit": visit_id, "ids": [], "outcomes": []})


@transaction.atomic
def _stand_up(*, by: Actor, at: datetime, today: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SEATED, {"office": by.office, "day": today})
        seated = cursor.fetchall()
    # Asked only when the seats are held: somebody may have been called there while we waited for one.
    officers = [officer for *_, officer in seated]
    at_work = set(Visit.objects.filter(officer_id__in=officers, day=today).values_list("officer_id", flat=True))
    seated = [row for row in seated if row[-1] not in at_work]
    for outlet_id in sorted({outlet for _, _, outlet, _ in seated}):
        here = {sitting: counter for sitting, counter, outlet, _ in seated if outlet == outlet_id}
        detail: dict[str, Any] = {"sittings": len(here)}
        system = people.get_system_of(outlet_id)
        act = acts.record(kind=CLOSE, by=system, at=at, basis=[], key=uuid4(), detail=detail)
        for span in Span.objects.filter(counter_id__in=here.values(), kind="away", until=None):
            until = max(span.since, min(_closing(localdate(span.since)), at))
            Span.objects.filter(pk=span.pk).update(until=until, ended_by=act)
        Sitting.objects.filter(pk__in=here).update(voided_by=act)


def _closing(day: date) -> datetime:
    """When the office closed on that day."""
    return datetime.combine(day, OFFICE_HOURS.spans[-1][1], get_current_timezone())
