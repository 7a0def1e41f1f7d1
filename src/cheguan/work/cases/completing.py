"""补正后受理：a notified case, now with everything that was missing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from psycopg.types.json import Jsonb

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law.lifecycle import State, Step
from cheguan.work.cases import telling
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.checking import Examined, examine
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.opening import basis_of, columns_of, last_day
from cheguan.work.cases.refusals import AlreadyUnderWay, NotAccepted
from cheguan.work.cases.steps import check_step, taken_before


@kept("complete")
@transaction.atomic(durable=True)
def complete(
    *,
    case_no: str,
    materials: tuple[Given, ...],
    by: Actor,
    at: datetime,
    key: UUID,
    declared: Mapping[str, str] | None = None,
    roles: tuple[tuple[str, int], ...] = (),
) -> None:
    """补正后受理：the notified case with everything that was missing. Its clock starts today."""
    by = by.at("accept")
    case = lock(case_no, office=by.office)
    if case.state == State.ACCEPTED and taken_before(Step.ACCEPT, case_no=case_no, by=by, key=key):
        return
    check_step(Step.ACCEPT, route=case.route, state=case.state, accepted_by=case.accepted_by, by=by)
    application = Application(
        service=case.service_code,
        applicant_id=case.applicant_id,
        vehicle_id=case.vehicle_id,
        licence_id=case.licence_id,
        new_vehicle=case.new_vehicle,
        agent_id=case.agent_id,
        materials=materials,
        declared={**case.declared, **(declared or {})},
        roles=roles,
    )
    examined = examine(application, by=by, at=at, complete=True)
    if examined.findings:
        raise NotAccepted(examined.findings)
    try:
        _start(case, application, examined, by=by, at=at, key=key)
    except IntegrityError as error:
        if "one_undecided_case" in str(error):
            raise AlreadyUnderWay from error
        raise


STARTING = f"""
WITH a AS (
    INSERT INTO acts_act ({acts.COLUMNS}) VALUES ({acts.VALUES}) RETURNING id
), v AS (
    UPDATE cases_material SET voided_by_id = a.id FROM a WHERE case_id = %(case)s AND voided_by_id IS NULL
), w AS (
    UPDATE cases_role SET voided_by_id = a.id FROM a WHERE case_id = %(case)s AND voided_by_id IS NULL
), x AS (
    UPDATE payments_charge SET voided_by_id = a.id FROM a WHERE case_no = %(case_no)s AND voided_by_id IS NULL
), c AS (
    UPDATE cases_case SET state = 'accepted', edition = %(edition)s, layers = %(layers)s::varchar[], route = %(route)s,
           declared = %(declared)s,
           joint = %(joint)s::varchar[], accepted_at = %(at)s, accepted_on = %(on)s, due_on = %(due)s,
           stopped_at = NULL, accepted_by_id = %(officer)s, fee_fen = %(fee)s
     WHERE id = %(case)s
)
SELECT id FROM a
"""
ADDING = """
WITH m AS (
    INSERT INTO cases_material (case_id, code, how, source, file_id, issued_by_id)
    SELECT %(case)s, g.code, g.how, g.source, g.file, %(act)s
      FROM unnest(%(codes)s::text[], %(hows)s::text[], %(sources)s::text[], %(files)s::text[])
           AS g(code, how, source, file)
), r AS (
    INSERT INTO cases_role (case_id, role, party_id, issued_by_id)
    SELECT %(case)s, g.role, g.party, %(act)s
      FROM unnest(%(roles)s::text[], %(role_parties)s::bigint[]) AS g(role, party)
)
INSERT INTO payments_charge (case_no, item, fen, issued_by_id)
SELECT %(case_no)s, g.item, g.fen, %(act)s FROM unnest(%(fee_items)s::text[], %(fee_fens)s::int[]) AS g(item, fen)
"""


def _start(case: Locked, application: Application, examined: Examined, *, by: Actor, at: datetime, key: UUID) -> None:
    """Two statements, as a void and an issue of the same row may not meet in one."""
    on = localdate(at)
    basis, due_on = basis_of(examined.service), last_day(examined.service, on)
    parameters = {
        **acts.values(kind="accept", by=by, at=at, basis=basis, key=key, case_no=case.no),
        **columns_of(application, examined),
        "case": case.id,
        "edition": examined.service.valid_from,
        "layers": list(examined.service.layers),
        "route": examined.service.route_for(examined.facts),
        "declared": Jsonb(dict(application.declared)),
        "joint": sorted(application.joint),
        "on": on,
        "due": due_on,
    }
    with connection.cursor() as cursor:
        cursor.execute(STARTING, parameters)
        act = cursor.fetchone()[0]
        cursor.execute(ADDING, {**parameters, "act": act})
    telling.accepted(case, act=act, due_on=due_on)
