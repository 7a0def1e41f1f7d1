"""刷评与施压的迹象：ratings that may not be what the person served would have said. Signs to look at, no verdicts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cheguan.work.ratings.terms import SIGNALS

LOOK_AT_TICKET = "guide ticket"
BASE = """
SELECT v.officer_id, r.id, r.level, r.source, r.device, r.rated_at, v.moved_at AS finished_at,
       v.id AS visit_id, v.outlet_id, v.day, v.no, v.taken_at
  FROM ratings_rating r JOIN visits_matter m ON m.id = r.matter_id JOIN visits_visit v ON v.id = m.visit_id
 WHERE v.outlet_id = %(outlet)s AND v.day BETWEEN %(first)s AND %(last)s AND v.officer_id IS NOT NULL
"""
# The second screen stands at its counter and rates all day; any other device belongs to somebody.
SAME_DEVICE = f"""
WITH b AS ({BASE})
SELECT b.officer_id, count(*) FROM b WHERE b.source <> 'screen' AND b.device <> ''
 GROUP BY b.officer_id, b.device, (b.rated_at AT TIME ZONE 'Asia/Shanghai')::date HAVING count(*) >= %(same_device)s
"""
TOO_SOON = f"""
WITH b AS ({BASE})
SELECT b.officer_id, count(*) FROM b
 WHERE b.source <> 'screen' AND b.rated_at - b.finished_at < make_interval(secs => %(too_soon_seconds)s)
 GROUP BY b.officer_id
"""
BURST = f"""
WITH b AS ({BASE}), w AS (
    SELECT b.officer_id, count(*) OVER (PARTITION BY b.officer_id ORDER BY b.rated_at
               RANGE BETWEEN make_interval(mins => %(burst_minutes)s) PRECEDING AND CURRENT ROW) AS near FROM b
)
SELECT officer_id, max(near) FROM w GROUP BY officer_id HAVING max(near) >= %(burst)s
"""
HURRIED = f"""
WITH b AS ({BASE})
SELECT b.officer_id,
       avg((b.rated_at - b.finished_at < make_interval(secs => %(hurried_seconds)s))::int)::float FROM b
 WHERE b.source = 'screen' GROUP BY b.officer_id
HAVING count(*) >= %(at_least)s
   AND avg((b.rated_at - b.finished_at < make_interval(secs => %(hurried_seconds)s))::int) >= %(hurried_share)s
"""
# Whoever gave the ticket out at the guide desk, or had it shown there, can open its page and rate for its holder.
OWN_TICKET = f"""
WITH b AS ({BASE})
SELECT b.officer_id, count(*) FROM b
 WHERE b.source <> 'screen' AND (EXISTS (
           SELECT FROM attempts_attempt t
            WHERE t.officer_id = b.officer_id AND t.outlet_id = b.outlet_id AND t.subject = b.no
              AND t.kind = 'look_up' AND t.action = '{LOOK_AT_TICKET}'
              AND t.at >= b.taken_at AND (t.at AT TIME ZONE 'Asia/Shanghai')::date = b.day)
       OR b.officer_id = (SELECT a.officer_id FROM visits_span s JOIN acts_act a ON a.id = s.issued_by_id
                           WHERE s.visit_id = b.visit_id ORDER BY s.id LIMIT 1))
 GROUP BY b.officer_id HAVING count(*) >= %(own_ticket)s
"""
KINDS = {
    "same_device": SAME_DEVICE, "too_soon": TOO_SOON, "burst": BURST, "hurried": HURRIED, "own_ticket": OWN_TICKET,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """``kind`` with how much of it: ratings, or for ``hurried`` a share between nought and one."""

    kind: str
    officer_id: int
    measured: float


def signals(outlet_id: int, *, first: date, last: date) -> tuple[Signal, ...]:
    """Same device, seconds after closing, bursts, a screen pressed before anybody can have read it, the clerk's own ticket."""
    return tuple(_found({"outlet": outlet_id, "first": first, "last": last}))


def _found(given: dict[str, Any]) -> Iterator[Signal]:
    limits = {name: getattr(SIGNALS, name) for name in SIGNALS.__slots__}
    with connection.cursor() as cursor:
        for kind, sql in KINDS.items():
            cursor.execute(sql, given | limits)
            for officer, measured in cursor.fetchall():
                yield Signal(kind, officer, float(measured))
