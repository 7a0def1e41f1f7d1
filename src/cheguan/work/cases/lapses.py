"""容缺期限：who is about to miss it is reminded; whoever has missed it gets the application back, with the reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.law import reform, workdays
from cheguan.law.lifecycle import Step
from cheguan.law.rule import Finding
from cheguan.law.service import Service
from cheguan.work.cases import telling, undertakings
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.opening import basis_of, told
from cheguan.work.cases.progress import BACK_TO_APPLICANT
from cheguan.work.cases.steps import move
from cheguan.work.cases.undertakings import Open

CHASE = "chase"
OPEN_CASES = """
SELECT c.no, c.service, c.edition, c.layers, u.cure_by,
       EXISTS (SELECT FROM acts_act a WHERE a.case_no = c.no AND a.kind = 'chase')
  FROM cases_undertaking u JOIN cases_case c ON c.id = u.case_id
 WHERE u.voided_by_id IS NULL AND c.office = %s ORDER BY u.cure_by, c.id
"""
PAST = """
AND EXISTS (SELECT FROM cases_undertaking u
             WHERE u.case_id = cases_case.id AND u.voided_by_id IS NULL AND u.cure_by < %(today)s)
"""


@dataclass(frozen=True, slots=True)
class Promised:
    """One case with an open undertaking: until when, and whether the applicant was reminded."""

    no: str
    service: Service
    cure_by: date
    reminded: bool


def follow_up(*, by: Actor, at: datetime) -> None:
    """Every undertaking of the office: return what is overdue, remind where the day is near."""
    today = localdate(at)
    for promised in promised_at(by.office):
        gap = promised.service.gap
        if promised.cure_by < today:
            lapse(case_no=promised.no, by=by, at=at, key=_once(promised, Step.LAPSE.value))
        elif gap and not promised.reminded and _near(promised.cure_by, today, gap.chase_days):
            chase(case_no=promised.no, by=by, at=at, key=_once(promised, CHASE))


def promised_at(office: str) -> Iterable[Promised]:
    """What is promised at an office, the nearest day first."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_CASES, [office])
        rows = cursor.fetchall()
    return [
        Promised(no, reform.pinned(service, edition=edition, layers=tuple(layers)), cure_by, reminded)
        for no, service, edition, layers, cure_by, reminded in rows
    ]


@transaction.atomic(durable=True)
def lapse(*, case_no: str, by: Actor, at: datetime, key: UUID) -> bool:
    """逾期退办：back to the applicant, told in writing what was not brought. ``False`` when it was brought meanwhile."""
    case = lock(case_no, office=by.office)
    found = undertakings.find_open(case.id)
    if found is None:
        return False
    findings = _missing(case, found)
    reason = f"承诺的补交期限{found.cure_by.isoformat()}已过，材料仍未补齐，按承诺书退回申请"
    moved = move(
        Step.LAPSE,
        case_no=case_no,
        by=by,
        at=at,
        key=key,
        reason=reason,
        detail=told(findings),
        sets=BACK_TO_APPLICANT,
        where=PAST,
        today=localdate(at),
    )
    if moved is None:
        return False
    undertakings.end(case_id=moved.case_id, act=moved.act)
    telling.sent_back(moved.case_id, act=moved.act, reason=reason)
    return True


@transaction.atomic(durable=True)
def chase(*, case_no: str, by: Actor, at: datetime, key: UUID) -> bool:
    """提醒补交：what is still missing and by when; printed as a notice. ``False`` when nothing is missing any more."""
    case = lock(case_no, office=by.office)
    found = undertakings.find_open(case.id)
    if found is None:
        return False
    findings = _missing(case, found)
    detail = {**told(findings), "cure_by": found.cure_by.isoformat()}
    act = acts.record(
        kind=CHASE, by=by, at=at, basis=basis_of(case.service, findings), key=key, case_no=case_no, detail=detail
    )
    telling.gap_due(case, findings, act=act, cure_by=found.cure_by)
    return True


def _missing(case: Locked, found: Open) -> tuple[Finding, ...]:
    return tuple(each.finding for each in case.service.materials if each.code in found.missing)


def _near(cure_by: date, today: date, days: int) -> bool:
    return workdays.workdays_between(today, cure_by) <= days


def _once(promised: Promised, kind: str) -> UUID:
    """One act of the kind for one promise, however often the clock strikes."""
    return uuid5(NAMESPACE_OID, f"{kind} {promised.no} {promised.cure_by}")
