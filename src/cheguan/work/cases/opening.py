"""受理、一次性告知、不予受理：how a matter becomes a case. One read, one statement that writes everything."""

import secrets
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from psycopg.types.json import Jsonb

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.law import why, workdays
from cheguan.law.lifecycle import State
from cheguan.law.rule import Finding
from cheguan.law.service import Service
from cheguan.work.cases import telling
from cheguan.work.cases.applications import Application, as_json
from cheguan.work.cases.checking import Examined, examine
from cheguan.work.cases.models import Case
from cheguan.work.cases.refusals import (
    AlreadyUnderWay,
    CalendarNotEntered,
    NotAccepted,
    NothingAgainst,
    NothingMissing,
)
from cheguan.work.messages import commands as messages

OPENING = f"""
WITH n AS (
    INSERT INTO numbering_counter AS k (series, last) VALUES (%(series)s, 1)
    ON CONFLICT (series) DO UPDATE SET last = k.last + 1 RETURNING last
), a AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT %(key)s, %(kind)s, %(at)s, %(officer)s, %(partner)s, %(post)s, %(office)s, %(outlet)s, %(channel)s,
           %(device)s, %(basis)s::text[], %(series)s || '-' || lpad(n.last::text, 5, '0'), %(reason)s, %(detail)s
      FROM n RETURNING id, case_no
), t AS ({messages.BESIDE}
), c AS (
    INSERT INTO cases_case (no, service, edition, layers, route, state, office, outlet_id, channel, applicant_id, agent_id,
                            vehicle_id, licence_id, new_vehicle, declared, joint, accepted_at, accepted_on, due_on,
                            stopped_at, accepted_by_id, fee_fen, query_code, ended_at)
    SELECT a.case_no, %(service)s, %(edition)s, %(layers)s::varchar[], %(route)s, %(state)s, %(office)s, %(outlet)s, %(channel)s,
           %(applicant)s, %(agent)s, %(vehicle)s, %(licence)s, %(new_vehicle)s, %(declared)s, %(joint)s::varchar[],
           %(at)s, %(on)s, %(due)s, %(stopped)s, %(officer)s, %(fee)s, %(query_code)s, %(ended)s
      FROM a RETURNING id, no
), m AS (
    INSERT INTO cases_material (case_id, code, how, source, file_id, issued_by_id)
    SELECT c.id, g.code, g.how, g.source, g.file, a.id
      FROM c, a, unnest(%(codes)s::text[], %(hows)s::text[], %(sources)s::text[], %(files)s::text[])
           AS g(code, how, source, file)
), r AS (
    INSERT INTO cases_role (case_id, role, party_id, issued_by_id)
    SELECT c.id, g.role, g.party, a.id
      FROM c, a, unnest(%(roles)s::text[], %(role_parties)s::bigint[]) AS g(role, party)
), f AS (
    INSERT INTO payments_charge (case_no, item, fen, issued_by_id)
    SELECT c.no, g.item, g.fen, a.id
      FROM c, a, unnest(%(fee_items)s::text[], %(fee_fens)s::int[]) AS g(item, fen)
)
SELECT no FROM c
"""


@kept("accept")
def accept(*, application: Application, by: Actor, at: datetime, key: UUID) -> str:
    """受理：nothing stands against it and nothing is missing. Returns the case number."""
    by = by.at("accept")
    examined = examine(application, by=by, at=at, complete=True)
    if examined.findings:
        raise NotAccepted(examined.findings)
    return open_case(State.ACCEPTED, "accept", application, examined, by=by, at=at, key=key)


@kept("notify")
def notify(*, application: Application, by: Actor, at: datetime, key: UUID) -> str:
    """一次性告知：everything that is missing, at once, in writing. The case waits for it, its clock not yet running."""
    by = by.at("accept")
    examined = examine(application, by=by, at=at)
    if examined.against:
        raise NotAccepted(examined.findings)
    if not examined.findings:
        raise NothingMissing
    return open_case(State.NOTIFIED, "notify", application, examined, by=by, at=at, key=key)


@kept("decline")
def decline(*, application: Application, by: Actor, at: datetime, key: UUID) -> str:
    """不予受理：told to the applicant in writing, every reason with its article."""
    by = by.at("accept")
    examined = examine(application, by=by, at=at)
    if not examined.against:
        raise NothingAgainst
    return open_case(
        State.DECLINED, "decline", application, replace(examined, findings=examined.against), by=by, at=at, key=key
    )


