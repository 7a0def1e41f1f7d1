"""取号：a ticket is taken, at the machine, the guide desk, by appointment, by phone or from a dealer."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.constraints import broken
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.law.service import Service
from cheguan.work.messages import commands as messages
from cheguan.work.visits import forecast, telling
from cheguan.work.visits.line import PRIORITIES, QUEUES, queue_of, rank_of
from cheguan.work.visits.refusals import AlreadyInLine, UnknownMatter, UnknownQueue
from cheguan.work.visits.waiting import Range

P = ParamSpec("P")
R = TypeVar("R")
TAKE = "take_ticket"
TAKING = f"""
WITH earlier AS (
    SELECT 1 FROM acts_act WHERE key = %(key)s
), n AS (
    INSERT INTO numbering_counter AS k (series, last) SELECT %(series)s, 1 WHERE NOT EXISTS (SELECT FROM earlier)
    ON CONFLICT (series) DO UPDATE SET last = k.last + 1
    RETURNING lpad(last::text, greatest(3, length(last::text)), '0') AS digits
), act AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT %(key)s, %(kind)s, %(at)s, %(officer)s, %(partner)s, %(post)s, %(office)s, %(outlet)s, %(channel)s,
           %(device)s, %(basis)s::text[], NULL, %(reason)s,
           jsonb_build_object('ticket', %(letter)s || n.digits) || %(detail)s
      FROM n RETURNING id
), v AS (
    INSERT INTO visits_visit (outlet_id, day, no, queue, source, party_id, people, priority, taken_at, rank_at, state,
                              token, booking, identity, language, expected_s, low_s, high_s, moved_at, moved_by_id)
    SELECT %(outlet)s, %(day)s, %(letter)s || n.digits, %(queue)s, %(source)s, %(party)s,
           %(people)s, %(priority)s, %(at)s, %(rank)s, 'waiting', %(token)s, %(booking)s, %(identity)s, %(language)s,
           %(expected)s, %(low)s, %(high)s, %(at)s, act.id
      FROM n, act RETURNING id, no, token, moved_by_id
), s AS (
    INSERT INTO visits_span (visit_id, kind, queue, since, issued_by_id)
    SELECT v.id, 'waiting', %(queue)s, %(at)s, v.moved_by_id FROM v
), m AS (
    INSERT INTO visits_matter (visit_id, service, kind, party_id, token, moved_by_id)
    SELECT v.id, g.service, g.kind, %(party)s, g.token, v.moved_by_id
      FROM v, unnest(%(services)s::text[], %(kinds)s::text[], %(tokens)s::text[]) AS g(service, kind, token)
), line AS (
    SELECT count(*) AS ahead FROM visits_visit w
     WHERE w.outlet_id = %(outlet)s AND w.day = %(day)s AND w.queue = %(queue)s AND w.state = 'waiting'
       AND w.rank_at <= %(rank)s
), a AS (
    SELECT v.moved_by_id AS id, NULL::text AS case_no, v.no AS ticket, line.ahead FROM v, line
), told AS ({messages.statement("ticket", "ahead")})
SELECT v.id, v.no, v.token, line.ahead, %(low)s::int, %(high)s::int FROM v, line
"""
SAME = """
SELECT v.id, v.no, v.token, 0, v.low_s, v.high_s
  FROM acts_act a JOIN visits_visit v ON v.outlet_id = a.outlet_id AND v.no = a.detail ->> 'ticket'
                                     AND v.day = (a.at AT TIME ZONE 'Asia/Shanghai')::date
 WHERE a.key = %(key)s AND a.kind = %(kind)s AND a.officer_id = %(officer)s AND a.outlet_id = %(outlet)s
   AND a.device = %(device)s
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number taken. ``ahead`` people of the same line stand before it; ``token`` opens its page on a phone.

    ``minutes`` is the range told of the wait; nothing while no counter serves the line.
    """

    id: int
    no: str
    token: str
    ahead: int
    minutes: tuple[int, int] | None


def give_ticket(
    *,
    services: Sequence[str] = (),
    queue: str = "",
    source: str = "machine",
    party_id: int | None = None,
    people: int = 1,
    priority: str = "",
    booking: str = "",
    identity: str = "",
    language: str = "zh",
    by: Actor,
    at: datetime,
    key: UUID,
) -> Ticket:
    """A ticket for ``services`` (the first one says which line, unless ``queue`` does).

    ``source``: machine, guide, appointment, dealer, phone. ``identity``: ``card`` when the card was read, ``typed``.
    The same key again gives the same ticket.
    """
    on = localdate(at)
    matters = [_service(code, on=on) for code in services]
    line = queue or (queue_of(matters[0]) if matters else "")
    if line not in QUEUES:
        raise UnknownQueue
    if priority and priority not in PRIORITIES:
        raise UnknownQueue(f"没有这种优先：{priority}")
    rank = rank_of(at, priority)
    told = forecast.lines(by.outlet_id, at=at, rank_at=rank)[line]
    given = acts.values(kind=TAKE, by=by, at=at, basis=[], key=key, detail={"queue": line, "source": source})
    given |= {
        "series": f"T{by.outlet_id}-{on:%Y%m%d}-{line}",
        "letter": QUEUES[line].letter,
        "day": on,
        "queue": line,
        "source": source,
        "party": party_id,
        "people": people,
        "priority": priority,
        "rank": rank,
        "expected": told and round(told.expected),
        "low": told and round(told.low),
        "high": told and round(told.high),
        "token": token(),
        "booking": booking,
        "identity": identity,
        "language": language,
        "services": [each.code for each in matters],
        "kinds": [each.promise_class for each in matters],
        "tokens": [token() for _ in matters],
    }
    given |= telling.of_ticket(
        party_id=party_id, identity=identity, language=language, token=given["token"], told=told, by=by, on=on
    )
    return _take(given)


def sent_twice(command: Callable[P, R]) -> Callable[P, R]:
    """The same request twice in one moment: the later one gives the ticket of the earlier one, and no number is lost."""

    @wraps(command)
    def once(*args: P.args, **given: P.kwargs) -> R:
        try:
            return command(*args, **given)
        except acts.AlreadyRecorded:
            return command(*args, **given)

    return once


take = kept(TAKE)(sent_twice(give_ticket))


def _take(given: dict[str, Any]) -> Ticket:
    with connection.cursor() as cursor:
        try:
            cursor.execute(TAKING, given)
        except IntegrityError as error:
            if broken(error, "one_ticket_of_a_person"):
                raise AlreadyInLine from error
            if acts.used_before(error):
                raise acts.AlreadyRecorded(str(given["key"])) from error
            raise
        row = cursor.fetchone()
        if row is None:
            cursor.execute(SAME, given)
            row = cursor.fetchone()
    if row is None:
        raise KeyUsed
    if given["message_template"]:
        messages.wake()
    visit_id, no, opens, ahead, low, high = row
    minutes = None if low is None else Range(low, low, high).minutes
    return Ticket(id=visit_id, no=no, token=opens, ahead=ahead, minutes=minutes)


def _service(code: str, *, on: date) -> Service:
    try:
        return catalogue.get(code, on=on)
    except (catalogue.UnknownService, catalogue.NotInForce) as error:
        raise UnknownMatter(f"没有这项业务：{code}") from error


def token() -> str:
    """What cannot be guessed: opens the page of a visit, or the rating of a matter."""
    return secrets.token_urlsafe(16)
