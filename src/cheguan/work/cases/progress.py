"""查验、审核、退办、制证、发证、归档、撤回：the steps between acceptance, decision and archive."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from psycopg.types.json import Jsonb

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.law.lifecycle import Step
from cheguan.law.service import Service
from cheguan.law.statement import faults
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases import telling, undertakings
from cheguan.work.cases.locked import lock
from cheguan.work.cases.models import Verification
from cheguan.work.cases.refusals import BadStatement, NeedsReason, NotPaid, VinDiffers
from cheguan.work.cases.steps import RIGHTS, Moved, check_step, move, refuse_to_move, taken_before
from cheguan.work.payments import commands as payments
from cheguan.work.payments.queries import account
from cheguan.work.printing import commands as printing

# 检验合格标志 is electronic by default (机动车登记规定#56).
ELECTRONIC = frozenset({"inspection_mark"})
# Back with the applicant the clock stands still.
BACK_TO_APPLICANT = (
    "stopped_at = CASE WHEN way.target = 'notified' THEN %(at)s::timestamptz ELSE stopped_at END,"
    " due_on = CASE WHEN way.target = 'notified' THEN NULL ELSE due_on END, reviewed_by_id = NULL,"
)
AS_REVIEWER = "reviewed_by_id = %(officer)s,"
BY_ANOTHER = "AND accepted_by_id <> %(officer)s"
# An undertaking is signed before anybody works on its strength, and kept before the step that it stops.
NOT_STOPPED = """
AND NOT EXISTS (SELECT FROM cases_undertaking u WHERE u.case_id = cases_case.id AND u.voided_by_id IS NULL
                   AND (u.signed_on IS NULL OR u.stops = 'review'))
