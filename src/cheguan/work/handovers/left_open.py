"""未了事项：what is open in somebody's hands when they go off. Each part of the house tells its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.law.lifecycle import ROUTES, State, Step, allowed_steps
from cheguan.work.cases.steps import RIGHTS
from cheguan.work.printing import queries as printing
from cheguan.work.second_looks import queries as second_looks
from cheguan.work.visits import queries as hall


@dataclass(frozen=True, slots=True)
class Item:
    """One thing left open. ``kind`` says whose it is; ``no`` is what it is called, ``code`` what it is about (a service,
    a blank), ``state`` where it stands, ``number`` how many are left."""

    kind: str
    no: str = ""
    code: str = ""
    state: str = ""
    due_on: date | None = None
    number: int | None = None


Provider = Callable[[Actor, datetime], Iterable[Item]]
MOST = 300
CASES = """
SELECT c.no, c.service, c.state, c.due_on
  FROM unnest(%(routes)s::text[], %(states)s::text[]) AS way (route, state)
  JOIN cases_case c ON c.office = %(office)s AND c.route = way.route AND c.state = way.state
 WHERE c.state NOT IN ('archived', 'declined', 'refused', 'withdrawn') AND c.accepted_by_id = %(officer)s
 ORDER BY coalesce(c.due_on, 'infinity'::date), c.id LIMIT %(limit)s
"""


def of(by: Actor, at: datetime) -> tuple[Item, ...]:
    """Everything that is open in this officer's hands now."""
    return tuple(item for tell in PROVIDERS for item in tell(by, at))


def cases(by: Actor, _at: datetime) -> Iterable[Item]:
    """业务：accepted by this officer, not finished, and waiting for a step of theirs."""
    steps = {step for step, right in RIGHTS.items() if by.may(right)}
    ways = [(route, state) for route in ROUTES for state in State if steps & {*allowed_steps(route, state)} - ASIDE]
    given: dict[str, Any] = {
        "routes": [route for route, _ in ways],
        "states": [state.value for _, state in ways],
        "office": by.office,
        "officer": by.officer_id,
        "limit": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(CASES, given)
        return [Item("case", no, code, state, due_on) for no, code, state, due_on in cursor.fetchall()]


def visits(by: Actor, at: datetime) -> Iterable[Item]:
    """办事人：called, at the counter, or told to wait for this officer."""
    found = hall.of_officer(by.officer_id, on=localdate(at))
    return [Item("visit", each.no, state=each.state) for each in found]


def looks(by: Actor, _at: datetime) -> Iterable[Item]:
    """随机复核：by number only, for the case may have gone through the hands of whoever reads this."""
    found = second_looks.mine(officer_id=by.officer_id, office=by.office)
    return [Item("second_look", str(each.number), due_on=each.due_on) for each in found]


def blanks(by: Actor, _at: datetime) -> Iterable[Item]:
    """空白证件 at this outlet, told by whoever looks after them."""
    if not by.may("stock"):
        return []
    return [Item("blanks", each.next_number, each.kind, number=each.left) for each in printing.stock(by.outlet_id)]


# Steps that are always possible and that nobody waits for.
ASIDE = frozenset({Step.WITHDRAW, Step.DECLINE})
PROVIDERS: tuple[Provider, ...] = (visits, cases, looks, blanks)
