"""容缺受理：a lesser paper may come later, on a signed undertaking, within days. Until then the matter is not decided.

The law decides on the same papers as ever: while one is missing, the grant is refused by the article that asks for it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.law import workdays
from cheguan.law.lifecycle import State, Step
from cheguan.law.relief import Gap
from cheguan.law.rule import Finding
from cheguan.law.service import Service
from cheguan.work.cases import telling, undertakings
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.checking import examine
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.models import Material
from cheguan.work.cases.opening import last_day, open_case
from cheguan.work.cases.refusals import CalendarNotEntered, NoGap, NotAccepted, NotKnown, PromiseBroken
from cheguan.work.cases.steps import RIGHTS
from cheguan.work.cases.undertakings import Open

MISSING = "material."
SIGN, CURE = "sign_undertaking", "cure"
# Suspended it stands still until it is resumed.
COMPLETE = """
UPDATE cases_case SET due_on = %s, stopped_at = CASE WHEN state = 'suspended' THEN %s::timestamptz END WHERE id = %s
"""


def offered(service: Service, findings: Sequence[Finding]) -> Gap | None:
    """The terms for exactly what is missing; none when anything else stands in the way."""
    missing = frozenset(each.rule.removeprefix(MISSING) for each in findings)
    if service.gap is None or not missing or not missing <= service.gap.materials:
        return None
    return replace(service.gap, materials=missing)


@kept("accept_with_gap")
@transaction.atomic(durable=True)
def accept_with_gap(*, application: Application, by: Actor, at: datetime, key: UUID) -> str:
    """容缺受理：everything is there but papers that may come later. The clock runs from the day they are complete."""
    by = by.at(RIGHTS[Step.ACCEPT_WITH_GAP])
    examined = examine(application, by=by, at=at, complete=True)
    terms = offered(examined.service, examined.findings)
    left_out = frozenset(given.code for given in application.materials if given.how == "gap")
    if terms is None or terms.materials != left_out:
        raise NotAccepted(examined.findings)
    _check_promises(application.applicant_id, terms, on=localdate(at))
    kind = Step.ACCEPT_WITH_GAP.value
    case_no = open_case(State.ACCEPTED, kind, application, examined, by=by, at=at, key=key, waits=True)
    case = lock(case_no, office=by.office)
    if not undertakings.was_given(case.id):
        act = act_queries.id_of(key)
        party, last = application.applicant_id, _last_day(terms, on=localdate(at))
        undertakings.issue(case_id=case.id, party_id=party, terms=terms, cure_by=last, act=act)
        telling.accepted_with_gap(case, examined.findings, act=act, cure_by=last)
    return case_no


@kept(SIGN)
@transaction.atomic(durable=True)
def sign_undertaking(*, case_no: str, by: Actor, at: datetime, key: UUID) -> None:
    """承诺书已签：only now may anybody work on its strength."""
    by = by.at(RIGHTS[Step.ACCEPT_WITH_GAP])
    case = lock(case_no, office=by.office)
    if _done_before(SIGN, case, by=by, key=key):
        return
    found = _open(case)
    if found.signed_on is None:
        act = _record(SIGN, case, found, by=by, at=at, key=key)
        undertakings.sign(found, on=localdate(at), act=act)


@kept(CURE)
@transaction.atomic(durable=True)
def cure(*, case_no: str, materials: tuple[Given, ...], by: Actor, at: datetime, key: UUID) -> None:
    """补齐：one or several of the missing papers are here. With the last of them the statutory time begins."""
    by = by.at(RIGHTS[Step.ACCEPT_WITH_GAP])
    case = lock(case_no, office=by.office)
    if _done_before(CURE, case, by=by, key=key):
        return
    found = _open(case)
    brought = {given.code for given in materials}
    once = len(brought) == len(materials) and all(given.how == "presented" for given in materials)
    if not brought or not once or not brought <= set(found.missing):
        raise NotKnown("补交的材料不在容缺的材料之中")
    act = _record(CURE, case, found, by=by, at=at, key=key, brought=sorted(brought))
    Material.objects.filter(case_id=case.id, code__in=brought, voided_by=None).update(voided_by=act)
    Material.objects.bulk_create(
        Material(
            case_id=case.id, code=each.code, how=each.how, source=each.source, file_id=each.sha256, issued_by_id=act
        )
        for each in materials
    )
    if brought == set(found.missing):
        undertakings.end(case_id=case.id, act=act)
        with connection.cursor() as cursor:
            cursor.execute(COMPLETE, [last_day(case.service, localdate(at)), at, case.id])


def _check_promises(party_id: int, terms: Gap, *, on: date) -> None:
    """Whoever did not keep an undertaking is trusted with no other for a while."""
    broken = undertakings.broken_on(party_id)
    if broken is not None and on < broken + timedelta(days=terms.barred_days):
        raise PromiseBroken


def _last_day(terms: Gap, *, on: date) -> date:
    try:
        return workdays.due_on(on, terms)
    except workdays.CalendarMissing as missing:
        raise CalendarNotEntered(missing) from missing


def _open(case: Locked) -> Open:
    found = undertakings.find_open(case.id)
    if found is None:
        raise NoGap
    return found


def _done_before(kind: str, case: Locked, *, by: Actor, key: UUID) -> bool:
    return act_queries.find_repeated(key=key, kind=kind, by=by, case_no=case.no) is not None


def _record(kind: str, case: Locked, found: Open, *, by: Actor, at: datetime, key: UUID, **detail: acts.JSON) -> int:
    told: dict[str, acts.JSON] = {"missing": list(found.missing), "cure_by": found.cure_by.isoformat(), **detail}
    basis = [str(each) for each in case.service.gap.basis] if case.service.gap else []
    try:
        return acts.record(kind=kind, by=by, at=at, basis=basis, key=key, case_no=case.no, detail=told)
    except acts.AlreadyRecorded as used:
        raise KeyUsed from used
