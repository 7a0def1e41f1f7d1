"""The rows that every figure is made from: one for a visit, its minutes by kind, by the server's clock."""

from datetime import date
from typing import Any

from django.db import connection

# The heaviest matter of a visit says which promise it is held to.
VISITS = """
SELECT v.id, v.day, v.outlet_id, v.queue, v.state, v.officer_id, v.party_id, v.taken_at, c.no AS counter,
       extract(hour FROM v.taken_at AT TIME ZONE 'Asia/Shanghai')::int AS hour,
       coalesce((SELECT k.class FROM unnest(%(classes)s::text[]) WITH ORDINALITY AS k(class, weight)
                   JOIN visits_matter m ON m.kind = k.class AND m.visit_id = v.id
                  ORDER BY k.weight DESC LIMIT 1), 'ordinary') AS class,
       t.waited, t.called, t.served, t.paused, t.first_call, t.last_end
  FROM visits_visit v
  LEFT JOIN visits_counter c ON c.id = v.counter_id
  JOIN LATERAL (
       SELECT sum(s.minutes) FILTER (WHERE s.kind = 'waiting') AS waited,
              sum(s.minutes) FILTER (WHERE s.kind = 'called') AS called,
              coalesce(sum(s.minutes) FILTER (WHERE s.kind = 'serving'), 0) AS served,
              coalesce(sum(s.minutes) FILTER (WHERE s.kind = 'paused'), 0) AS paused,
              min(s.since) FILTER (WHERE s.kind = 'called') AS first_call, max(s.until) AS last_end
         FROM (SELECT x.kind, x.since, x.until, extract(epoch FROM x.until - x.since) / 60.0 AS minutes
                 FROM visits_span x WHERE x.visit_id = v.id) AS s
       ) AS t ON true
 WHERE v.outlet_id = ANY(%(outlets)s) AND v.day BETWEEN %(first)s AND %(last)s
   AND v.state IN ('finished', 'no_show', 'left')
"""
# The lighter ones first.
CLASSES = ["ordinary", "general", "inspection", "exam", "registration"]


def asked(outlets: list[int], *, first: date, last: date, **more: Any) -> dict[str, Any]:
    return {"outlets": outlets, "first": first, "last": last, "classes": CLASSES, **more}


def rows(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
