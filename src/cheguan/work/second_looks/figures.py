"""What second looks have found, by service: shares with the interval within which the true share lies."""

from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from django.db import connection
from django.utils.timezone import localdate

# Of the normal distribution: 95 of a hundred such intervals hold the true share.
Z = 1.959964
BY_SERVICE = """
SELECT c.service, count(*), count(o.id), count(*) FILTER (WHERE o.outcome = 'minor'),
       count(*) FILTER (WHERE o.outcome = 'serious'),
       count(*) FILTER (WHERE o.id IS NULL AND s.due_on < %(today)s)
  FROM second_looks_look l
  JOIN cases_case c ON c.id = l.case_id
  JOIN acts_act d ON d.id = l.issued_by_id
  LEFT JOIN second_looks_outcome o ON o.look_id = l.id
  LEFT JOIN second_looks_assignment s ON s.look_id = l.id AND s.voided_by_id IS NULL
 WHERE l.office = %(office)s AND d.at >= %(since)s
 GROUP BY c.service ORDER BY count(*) DESC, c.service
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One service, or all: drawn, closed, faults found, still open after the last day."""

    service: str
    drawn: int
    closed: int
    minor: int
    serious: int
    late: int

    @property
    def found(self) -> int:
        return self.minor + self.serious

    @property
    def done(self) -> float | None:
        """The share that is closed."""
        return self.closed / self.drawn if self.drawn else None

    @property
    def rate(self) -> float | None:
        """The share of those closed in which a fault was found; ``None`` when none is closed."""
        return self.found / self.closed if self.closed else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.found, self.closed)


def by_service(*, office: str, since: datetime, at: datetime) -> tuple[Figure, ...]:
    """What was drawn since then, the service with most looks first."""
    with connection.cursor() as cursor:
        cursor.execute(BY_SERVICE, {"office": office, "since": since, "today": localdate(at)})
        return tuple(Figure(*row) for row in cursor.fetchall())


def total(figures: tuple[Figure, ...]) -> Figure:
    return Figure(
        service="",
        drawn=sum(each.drawn for each in figures),
        closed=sum(each.closed for each in figures),
        minor=sum(each.minor for each in figures),
        serious=sum(each.serious for each in figures),
        late=sum(each.late for each in figures),
    )


def wilson(found: int, of: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval for a share; it stays between nought and one also for few cases. ``None`` of nothing."""
    if of == 0:
        return None
    share, spread = found / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
