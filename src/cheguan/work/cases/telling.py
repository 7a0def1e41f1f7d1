"""What a step tells the applicant by message: left in the step's own transaction, sent when it is committed.

It goes to the applicant, not to the agent, who stands at the counter and has it in writing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection

from cheguan.law.lifecycle import Step
from cheguan.law.rule import Finding
from cheguan.law.service import Service
from cheguan.work.cases.locked import Locked
from cheguan.work.messages import commands as messages

Params = Mapping[str, messages.Words]
# A decision is told once; what can happen to a case again, once for each act.
ONCE, EACH_TIME = "{template}:{{case_no}}", "{template}:{{case_no}}:{{act}}"
DECIDED: Mapping[Step, str] = {Step.GRANT: "case_granted", Step.REFUSE: "case_refused"}
QUERY_CODE = "SELECT query_code FROM cases_case WHERE id = %s"
APPLICANT = "SELECT applicant_id FROM cases_case WHERE id = %s AND (%s = '' OR state = %s)"


def of_opening(
    kind: str, service: Service, findings: tuple[Finding, ...], *, applicant_id: int, due_on: date | None, code: str
) -> Mapping[str, Any]:
    """Parameters for ``messages.BESIDE`` in the statement that opens a case; ``code`` is its query code."""
    name: Params = {"service": named(service)}
    match kind:
        case Step.ACCEPT:
            template, params = "case_accepted", {**name, "due_on": f"{due_on}", "query_code": code}
        case Step.NOTIFY:
            template, params = "case_missing", {**name, "items": listed(findings), "query_code": code}
        case Step.DECLINE:
            template, params = "case_declined", {**name}
        case _:
            return messages.NOTHING
    return messages.beside(
        template=template, params=params, key=EACH_TIME.format(template=template), party_id=applicant_id
    )


def of_decision(step: Step, case: Locked) -> dict[str, Any]:
    """The same for the statement that decides."""
    template = DECIDED[step]
    key = ONCE.format(template=template)
    return messages.beside(
        template=template, params={"service": named(case.service)}, key=key, party_id=case.applicant_id
    )


def accepted(case: Locked, *, act: int, due_on: date) -> None:
    """补正后受理。"""
    params: Params = {"service": named(case.service), "due_on": f"{due_on}", "query_code": _query_code(case.id)}
    tell("case_accepted", params, party_id=case.applicant_id, act=act)


def accepted_with_gap(case: Locked, findings: Iterable[Finding], *, act: int, cure_by: date) -> None:
    """容缺受理：what is to come, and by when."""
    params: Params = {
        "service": named(case.service),
        "items": listed(findings),
        "cure_by": f"{cure_by}",
        "query_code": _query_code(case.id),
    }
    tell("case_accepted_with_gap", params, party_id=case.applicant_id, act=act)


def gap_due(case: Locked, findings: Iterable[Finding], *, act: int, cure_by: date) -> None:
    """容缺补正提醒。"""
    tell("gap_due", {"items": listed(findings), "cure_by": f"{cure_by}"}, party_id=case.applicant_id, act=act)


def papers_ready(case: Locked, *, act: int, outlet: str) -> None:
    """制证完成。"""
    tell("paper_ready", {"service": named(case.service), "outlet": outlet}, party_id=case.applicant_id, act=act)


def papers_handed_over(case_id: int, *, act: int, on: date) -> None:
    """发证：whoever had them fetched by nobody learns of it."""
    tell("paper_handed_over", {"day": f"{on}"}, party_id=_applicant(case_id), act=act)


def sent_back(case_id: int, *, act: int, reason: str) -> None:
    """退办, when it went back to the applicant and not to a colleague."""
    party_id = _applicant(case_id, state="notified")
    if party_id is not None:
        tell("case_sent_back", {"reason": reason}, party_id=party_id, act=act)


def tell(template: str, params: Params, *, party_id: int | None, act: int) -> None:
    key = EACH_TIME.format(template=template)
    messages.send(template=template, params=params, key=key, party_id=party_id, act=act)


def named(service: Service) -> tuple[str, str]:
    return service.name, service.name_en


def listed(findings: Iterable[Finding]) -> tuple[str, str]:
    """Everything that is missing, in one line of each language."""
    told = list(findings)
    return "；".join(each.reason for each in told), "; ".join(each.reason_en for each in told)


def _query_code(case_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(QUERY_CODE, [case_id])
        return str(cursor.fetchone()[0])


def _applicant(case_id: int, *, state: str = "") -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(APPLICANT, [case_id, state, state])
        row = cursor.fetchone()
    return int(row[0]) if row else None
