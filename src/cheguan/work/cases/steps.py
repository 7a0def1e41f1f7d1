"""One step of a case: it moves from where the law's table lets it, and the act is written beside it.

The move is one statement, so two people at once cannot both take it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.people.actors import Actor
from cheguan.law.citation import cite
from cheguan.law.lifecycle import STATE_NAMES, STEP_NAMES, State, Step, allowed_steps, in_words, sources
from cheguan.work.cases.refusals import GapOpen, OwnCase, UnknownCase, WrongState

RIGHTS: Mapping[Step, str] = {
    Step.NOTIFY: "accept",
    Step.ACCEPT: "accept",
    Step.ACCEPT_WITH_GAP: "accept",
    Step.DECLINE: "accept",
    Step.WITHDRAW: "accept",
    Step.VERIFY: "verify",
    Step.REVIEW: "review",
    Step.SEND_BACK: "review",
    Step.SUSPEND: "review",
    Step.RESUME: "review",
    Step.GRANT: "decide",
    Step.REFUSE: "decide",
    Step.MAKE: "make",
    Step.HAND_OVER: "hand_over",
    Step.ARCHIVE: "archive",
}
NOT_BY_ACCEPTOR = frozenset({Step.REVIEW, Step.SEND_BACK, Step.GRANT, Step.REFUSE})
BASIS = {"vehicle": [str(cite("机动车登记规定#3"))], "licence": [str(cite("机动车驾驶证申领和使用规定#28"))]}
WAYS: Mapping[Step, Mapping[tuple[str, State], State]] = {step: sources(step) for step in Step}
MOVE = f"""
WITH c AS (
    UPDATE cases_case SET state = way.target, {{sets}} fee_fen = fee_fen
      FROM unnest(%(sources)s::text[], %(targets)s::text[]) AS way(source, target)
     WHERE no = %(no)s AND office = %(office)s AND way.source = route || ' ' || state {{where}}
    RETURNING id, no, vehicle_id IS NULL AND new_vehicle IS NULL AS of_driver
), a AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT %(key)s, %(kind)s, %(at)s, %(officer)s, %(partner)s, %(post)s, %(office)s, %(outlet)s, %(channel)s,
           %(device)s, CASE WHEN c.of_driver THEN %(basis_licence)s::text[] ELSE %(basis)s::text[] END,
           c.no, %(reason)s, %(detail)s
      FROM c RETURNING id
)
SELECT c.id, a.id FROM c, a
"""

STANDING = """
SELECT route, state, accepted_by_id,
       EXISTS (SELECT FROM cases_undertaking u WHERE u.case_id = c.id AND u.voided_by_id IS NULL)
  FROM cases_case c WHERE no = %s AND office = %s
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """The case's row and the act that moved it."""

    case_id: int
    act: int


def move(
    step: Step,
    *,
    case_no: str,
    by: Actor,
    at: datetime,
    key: UUID,
    reason: str = "",
    detail: Mapping[str, acts.JSON] | None = None,
    sets: str = "",
    where: str = "",
    **more: Any,
) -> Moved | None:
    """Take ``step`` if the case stands where it may be taken from; ``None`` when it does not."""
    ways = WAYS[step]
    parameters = {
        **acts.values(kind=step.value, by=by, at=at, basis=BASIS["vehicle"], key=key, reason=reason, detail=detail),
        "basis_licence": BASIS["licence"],
        "no": case_no,
        "sources": [f"{route} {source.value}" for route, source in ways],
        "targets": [target.value for target in ways.values()],
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE.format(sets=sets, where=where), parameters)
        row = cursor.fetchone()
    return Moved(*row) if row else None


def taken_before(step: Step, *, case_no: str, by: Actor, key: UUID) -> bool:
    """Whether this very request was carried out already (a double click, a retry)."""
    return act_queries.find_repeated(key=key, kind=step.value, by=by, case_no=case_no) is not None


def refuse_to_move(step: Step, *, case_no: str, by: Actor) -> None:
    """Say why the step is not possible."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [case_no, by.office])
        row = cursor.fetchone()
    if row is None:
        raise UnknownCase
    check_step(step, route=row[0], state=State(row[1]), accepted_by=row[2], by=by)
    if step is Step.REVIEW and row[3]:
        raise GapOpen
    raise WrongState


def check_step(step: Step, *, route: str, state: State, accepted_by: int, by: Actor) -> None:
    """Refuse a step from the wrong state, or by the person who accepted the case."""
    allowed = allowed_steps(route, state)
    if step not in allowed:
        possible = in_words(allowed) or "没有下一步"
        raise WrongState(f"这件业务现在是“{STATE_NAMES[state][0]}”，不能“{STEP_NAMES[step][0]}”；可以：{possible}")
    if step in NOT_BY_ACCEPTOR and accepted_by == by.officer_id:
        raise OwnCase