"""


@kept("verify")
def verify(
    *,
    case_no: str,
    vin_read: str,
    items: Mapping[str, bool],
    declared: Mapping[str, str],
    recording: str,
    by: Actor,
    at: datetime,
    key: UUID,
    engine_read: str = "",
) -> None:
    """查验：what the inspector read off the vehicle and states of it. Without a recording it is void."""
    by = by.at(RIGHTS[Step.VERIFY])
    if not recording.strip():
        raise NeedsReason("没有录像的查验无效，请填写音像档案编号")
    with transaction.atomic(durable=True):
        case = lock(case_no, office=by.office)
        if Step.VERIFY not in case.allowed and taken_before(Step.VERIFY, case_no=case_no, by=by, key=key):
            return
        check_step(Step.VERIFY, route=case.route, state=case.state, accepted_by=case.accepted_by, by=by)
        # A replacement bears its own VIN before the register says so.
        stated_vin = case.new_vehicle.vin if case.new_vehicle else case.declared.get("new_vin")
        # What was altered while the vehicle was stolen is shown by the appraisal, and read as it is now.
        altered = case.declared.get("vin_altered") == "yes" and not _borne_by_another(vin_read, case.vehicle_id)
        if not altered and vin_read != _vin_of(case.vehicle_id, stated_vin):
            raise VinDiffers
        stated = _asked_at_verification(case.service, declared)
        if wrong := faults(case.service.declared, stated, on=localdate(at), stage="verify"):
            raise BadStatement(wrong)
        moved = move(
            Step.VERIFY,
            case_no=case_no,
            by=by,
            at=at,
            key=key,
            detail={"recording": recording},
            sets="declared = declared || %(declared)s,",
            declared=Jsonb(stated),
        )
        assert moved is not None
        Verification.objects.filter(case_id=case.id, voided_by=None).update(voided_by=moved.act)
        Verification.objects.create(
            case_id=moved.case_id,
            vin_read=vin_read,
            engine_read=engine_read,
            items=dict(items),
            passed=all(items.values()),
            recording=recording,
            issued_by_id=moved.act,
        )


@kept("review")
def review(*, case_no: str, by: Actor, at: datetime, key: UUID, opinion: str = "") -> None:
    """审核 by another person than the one who accepted."""
    by = by.at(RIGHTS[Step.REVIEW])
    free = BY_ANOTHER + NOT_STOPPED
    take(Step.REVIEW, case_no=case_no, by=by, at=at, key=key, reason=opinion, sets=AS_REVIEWER, where=free)


@kept("send_back")
def send_back(*, case_no: str, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """退办：back one step, with the reason. A fresh case goes back to the applicant, its clock stopped."""
    by = by.at(RIGHTS[Step.SEND_BACK])
    with transaction.atomic(durable=True):
        moved = take(
            Step.SEND_BACK,
            case_no=case_no,
            by=by,
            at=at,
            key=key,
            reason=needed(reason),
            sets=BACK_TO_APPLICANT,
            where=BY_ANOTHER,
        )
        if moved is not None:
            undertakings.end_if_returned(case_id=moved.case_id, act=moved.act)
            telling.sent_back(moved.case_id, act=moved.act, reason=needed(reason))


@kept("make")
def make(*, case_no: str, by: Actor, at: datetime, key: UUID) -> None:
    """制证：the fee is in, a numbered blank is drawn for every paper that needs one."""
    by = by.at(RIGHTS[Step.MAKE])
    with transaction.atomic(durable=True):
        case = lock(case_no, office=by.office)
        if Step.MAKE not in case.allowed and taken_before(Step.MAKE, case_no=case_no, by=by, key=key):
            return
        check_step(Step.MAKE, route=case.route, state=case.state, accepted_by=case.accepted_by, by=by)
        if not account(case_no).settled:
            raise NotPaid
        moved = move(Step.MAKE, case_no=case_no, by=by, at=at, key=key)
        assert moved is not None
        papers = {paper.code for paper in case.service.results}
        for blank in sorted(printing.BLANKS_OF_RESULT & papers - ELECTRONIC):
            printing.draw_blank(kind=blank, outlet_id=by.outlet_id, case_no=case_no, act=moved.act)
        telling.papers_ready(case, act=moved.act, outlet=by.outlet_name)


@kept("hand_over")
def hand_over(*, case_no: str, by: Actor, at: datetime, key: UUID, received_by: str = "") -> None:
    """发证。"""
    by = by.at(RIGHTS[Step.HAND_OVER])
    with transaction.atomic(durable=True):
        moved = take(Step.HAND_OVER, case_no=case_no, by=by, at=at, key=key, reason=received_by)
        if moved is not None:
            plates.deliver(case_no=case_no, on=localdate(at), act=moved.act)
            telling.papers_handed_over(moved.case_id, act=moved.act, on=localdate(at))


@kept("archive")
def archive(*, case_no: str, by: Actor, at: datetime, key: UUID) -> None:
    """归档。"""
    by = by.at(RIGHTS[Step.ARCHIVE])
    take(Step.ARCHIVE, case_no=case_no, by=by, at=at, key=key)


@kept("withdraw")
def withdraw(*, case_no: str, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """撤回：at the applicant's wish, before the decision. What was charged and not paid falls away."""
    by = by.at(RIGHTS[Step.WITHDRAW])
    with transaction.atomic(durable=True):
        moved = take(
            Step.WITHDRAW,
            case_no=case_no,
            by=by,
            at=at,
            key=key,
            reason=needed(reason),
            sets="ended_at = %(at)s, due_on = NULL,",
        )
        if moved is not None:
            payments.cancel(case_no=case_no, act=moved.act)
            plates.give_back(case_no=case_no, act=moved.act)
            undertakings.end(case_id=moved.case_id, act=moved.act)


def take(step: Step, *, case_no: str, by: Actor, at: datetime, key: UUID, **more: Any) -> Moved | None:
    """Take a step that is one statement, or say why it is refused; ``None`` when it was taken before."""
    try:
        with transaction.atomic():
            moved = move(step, case_no=case_no, by=by, at=at, key=key, **more)
    except IntegrityError as error:
        if not acts.used_before(error):
            raise
        if taken_before(step, case_no=case_no, by=by, key=key):
            return None
        raise KeyUsed from error
    if moved is None and not taken_before(step, case_no=case_no, by=by, key=key):
        refuse_to_move(step, case_no=case_no, by=by)
    return moved


def needed(text: str) -> str:
    """A reason, without the blanks around it."""
    if not text.strip():
        raise NeedsReason
    return text.strip()


def _asked_at_verification(service: Service, declared: Mapping[str, str]) -> dict[str, str]:
    """Only what the law lets the inspector state."""
    asked = {each.code for each in service.declared if each.stage == "verify"}
    return {code: value for code, value in declared.items() if code in asked}


def _borne_by_another(vin: str, vehicle_id: int | None) -> bool:
    """Another vehicle of the register has this VIN: it is that one that stands there, or its double."""
    bearer = vehicles.find_by_vin(vin)
    return bearer is not None and bearer.id != vehicle_id


def _vin_of(vehicle_id: int | None, new: str | None) -> str | None:
    if new is not None:
        return new
    with connection.cursor() as cursor:
        cursor.execute("SELECT vin FROM vehicles_now WHERE id = %s", [vehicle_id])
        row = cursor.fetchone()
    return str(row[0]) if row else None
