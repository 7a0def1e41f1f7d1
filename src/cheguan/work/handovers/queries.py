"""Reading hand-overs: what waits for somebody, what nobody has taken over, one whole; and who comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from cheguan.base.people.actors import Actor
from cheguan.base.rows import decoded, made
from cheguan.work.handovers.left_open import Item

COLUMNS = """
SELECT h.id, i.at, h.officer_id, f.name, h.outlet_id, o.name, h.post, h.to_id, coalesce(t.name, ''), h.note, h.left,
       h.voided_by_id IS NOT NULL, a.accepted, coalesce(a.reason, ''), aa.at, coalesce(af.name, '')
  FROM handovers_handover h
  JOIN acts_act i ON i.id = h.issued_by_id
  JOIN people_officer f ON f.id = h.officer_id
  JOIN people_outlet o ON o.id = h.outlet_id
  LEFT JOIN people_officer t ON t.id = h.to_id
  LEFT JOIN handovers_answer a ON a.handover_id = h.id
  LEFT JOIN acts_act aa ON aa.id = a.issued_by_id
  LEFT JOIN people_officer af ON af.id = aa.officer_id
"""
ONE = f"{COLUMNS} WHERE h.id = %s AND h.office = %s"
FOR_ME = f"""
{COLUMNS} WHERE h.voided_by_id IS NULL AND a.id IS NULL AND h.officer_id <> %(officer)s
   AND (h.to_id = %(officer)s OR h.to_id IS NULL AND h.outlet_id = %(outlet)s AND h.post = ANY(%(posts)s))
 ORDER BY h.id DESC LIMIT 50
"""
WRITTEN = f"{COLUMNS} WHERE h.voided_by_id IS NULL AND h.officer_id = %s ORDER BY h.id DESC LIMIT 10"
UNSETTLED = f"""
{COLUMNS} WHERE h.voided_by_id IS NULL AND h.office = %s AND (a.id IS NULL OR NOT a.accepted) AND i.at >= %s
 ORDER BY a.id IS NULL, h.id DESC LIMIT 100
"""
NEXT = """
SELECT o.id, o.name, min(lower(d.period)) FROM people_duty d JOIN people_officer o ON o.id = d.officer_id
 WHERE d.voided_by_id IS NULL AND d.outlet_id = %(outlet)s AND d.post = %(post)s AND d.officer_id <> %(officer)s
   AND upper(d.period) > %(at)s AND lower(d.period) < %(at)s + interval '3 days'
 GROUP BY o.id ORDER BY min(lower(d.period)), o.id LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class HandoverView:
    """One hand-over. ``to_id`` is nobody when it is for the post; ``accepted`` is ``None`` until it is answered."""

    number: int
    at: datetime
    officer_id: int
    officer: str
    outlet_id: int
    outlet: str
    post: str
    to_id: int | None
    to: str
    note: str
    left: tuple[Item, ...]
    written_anew: bool
    accepted: bool | None
    reason: str
    answered_at: datetime | None
    answered_by: str

    def for_whom(self, by: Actor) -> bool:
        """Whether this officer may take it over: the one who is named, or whoever is at the post, never the writer."""
        if by.officer_id == self.officer_id:
            return False
        if self.to_id is not None:
            return by.officer_id == self.to_id
        return by.outlet_id == self.outlet_id and self.post in posts_of(by)


@dataclass(frozen=True, slots=True)
class Next:
    """Who is on the roster for the post, and from when."""

    id: int
    name: str
    from_at: datetime


def posts_of(by: Actor) -> set[str]:
    """The posts of this shift."""
    return {by.post, *by.rights.values()}


def find(number: int, *, office: str) -> HandoverView | None:
    return next(iter(_views(ONE, [number, office])), None)


def for_me(by: Actor) -> tuple[HandoverView, ...]:
    """What waits for this officer to take over, newest first."""
    return _views(FOR_ME, {"officer": by.officer_id, "outlet": by.outlet_id, "posts": sorted(posts_of(by))})


def written_by(officer_id: int) -> tuple[HandoverView, ...]:
    """This officer's latest own."""
    return _views(WRITTEN, [officer_id])


def unsettled(*, office: str, since: datetime) -> tuple[HandoverView, ...]:
    """Objected to, then not answered, newest first: for the officer in charge."""
    return _views(UNSETTLED, [office, since])


def next_at_post(*, by: Actor, at: datetime) -> tuple[Next, ...]:
    """Who is on the roster for this officer's post and outlet now or in the next three days, soonest first."""
    given: dict[str, Any] = {"outlet": by.outlet_id, "post": by.post, "officer": by.officer_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(NEXT, given)
        return tuple(Next(*row) for row in cursor.fetchall())


def _views(query: str, given: Any) -> tuple[HandoverView, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return tuple(made(HandoverView, (*row[:10], _items(row[10]), *row[11:])) for row in cursor.fetchall())


def _items(left: Any) -> tuple[Item, ...]:
    return tuple(msgspec.convert(decoded(left), list[Item]))
