"""数据可信吗：patterns by which a figure could be made to look better than it was. Shown, never corrected, no verdicts."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cheguan.oversight.minutes.base import VISITS, asked, rows
from cheguan.work.visits.line import CALLS_BEFORE_NO_SHOW
from cheguan.work.visits.line import CLASSES as PROMISES

LINE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("gaming.toml").read_text("utf-8"))
# Just under the promise, beside the stretch of the same length before it.
HEAPING = f"""
WITH b AS ({VISITS}), p AS (
    SELECT * FROM unnest(%(promised)s::text[], %(serve_at_most)s::float[]) AS p(class, most)
)
SELECT b.officer_id, b.class,
       count(*) FILTER (WHERE b.served > p.most - %(width)s AND b.served <= p.most) AS near,
       count(*) FILTER (WHERE b.served > p.most - 2 * %(width)s AND b.served <= p.most - %(width)s) AS before
  FROM b JOIN p ON p.class = b.class WHERE b.state = 'finished' AND b.officer_id IS NOT NULL
 GROUP BY b.officer_id, b.class
"""
REOPENED = """
SELECT v.officer_id, count(*)
  FROM visits_visit v JOIN visits_visit e ON e.party_id = v.party_id AND e.day = v.day AND e.id > v.id
                     AND e.officer_id = v.officer_id AND e.queue = v.queue AND e.outlet_id = v.outlet_id
                     AND e.taken_at - v.moved_at BETWEEN interval '0' AND make_interval(mins => %(within)s)
 WHERE v.outlet_id = ANY(%(outlets)s) AND v.day BETWEEN %(first)s AND %(last)s AND v.state = 'finished'
   AND EXISTS (SELECT FROM visits_matter m JOIN visits_matter n ON n.service = m.service AND n.visit_id = e.id
                WHERE m.visit_id = v.id)
 GROUP BY v.officer_id
"""
PARKED = f"""
WITH b AS ({VISITS})
SELECT b.officer_id, count(*), sum(b.paused)::float, sum(b.served)::float FROM b
 WHERE b.state = 'finished' AND b.officer_id IS NOT NULL GROUP BY b.officer_id
"""
EMPTY = f"""
WITH b AS ({VISITS})
SELECT b.officer_id, count(*) FROM b
 WHERE b.state = 'finished' AND b.served + b.paused < %(empty)s / 60.0 AND b.officer_id IS NOT NULL GROUP BY b.officer_id
"""
SPLIT = """
SELECT v.officer_id, count(*) FROM (
    SELECT officer_id, party_id, day FROM visits_visit
     WHERE outlet_id = ANY(%(outlets)s) AND day BETWEEN %(first)s AND %(last)s AND state = 'finished'
       AND party_id IS NOT NULL AND officer_id IS NOT NULL
     GROUP BY officer_id, party_id, day HAVING count(*) >= %(split)s) AS v
 GROUP BY v.officer_id
"""
# Called as often as is demanded, and given up before anybody could have walked to the window.
RUSHED = """
SELECT r.officer_id, count(*) FROM (
    SELECT s.officer_id, array_agg(s.ended_by_id) AS ended_by, sum(s.until - s.since) AS called
      FROM visits_visit v JOIN visits_span s ON s.visit_id = v.id AND s.kind = 'called' AND s.until IS NOT NULL
     WHERE v.outlet_id = ANY(%(outlets)s) AND v.day BETWEEN %(first)s AND %(last)s
     GROUP BY v.id, s.officer_id HAVING count(*) >= %(calls)s) AS r
 WHERE r.called < make_interval(secs => %(rushed)s)
   AND EXISTS (SELECT FROM acts_act a WHERE a.id = ANY(r.ended_by) AND a.kind = 'no_show')
 GROUP BY r.officer_id
"""
AWAY = """
SELECT s.officer_id, (s.since AT TIME ZONE 'Asia/Shanghai')::date, max(extract(epoch FROM s.until - s.since) / 60)::float,
       sum(extract(epoch FROM s.until - s.since) / 60)::float
  FROM visits_span s JOIN visits_counter c ON c.id = s.counter_id
 WHERE s.kind = 'away' AND c.outlet_id = ANY(%(outlets)s) AND s.until IS NOT NULL
   AND (s.since AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(first)s AND %(last)s
 GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern in one clerk's figures: ``kind`` names it, ``measured`` and ``usual`` are what was found beside the line."""

    kind: str
    officer_id: int
    measured: float
    usual: float
    matter_class: str = ""
    day: date | None = None


def signs(outlets: Sequence[int], *, first: date, last: date) -> tuple[Sign, ...]:
    """Everything worth a look, the strongest first."""
    given = asked(list(outlets), first=first, last=last)
    found = [
        *_heaping(given), *_reopened(given), *_parked(given), *_empty(given), *_split(given), *_rushed(given),
        *_away(given),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda sign: -sign.measured / max(sign.usual, 0.01)))


def _heaping(given: dict[str, Any]) -> Iterator[Sign]:
    promised = {
        "promised": [each.code for each in PROMISES.values()],
        "serve_at_most": [each.serve_minutes for each in PROMISES.values()],
        "width": LINE["heaping_seconds"] / 60,
    }
    for officer, kind, near, before in rows(HEAPING, given | promised):
        if near >= LINE["at_least"] and near >= LINE["heaping_times"] * max(before, 1):
            yield Sign("heaping", officer, near, before, kind)


def _reopened(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, times in rows(REOPENED, given | {"within": LINE["reopen_minutes"]}):
        if times >= LINE["reopen_at_least"]:
            yield Sign("reopened", officer, times, LINE["reopen_at_least"])


def _parked(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, visits, paused, served in rows(PARKED, given):
        if visits >= LINE["at_least"] and paused > LINE["pause_share"] * max(served, 0.01):
            yield Sign("parked", officer, paused / max(served, 0.01), LINE["pause_share"])


def _empty(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, times in rows(EMPTY, given | {"empty": LINE["empty_seconds"]}):
        if times >= LINE["reopen_at_least"]:
            yield Sign("empty", officer, times, LINE["reopen_at_least"])


def _split(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, times in rows(SPLIT, given | {"split": LINE["split_visits"]}):
        yield Sign("split", officer, times, 1)


def _rushed(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, times in rows(RUSHED, given | {"rushed": LINE["rushed_seconds"], "calls": CALLS_BEFORE_NO_SHOW}):
        if times >= LINE["rushed_at_least"]:
            yield Sign("rushed", officer, times, LINE["rushed_at_least"])


def _away(given: dict[str, Any]) -> Iterator[Sign]:
    for officer, day, longest, total in rows(AWAY, given):
        if longest > LINE["away_minutes"]:
            yield Sign("away_long", officer, longest, LINE["away_minutes"], day=day)
        if total > LINE["away_day_minutes"]:
            yield Sign("away_day", officer, total, LINE["away_day_minutes"], day=day)
