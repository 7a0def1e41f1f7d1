"""暂停与恢复：the statutory clock stands still while the case waits for something outside the office."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law import workdays
from cheguan.law.lifecycle import Step
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.progress import needed, take
from cheguan.work.cases.refusals import CalendarNotEntered
from cheguan.work.cases.steps import BASIS, RIGHTS, check_step, taken_before

STAND_STILL = "state_before = cases_case.state, stopped_at = %(at)s,"
GO_ON = "UPDATE cases_case SET state = state_before, state_before = '', stopped_at = NULL, due_on = %s WHERE id = %s"


@kept("suspend")
def suspend(*, case_no: str, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """暂停, with the reason that the applicant is told."""
    by = by.at(RIGHTS[Step.SUSPEND])
    take(Step.SUSPEND, case_no=case_no, by=by, at=at, key=key, reason=needed(reason), sets=STAND_STILL)


@kept("resume")
@transaction.atomic(durable=True)
def resume(*, case_no: str, by: Actor, at: datetime, key: UUID, reason: str = "") -> None:
    """恢复：the case goes on where it stood, and its last day moves by the working days it stood still."""
    by = by.at(RIGHTS[Step.RESUME])
    case = lock(case_no, office=by.office)
    if Step.RESUME not in case.allowed and taken_before(Step.RESUME, case_no=case_no, by=by, key=key):
        return
    check_step(Step.RESUME, route=case.route, state=case.state, accepted_by=case.accepted_by, by=by)
    due = postponed(case, until=localdate(at))
    basis = BASIS["vehicle" if case.vehicle_id or case.new_vehicle else "licence"]
    detail: dict[str, acts.JSON] = {"due_on": due.isoformat() if due else None}
    acts.record(
        kind=Step.RESUME.value,
        by=by,
        at=at,
        basis=basis,
        key=key,
        case_no=case_no,
        reason=reason,
        detail=detail,
    )
    with connection.cursor() as cursor:
        cursor.execute(GO_ON, [due, case.id])


def postponed(case: Locked, *, until: date) -> date | None:
    """The last day after a stop that ends on ``until``."""
    if case.due_on is None or case.stopped_at is None:
        return case.due_on
    try:
        stood_still = workdays.workdays_between(localdate(case.stopped_at), until)
        return workdays.add_workdays(case.due_on, stood_still)
    except workdays.CalendarMissing as missing:
        raise CalendarNotEntered(missing) from missing
