"""One move of a visit: the act, the end of one stretch of time and the beginning of the next, in one statement.

Time never runs backwards in a visit or at a counter: when the clock has jumped back, a move counts from the last one,
and no minute is counted twice. A visit that is not where the move begins gives no row; nor does one that another move has
changed since this statement began to look, for it does not see the stretch that the other has begun: it looks again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.constraints import broken
from cheguan.base.people.actors import Actor
from cheguan.base.rows import made
from cheguan.work.visits.refusals import AlreadyInLine, NotYours, UnknownVisit

MINE = """
SELECT v.* FROM visits_visit v
 WHERE v.id = %(visit)s AND v.outlet_id = %(outlet)s AND v.state = ANY(%(sources)s::text[])
   AND v.officer_id = %(officer)s FOR UPDATE
"""
ANYBODYS = """
SELECT v.* FROM visits_visit v
 WHERE v.id = %(visit)s AND v.outlet_id = %(outlet)s AND v.state = ANY(%(sources)s::text[]) FOR UPDATE
"""
# ``{found}`` gives the visit, locked; ``{sets}`` is what else changes; ``{place}`` the counter and officer of the
# stretch; ``{clock}`` when the last one ended; ``{also}`` what else happens with it.
MOVE = f"""
WITH v AS MATERIALIZED ({{found}}), act AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT %(key)s, %(kind)s, %(at)s, %(officer)s, %(partner)s, %(post)s, %(office)s, %(outlet)s, %(channel)s,
           %(device)s, %(basis)s::text[], NULL, %(reason)s,
           jsonb_build_object('visit', v.id, 'ticket', v.no) || %(detail)s
      FROM v WHERE v.moved_by_id = (SELECT x.moved_by_id FROM visits_visit x WHERE x.id = v.id)
        ON CONFLICT (key) DO NOTHING RETURNING id
), place AS (
    SELECT {{place}} FROM v
), clock AS (
    SELECT greatest({{clock}},
                    (SELECT greatest(s.until, s.since) FROM visits_span s WHERE s.visit_id = v.id
                      ORDER BY s.since DESC, s.id DESC LIMIT 1),
                    (SELECT greatest(s.until, s.since) FROM visits_span s
                      WHERE s.counter_id = place.counter_id AND s.kind IN ('called', 'serving', 'away')
                      ORDER BY s.since DESC, s.id DESC LIMIT 1)) AS now
      FROM v, place
), ended AS (
    UPDATE visits_span s SET until = clock.now, ended_by_id = act.id
      FROM v, act, clock WHERE s.visit_id = v.id AND s.until IS NULL
), begun AS (
    INSERT INTO visits_span (visit_id, kind, reason, queue, counter_id, officer_id, since, issued_by_id)
    SELECT v.id, %(target)s::text, left(%(reason)s, 40), v.queue, place.counter_id, place.officer_id, clock.now, act.id
      FROM v, act, clock, place WHERE %(target)s::text IN ('waiting', 'called', 'serving', 'paused')
), moved AS (
    UPDATE visits_visit m SET state = %(target)s::text, moved_at = clock.now, moved_by_id = act.id{{sets}}
      FROM v, act, clock, place WHERE m.id = v.id
    RETURNING m.id, m.no, m.state, m.queue, m.counter_id, m.taken_at, m.rank_at, m.priority, m.calls, m.party_id,
              m.moved_at
){{also}}
SELECT moved.*, (SELECT c.no FROM visits_counter c WHERE c.id = moved.counter_id) FROM moved
"""
# Looks at a visit that others move in the same moment.
TRIES = 3
AT_COUNTER = "v.counter_id, v.officer_id"
NOWHERE = "NULL::bigint AS counter_id, NULL::bigint AS officer_id"
REPEATED = """
SELECT m.id, m.no, m.state, m.queue, m.counter_id, m.taken_at, m.rank_at, m.priority, m.calls, m.party_id, m.moved_at,
       c.no
  FROM acts_act a JOIN visits_visit m ON m.id = (a.detail ->> 'visit')::bigint
  LEFT JOIN visits_counter c ON c.id = m.counter_id
 WHERE a.key = %(key)s AND a.kind = %(kind)s AND a.officer_id = %(officer)s
   AND (%(visit)s::numeric IS NULL OR m.id = %(visit)s::numeric)
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A visit after a move. ``counter_no`` is empty while it is at no counter."""

    id: int
    no: str
    state: str
    queue: str
    counter_id: int | None
    taken_at: datetime
    rank_at: datetime
    priority: str
    calls: int
    party_id: int | None
    moved_at: datetime
    counter_no: str | None


def statement(found: str, *, place: str = AT_COUNTER, sets: str = "", clock: str = "%(at)s", also: str = "") -> str:
    return MOVE.format(found=found, place=place, sets=sets, clock=clock, also=also)


def carry_out(
    sql: str,
    *,
    kind: str,
    target: str,
    by: Actor,
    at: datetime,
    key: UUID,
    reason: str = "",
    detail: Mapping[str, acts.JSON] | None = None,
    **more: Any,
) -> Moved | None:
    """The visit as it is now; ``None`` when there was none to move, or the key was used before."""
    given = acts.values(kind=kind, by=by, at=at, basis=[], key=key, reason=reason)
    given |= {"target": target, "detail": Jsonb(dict(detail or {})), **more}
    with connection.cursor() as cursor:
        for _ in range(TRIES if "visit" in more else 1):
            cursor.execute(sql, given)
            if (row := cursor.fetchone()) is not None:
                return made(Moved, row)
    return None


@contextmanager
def one_ticket_each() -> Iterator[None]:
    """``AlreadyInLine`` when the move would give a person a second number in one line."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if broken(error, "one_ticket_of_a_person"):
            raise AlreadyInLine from error
        raise


def find_repeated(*, kind: str, by: Actor, key: UUID, visit_id: int | None = None) -> Moved | None:
    """What this very request brought about the first time; ``KeyUsed`` when the key was for something else."""
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, {"key": key, "kind": kind, "officer": by.officer_id, "visit": visit_id})
        if (row := cursor.fetchone()) is not None:
            return made(Moved, row)
        cursor.execute("SELECT 1 FROM acts_act WHERE key = %s", [key])
        if cursor.fetchone() is not None:
            raise KeyUsed
    return None


def moved_or_refused(moved: Moved | None, *, kind: str, visit_id: int, by: Actor, key: UUID) -> Moved:
    """The move, the one made before with this key, or the refusal that says why there was none."""
    if moved is not None:
        return moved
    if (before := find_repeated(kind=kind, by=by, key=key, visit_id=visit_id)) is not None:
        return before
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM visits_visit WHERE id = %s AND outlet_id = %s", [visit_id, by.outlet_id])
        raise (NotYours if cursor.fetchone() else UnknownVisit)
