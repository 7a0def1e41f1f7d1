"""等候、办理、暂停、后台：minutes by class, hour, counter and outlet; the share within what was promised; one trip or two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cheguan.base.rows import made
from cheguan.oversight.minutes.base import VISITS, asked, rows
from cheguan.work.visits.line import CLASSES as PROMISES

# The first column says by what a line is grouped. Whoever left before a call was at no counter.
FIGURES = f"""
WITH b AS ({VISITS}), p AS (
    SELECT * FROM unnest(%(promised)s::text[], %(wait_at_most)s::float[], %(serve_at_most)s::float[])
                  AS p(class, wait_at_most, serve_at_most)
)
SELECT CASE WHEN grouping(b.hour) = 0 THEN 'hour' WHEN grouping(b.counter) = 0 THEN 'counter'
            WHEN grouping(b.outlet_id) = 0 THEN 'outlet' ELSE 'class' END,
       b.class, coalesce(b.hour::text, b.counter, b.outlet_id::text, ''),
       count(*), count(*) FILTER (WHERE b.state = 'finished'), count(*) FILTER (WHERE b.state <> 'finished'),
       percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY b.waited) FILTER (WHERE b.state = 'finished'),
       percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY b.served) FILTER (WHERE b.state = 'finished'),
       coalesce(avg(b.paused) FILTER (WHERE b.state = 'finished'), 0)::float,
       avg((b.waited <= p.wait_at_most)::int) FILTER (WHERE b.state = 'finished')::float,
       avg((b.served <= p.serve_at_most)::int) FILTER (WHERE b.state = 'finished')::float
  FROM b JOIN p ON p.class = b.class
 GROUP BY GROUPING SETS ((b.class), (b.class, b.hour), (b.class, b.counter), (b.class, b.outlet_id))
HAVING grouping(b.counter) = 1 OR b.counter IS NOT NULL
 ORDER BY 1, 2, 3
"""
# Back office: from the end of the visit to the decision. One trip: no other visit for the same service before.
TRIPS = """
SELECT m.kind, count(*),
       count(*) FILTER (WHERE NOT EXISTS (
           SELECT FROM visits_visit e JOIN visits_matter f ON f.visit_id = e.id AND f.service = m.service
            WHERE e.party_id = v.party_id AND e.day BETWEEN v.day - %(back)s AND v.day AND e.id < v.id
              AND f.outcome IN ('not_done', 'answered', ''))),
       percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (
           ORDER BY greatest(0, extract(epoch FROM c.ended_at - v.moved_at) / 60.0))
           FILTER (WHERE c.ended_at IS NOT NULL)
  FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id
  LEFT JOIN cases_case c ON c.no = m.case_no AND c.state NOT IN ('declined', 'withdrawn')
 WHERE v.outlet_id = ANY(%(outlets)s) AND v.day BETWEEN %(first)s AND %(last)s AND v.state = 'finished'
   AND m.outcome = 'handled' AND v.party_id IS NOT NULL
 GROUP BY m.kind
"""
TRIP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Minutes of finished visits as P50, P90, P95. ``missed`` are no-shows and those who left; shares are 0 to 1."""

    by: str
    matter_class: str
    name: str
    visits: int
    finished: int
    missed: int
    waited: tuple[float, ...] | None
    served: tuple[float, ...] | None
    paused: float
    wait_kept: float | None
    serve_kept: float | None


@dataclass(frozen=True, slots=True)
class Trips:
    """Matters handled, those at the first visit (最多跑一次), and minutes from the visit's end to the decision."""

    matter_class: str
    handled: int
    first_visit: int
    back_office: tuple[float, ...] | None

    @property
    def share(self) -> float:
        return self.first_visit / self.handled


def figures(outlets: Sequence[int], *, first: date, last: date) -> Mapping[str, tuple[Figures, ...]]:
    """By class alone, by hour, by counter and by outlet, in one statement."""
    given = asked(
        list(outlets),
        first=first,
        last=last,
        promised=[each.code for each in PROMISES.values()],
        wait_at_most=[each.wait_minutes for each in PROMISES.values()],
        serve_at_most=[each.serve_minutes for each in PROMISES.values()],
    )
    found: dict[str, list[Figures]] = {"class": [], "hour": [], "counter": [], "outlet": []}
    for row in rows(FIGURES, given):
        line = made(Figures, row)
        found[line.by].append(line)
    return {by: tuple(each) for by, each in found.items()}


def trips(outlets: Sequence[int], *, first: date, last: date) -> tuple[Trips, ...]:
    given = asked(list(outlets), first=first, last=last, back=TRIP_DAYS)
    return tuple(made(Trips, row) for row in rows(TRIPS, given))
