"""Reading cases: one case whole, and the queues. Pages go by key, nothing is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.rows import decoded, made
from cheguan.law import catalogue, reform
from cheguan.law.lifecycle import ROUTES, SUSPENDABLE, State, Step, allowed_steps
from cheguan.law.service import Service
from cheguan.work.cases.refusals import UnknownCase

CASE = """
SELECT c.id, c.no, c.service, c.edition, c.route, c.state, c.state_before, c.office, c.outlet_id, o.name, c.channel,
       c.applicant_id, c.agent_id, c.vehicle_id, c.licence_id, c.new_vehicle, c.declared, c.accepted_at, c.due_on,
       c.stopped_at, c.accepted_by_id, f.name, c.fee_fen, c.query_code, c.ended_at,
       EXISTS (SELECT FROM payments_receipt r WHERE r.case_no = c.no AND r.voided_by_id IS NULL),
       (SELECT jsonb_agg(jsonb_build_array(m.code, m.how, m.source, m.file_id) ORDER BY m.id) FROM cases_material m
         WHERE m.case_id = c.id AND m.voided_by_id IS NULL),
       (SELECT jsonb_agg(jsonb_build_array(r.role, r.party_id) ORDER BY r.id) FROM cases_role r
         WHERE r.case_id = c.id AND r.voided_by_id IS NULL),
       c.layers
  FROM cases_case c
  JOIN people_outlet o ON o.id = c.outlet_id
  JOIN people_officer f ON f.id = c.accepted_by_id
 WHERE c.no = %s AND c.office = %s
"""
NUMBER = """
SELECT d.candidates, d.seed, c.number FROM plates_draw d
  LEFT JOIN plates_choice c ON c.case_no = d.case_no
 WHERE d.case_no = %s ORDER BY c.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material of a case: code, how it came, from where, its file."""

    code: str
    how: str
    source: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class NumberDraw:
    """The numbers drawn for a case, the seed that fixed them, and the one chosen (or empty)."""

    candidates: tuple[str, ...]
    seed: str
    chosen: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a page needs it. Parties, vehicle and licence are ids; their registers tell the rest."""

    id: int
    no: str
    service_code: str
    edition: date
    route: str
    state: State
    state_before: str
    office: str
    outlet_id: int
    outlet_name: str
    channel: str
    applicant_id: int
    agent_id: int | None
    vehicle_id: int | None
    licence_id: int | None
    new_vehicle: dict[str, Any] | None
    declared: dict[str, str]
    accepted_at: datetime
    due_on: date | None
    stopped_at: datetime | None
    accepted_by_id: int
    accepted_by: str
    fee_fen: int
    query_code: str
    ended_at: datetime | None
    paid: bool
    materials: tuple[MaterialLine, ...]
    roles: tuple[tuple[str, int], ...]
    draw: NumberDraw | None
    layers: tuple[str, ...]

    @property
    def service(self) -> Service:
        """The service as it was at acceptance: that edition, under the reforms of that day."""
        return reform.pinned(self.service_code, edition=self.edition, layers=self.layers)

    @property
    def gap_open(self) -> bool:
        """容缺：accepted without a paper that is still to come."""
        return any(line.how == "gap" for line in self.materials) and self.state in SUSPENDABLE | {State.SUSPENDED}

    @property
    def allowed(self) -> tuple[Step, ...]:
        return allowed_steps(self.route, self.state)

    @property
    def accepted_on(self) -> date:
        return localdate(self.accepted_at)


def get(case_no: str, *, office: str) -> CaseView:
    """One case of this office; another office's does not exist here."""
    with connection.cursor() as cursor:
        cursor.execute(CASE, [case_no, office])
        row = cursor.fetchone()
        if row is None:
            raise UnknownCase
        draw = _draw(cursor, case_no) if catalogue.get(row[2], on=row[3]).gives_number else None
    materials = tuple(MaterialLine(*line) for line in decoded(row[26]) or ())
    roles = tuple((role, party) for role, party in decoded(row[27]) or ())
    columns = (*row[:5], State(row[5]), *row[6:15], decoded(row[15]), decoded(row[16]), *row[17:26])
    return made(CaseView, (*columns, materials, roles, draw, tuple(row[28])))


def _draw(cursor: Any, case_no: str) -> NumberDraw | None:
    cursor.execute(NUMBER, [case_no])
    row = cursor.fetchone()
    return NumberDraw(tuple(row[0]), row[1], row[2] or "") if row else None