def columns_of(application: Application, examined: Examined, *, charged: bool = True) -> dict[str, Any]:
    """Materials, roles and charges as columns for ``unnest``."""
    fees = examined.service.fees(examined.facts) if charged else ()
    return {
        "codes": [given.code for given in application.materials],
        "hows": [given.how for given in application.materials],
        "sources": [given.source for given in application.materials],
        "files": [given.sha256 for given in application.materials],
        "roles": [role for role, _ in application.roles],
        "role_parties": [party for _, party in application.roles],
        "fee_items": [fee.item for fee in fees],
        "fee_fens": [fee.fen for fee in fees],
        "fee": sum(fee.fen for fee in fees),
    }


def open_case(
    state: State,
    kind: str,
    application: Application,
    examined: Examined,
    *,
    by: Actor,
    at: datetime,
    key: UUID,
    waits: bool = False,
) -> str:
    """Write the case; its number. ``waits``: it is accepted, but its clock does not run until the papers are complete."""
    on = localdate(at)
    service, findings = examined.service, examined.findings
    accepted = state == State.ACCEPTED
    running = accepted and not waits
    due_on = last_day(service, on) if running else None
    query_code = secrets.token_hex(8)
    parameters = {
        **acts.values(kind=kind, by=by, at=at, basis=basis_of(service, findings), key=key, detail=told(findings)),
        **columns_of(application, examined, charged=accepted),
        **telling.of_opening(
            kind, service, findings, applicant_id=application.applicant_id, due_on=due_on, code=query_code
        ),
        "series": f"{by.office}{by.outlet}-{on:%y%m%d}",
        "service": service.code,
        "edition": service.valid_from,
        "layers": list(service.layers),
        "route": service.route_for(examined.facts),
        "state": state.value,
        "applicant": application.applicant_id,
        "agent": application.agent_id,
        "vehicle": application.vehicle_id,
        "licence": application.licence_id,
        "new_vehicle": Jsonb(as_json(application.new_vehicle)) if application.new_vehicle else None,
        "declared": Jsonb(dict(application.declared)),
        "joint": sorted(application.joint),
        "on": on,
        "due": due_on,
        "stopped": None if running else at,
        "ended": at if state == State.DECLINED else None,
        "query_code": query_code,
    }
    try:
        return _insert(parameters)
    except IntegrityError as error:
        return _explain(error, application, kind=kind, by=by, key=key)


def _insert(parameters: dict[str, Any]) -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OPENING, parameters)
        case_no = str(cursor.fetchone()[0])
    messages.wake()
    return case_no


def _explain(error: IntegrityError, application: Application, *, kind: str, by: Actor, key: UUID) -> str:
    """The same application again gives the case it made; two at once on one subject is a refusal; else a fault."""
    if acts.used_before(error):
        earlier = act_queries.find_repeated(key=key, kind=kind, by=by)
        if earlier is not None and _is_about(earlier, application):
            return earlier
        raise KeyUsed from error
    if "one_undecided_case" in str(error):
        raise AlreadyUnderWay from error
    raise error


def _is_about(case_no: str, application: Application) -> bool:
    """Whether the case was opened by an application for the same service, subject and applicant."""
    return Case.objects.filter(
        no=case_no,
        service=application.service,
        applicant_id=application.applicant_id,
        licence_id=application.licence_id,
    ).exists()


def last_day(service: Service, accepted_on: date) -> date:
    """最迟办结日; ``CalendarNotEntered`` when it lies beyond the notices that have been entered."""
    try:
        return workdays.due_on(accepted_on, service.limit)
    except workdays.CalendarMissing as missing:
        raise CalendarNotEntered(missing) from missing


def basis_of(service: Service, findings: tuple[Finding, ...] = ()) -> list[str]:
    """Articles for the act: the service's own, or those that stand against it."""
    if findings:
        return list(dict.fromkeys(article for finding in findings for article in finding.articles))
    return [str(citation) for citation in service.basis]


def told(findings: tuple[Finding, ...]) -> dict[str, acts.JSON]:
    """What the applicant was told, as the act keeps it."""
    if not findings:
        return {}
    return {"findings": [why.kept(finding) for finding in findings]}
