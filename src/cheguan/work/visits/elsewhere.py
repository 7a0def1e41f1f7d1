"""不在手里的号: what a clerk may take over or send back into line: paused or left behind at a colleague's, and missed numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheguan.base.rows import made
from cheguan.work.visits.serving import LEFT_ALONE

# A hall has few of them at a time; who looks for another one gives its number.
MOST = 20
TICKETS = f"""
SELECT v.id, v.no, v.state, v.queue, v.priority, v.moved_at, coalesce(c.no, ''), v.officer_id, coalesce(o.name, ''),
       {LEFT_ALONE}, coalesce(p.reason, '')
  FROM visits_visit v
  LEFT JOIN visits_counter c ON c.id = v.counter_id
  LEFT JOIN people_officer o ON o.id = v.officer_id
  LEFT JOIN visits_span p ON p.visit_id = v.id AND p.until IS NULL
 WHERE v.outlet_id = %(outlet)s AND v.day = %(day)s
"""
LISTED = f"""{TICKETS}
   AND (v.state = 'no_show' OR v.officer_id <> %(officer)s AND {LEFT_ALONE})
 ORDER BY v.state = 'no_show', v.moved_at DESC LIMIT %(most)s
"""
NUMBERED = f"{TICKETS} AND v.no = %(no)s"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A ticket of the day; the counter and the officer are those it is, or was, with. ``to_be_had``: another
    clerk may take it over. ``why`` is the reason of the stretch that runs."""

    id: int
    no: str
    state: str
    queue: str
    priority: str
    moved_at: datetime
    counter_no: str
    officer_id: int | None
    officer: str
    to_be_had: bool
    why: str

    @property
    def missed(self) -> bool:
        return self.state == "no_show"

    @property
    def deserted(self) -> bool:
        """Its clerk sits nowhere any more."""
        return self.to_be_had and self.state != "paused"


def of_others(officer_id: int, *, outlet_id: int, on: date) -> tuple[Elsewhere, ...]:
    """What this officer might fetch: who was interrupted first, then who missed their call; the latest before the others."""
    return _read(LISTED, {"officer": officer_id, "outlet": outlet_id, "day": on, "most": MOST})


def find_by_no(no: str, *, outlet_id: int, on: date) -> Elsewhere | None:
    return next(iter(_read(NUMBERED, {"no": no, "outlet": outlet_id, "day": on})), None)


def _read(sql: str, given: dict[str, Any]) -> tuple[Elsewhere, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return tuple(made(Elsewhere, row) for row in cursor.fetchall())