# One run along the index for each way of waiting, none longer than a page; the shortest of all are the page.
QUEUE = """
SELECT c.id, c.no, c.service, c.edition, c.state, c.route, p.kind, f.name, c.accepted_at, c.due_on, c.stopped_at, a.name,
       c.accepted_by_id, o.name,
       (SELECT number FROM plates_assignment x WHERE x.vehicle_id = c.vehicle_id AND x.voided_by_id IS NULL)
  FROM (SELECT first.* FROM unnest(%(routes)s::text[], %(states)s::text[]) AS way (route, state),
          LATERAL (SELECT c.*, coalesce(c.due_on, 'infinity'::date) AS last_day FROM cases_case c
                    WHERE c.office = %(office)s AND c.route = way.route AND c.state = way.state
                      AND c.state NOT IN ('archived', 'declined', 'refused', 'withdrawn')
                      AND (%(service)s = '' OR c.service = %(service)s)
                      AND (%(outlet)s::bigint IS NULL OR c.outlet_id = %(outlet)s)
                      AND (coalesce(c.due_on, 'infinity'::date), c.id) > (%(after_due)s::date, %(after_id)s::bigint)
                      {narrowed}
                    ORDER BY coalesce(c.due_on, 'infinity'::date), c.id LIMIT %(limit)s) first
         ORDER BY last_day, id LIMIT %(limit)s) c
  JOIN parties_party p ON p.id = c.applicant_id
  JOIN parties_profile f ON f.party_id = p.id AND f.voided_by_id IS NULL
  JOIN people_officer a ON a.id = c.accepted_by_id
  JOIN people_outlet o ON o.id = c.outlet_id
 ORDER BY c.last_day, c.id
"""
# The end of the case number, a piece of the plate, a piece of the name, the beginning of its pinyin initials.
NARROWED = """
AND (c.no LIKE '%%' || %(find)s
     OR EXISTS (SELECT FROM plates_assignment x
                 WHERE x.vehicle_id = c.vehicle_id AND x.voided_by_id IS NULL AND x.number LIKE '%%' || %(find)s || '%%')
     OR EXISTS (SELECT FROM parties_profile x
                 WHERE x.party_id = c.applicant_id AND x.voided_by_id IS NULL
                   AND (x.name LIKE '%%' || %(find)s || '%%' OR x.initials LIKE lower(%(find)s) || '%%')))
"""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One case in a queue. ``applicant`` is whole; the page masks it."""

    id: int
    no: str
    service_code: str
    edition: date
    state: State
    route: str
    applicant_kind: str
    applicant: str
    accepted_at: datetime
    due_on: date | None
    stopped_at: datetime | None
    accepted_by: str
    accepted_by_id: int
    outlet_name: str
    plate: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Lines by last day, soonest first; ``after`` is the key of the next page, or empty."""

    lines: tuple[QueueLine, ...]
    after: str


def queue(
    *,
    office: str,
    steps: Sequence[Step],
    service: str = "",
    outlet_id: int | None = None,
    find: str = "",
    after: str = "",
    limit: int = 50,
) -> QueuePage:
    """Open cases on which one of ``steps`` is next, soonest last day first. ``after`` is a former page's key.

    ``find`` narrows them: the end of a case number, a piece of a plate or of the applicant's name, or its initials.
    """
    after_due, after_id = _key(after)
    ways = _ways(tuple(steps))
    parameters = {
        "office": office,
        "routes": [route for route, _ in ways],
        "states": [state.value for _, state in ways],
        "service": service,
        "outlet": outlet_id,
        "after_due": after_due,
        "after_id": after_id,
        "limit": limit + 1,
        **({"find": LIKE_SIGNS.sub(r"\\\g<0>", find)} if find else {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(QUEUE.format(narrowed=NARROWED if find else ""), parameters)
        rows = cursor.fetchall()
    lines = tuple(made(QueueLine, (*row[:4], State(row[4]), *row[5:])) for row in rows[:limit])
    more = len(rows) > limit
    return QueuePage(lines, f"{lines[-1].due_on or 'infinity'}_{lines[-1].id}" if more else "")


LARGEST_ID = 2**63 - 1
LIKE_SIGNS = re.compile(r"[\\%_]")


class BadKey(ValueError):
    """The page key is not one that a former page gave."""


def _key(after: str) -> tuple[str, int]:
    if not after:
        return "-infinity", 0
    due, _, number = after.partition("_")
    try:
        day = due if due == "infinity" else date.fromisoformat(due).isoformat()
        last = int(number)
    except ValueError as error:
        raise BadKey(after) from error
    if not 0 <= last <= LARGEST_ID:
        raise BadKey(after)
    return day, last


@cache
def _ways(steps: tuple[Step, ...]) -> list[tuple[str, State]]:
    """The routes and states from which one of the steps may be taken."""
    return [(route, state) for route in ROUTES for state in State if {*steps} & {*allowed_steps(route, state)}]


RECENT = """
SELECT c.no, c.service, c.edition, c.state, c.accepted_at, c.due_on,
       (SELECT u.cure_by FROM cases_undertaking u WHERE u.case_id = c.id AND u.voided_by_id IS NULL),
       (SELECT coalesce(sum(x.fen), 0) FROM payments_charge x WHERE x.case_no = c.no AND x.voided_by_id IS NULL
           AND NOT EXISTS (SELECT FROM payments_receipt r WHERE r.case_no = c.no AND r.voided_by_id IS NULL))
  FROM cases_case c
 WHERE c.{column} = %s ORDER BY c.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of somebody's cases. ``cure_by``: an undertaking is open until then; ``owed_fen`` is still to be paid."""

    no: str
    service_code: str
    edition: date
    state: State
    accepted_at: datetime
    due_on: date | None
    cure_by: date | None
    owed_fen: int


def of_applicant(party_id: int, *, limit: int = 10) -> tuple[CaseLine, ...]:
    """The applicant's latest cases."""
    return _recent("applicant_id", party_id, limit)


def of_vehicle(vehicle_id: int, *, limit: int = 10) -> tuple[CaseLine, ...]:
    """The vehicle's latest cases."""
    return _recent("vehicle_id", vehicle_id, limit)


def _recent(column: str, value: int, limit: int) -> tuple[CaseLine, ...]:
    with connection.cursor() as cursor:
        cursor.execute(RECENT.format(column=column), [value, limit])
        return tuple(made(CaseLine, (*row[:3], State(row[3]), *row[4:])) for row in cursor.fetchall())
