"""准予与不予办理：the decision. The law is asked again on the facts of the moment, under the edition of acceptance."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law.lifecycle import Step, next_state
from cheguan.registers.plates import commands as plates
from cheguan.work.cases import telling, undertakings
from cheguan.work.cases.checking import check_holder
from cheguan.work.cases.effects import EFFECTS
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.opening import basis_of, told
from cheguan.work.cases.progress import needed
from cheguan.work.cases.refusals import NotGranted
from cheguan.work.cases.steps import RIGHTS, check_step, taken_before
from cheguan.work.messages import commands as messages
from cheguan.work.payments import commands as payments
from cheguan.work.second_looks import drawing
from cheguan.work.second_looks.drawing import Drawn

DECIDE = f"""
WITH c AS (
    UPDATE cases_case SET state = %(to)s, decided_by_id = %(officer)s, ended_at = %(at)s WHERE id = %(case)s
), a AS (
    INSERT INTO acts_act ({acts.COLUMNS}) VALUES ({acts.VALUES}) RETURNING id, case_no
), t AS ({{told}}){{look}}
SELECT id FROM a
"""
WITHOUT_LOOK = DECIDE.format(told=messages.BESIDE, look="")
WITH_LOOK = DECIDE.format(told=messages.BESIDE, look=f", l AS ({drawing.INSERT})")


@kept("grant")
@transaction.atomic(durable=True)
def grant(*, case_no: str, by: Actor, at: datetime, key: UUID) -> None:
    """准予：the law still allows it, the act is recorded, the registers change."""
    by = by.at(RIGHTS[Step.GRANT])
    case = _open_for(Step.GRANT, case_no=case_no, by=by, key=key)
    if case is None:
        return
    service = case.service
    asked = case.asked(on=case.accepted_on)
    check_holder(service, applicant_id=case.applicant_id, asked=asked)
    if findings := service.check(asked.facts):
        raise NotGranted(findings)
    act = _decide(Step.GRANT, case, by=by, at=at, key=key, basis=basis_of(service))
    EFFECTS[service.effect](case, act, localdate(at))


@kept("refuse")
@transaction.atomic(durable=True)
def refuse(*, case_no: str, reason: str, by: Actor, at: datetime, key: UUID) -> None:
    """不予办理：told in writing. What the law has against it goes into the act beside the officer's words."""
    by = by.at(RIGHTS[Step.REFUSE])
    case = _open_for(Step.REFUSE, case_no=case_no, by=by, key=key)
    if case is None:
        return
    findings = case.service.check(case.asked(on=localdate(at)).facts)
    basis = basis_of(case.service, findings)
    act = _decide(Step.REFUSE, case, by=by, at=at, key=key, basis=basis, reason=needed(reason), detail=told(findings))
    payments.cancel(case_no=case_no, act=act)
    plates.give_back(case_no=case_no, act=act)
    undertakings.end(case_id=case.id, act=act)


def _open_for(step: Step, *, case_no: str, by: Actor, key: UUID) -> Locked | None:
    """The case, locked, if the step may be taken; ``None`` when this very request was carried out before."""
    case = lock(case_no, office=by.office, to_decide=True)
    if step not in case.allowed and taken_before(step, case_no=case_no, by=by, key=key):
        return None
    check_step(step, route=case.route, state=case.state, accepted_by=case.accepted_by, by=by)
    return case


def _decide(
    step: Step,
    case: Locked,
    *,
    by: Actor,
    at: datetime,
    key: UUID,
    basis: Sequence[str],
    reason: str = "",
    detail: dict[str, acts.JSON] | None = None,
) -> int:
    """Written for good; in the same moment chance says whether somebody looks at it again."""
    drawn = _drawn(step, case, by=by, at=at)
    told = {**(detail or {}), **drawn.told}
    parameters = {
        **acts.values(kind=step.value, by=by, at=at, basis=basis, key=key, case_no=case.no, reason=reason, detail=told),
        **drawn.values,
        **telling.of_decision(step, case),
        "case": case.id,
        "to": next_state(case.route, case.state, step).value,
    }
    with connection.cursor() as cursor:
        cursor.execute(WITH_LOOK if drawn.fell else WITHOUT_LOOK, parameters)
        messages.wake()
        return int(cursor.fetchone()[0])


def _drawn(step: Step, case: Locked, *, by: Actor, at: datetime) -> Drawn:
    assert case.stakes is not None
    agent, refused = case.agent_id is not None, step is Step.REFUSE
    return drawing.draw(
        case.stakes, case_no=case.no, service=case.service_code, agent=agent, refused=refused, by=by, at=at
    )
