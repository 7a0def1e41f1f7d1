"""What the records say of finished cases, as columns: visits and minutes from the acts, papers from the materials.

Visits are days on which the applicant was there. The minutes of a visit run from the first step taken with the
applicant to the last one of that day; what the office does when the applicant is gone does not count.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cheguan.law.lifecycle import CLOSED

FINISHED = sorted(state.value for state in CLOSED)
WITH_APPLICANT = [
    "notify", "accept", "accept_with_gap", "decline", "cure", "withdraw", "verify", "collect", "draw_numbers",
    "choose_number", "hand_over",
]  # fmt: skip
TELLING = ["notify", "decline", "refuse"]
# Cases read by one statement; small enough that its rows stay in memory, and that the bar moves.
BLOCK = 40_000
Advance = Callable[[int], None]

CASES = """
SELECT c.*, seen.*, coalesce(checked.minutes, 0) AS verify_minutes, checked.passed,
       coalesce((SELECT string_agg(m.code || '=' || m.how, ' ' ORDER BY m.code) FROM cases_material m
                  WHERE m.case_id = c.id AND m.voided_by_id IS NULL), '') AS papers
  FROM cases_case c
  CROSS JOIN LATERAL (
      SELECT coalesce(sum(visit), 0) AS trips, coalesce(sum(minutes), 0) AS minutes,
             coalesce(sum(minutes) FILTER (WHERE noticed AND NOT last), 0) AS notice_minutes,
             coalesce(string_agg(said, ' '), '') AS told
        FROM (SELECT extract(epoch FROM max(a.at) FILTER (WHERE a.kind = ANY(%(present)s))
                                      - min(a.at) FILTER (WHERE a.kind = ANY(%(present)s))) / 60 AS minutes,
                     (bool_or(a.kind = ANY(%(present)s)))::int AS visit,
                     bool_or(a.kind = 'notify') AS noticed,
                     bool_or(a.kind = 'accept') AS last,
                     string_agg((SELECT string_agg(a.kind || ':' || (f ->> 'rule'), ' ' ORDER BY f ->> 'rule')
                                   FROM jsonb_array_elements(a.detail -> 'findings') f), ' ')
                         FILTER (WHERE a.kind = ANY(%(telling)s)) AS said
                FROM acts_act a WHERE a.case_no = c.no
               GROUP BY (a.at AT TIME ZONE 'Asia/Shanghai')::date) days
  ) seen
  LEFT JOIN LATERAL (
      SELECT extract(epoch FROM v.at - (SELECT max(b.at) FROM acts_act b
                                         WHERE b.case_no = c.no AND b.at < v.at
                                           AND b.at > date_trunc('day', v.at, 'Asia/Shanghai'))) / 60 AS minutes,
             (SELECT r.passed FROM cases_verification r WHERE r.case_id = c.id AND r.voided_by_id IS NULL) AS passed
        FROM acts_act v WHERE c.route = 'R2' AND v.case_no = c.no AND v.kind = 'verify' ORDER BY v.id DESC LIMIT 1
  ) checked ON true
 WHERE c.id > %(after)s AND c.id <= %(upto)s AND c.accepted_on BETWEEN %(first)s AND %(last)s
   AND c.state = ANY(%(finished)s) AND (%(office)s = '' OR c.office = %(office)s)
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Which cases: accepted between two days, both included, at one office or (empty) at all of them."""

    first: date
    last: date
    office: str = ""


def blocks(statement: str, span: Span, *, advance: Advance, **more: Any) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a statement over ``CASES``, block after block of cases; ``advance`` is told how many were passed."""
    parameters = {
        "present": WITH_APPLICANT,
        "telling": TELLING,
        "finished": FINISHED,
        "first": span.first,
        "last": span.last,
        "office": span.office,
        **more,
    }
    after, end = reach(span)
    while after < end:
        upto = min(after + BLOCK, end)
        with connection.cursor() as cursor:
            cursor.execute(statement, {**parameters, "after": after, "upto": upto})
            yield cursor.fetchall()
        advance(upto - after)
        after = upto


def reach(span: Span) -> tuple[int, int]:
    """The numbers between which the cases of the span lie: before the first, and the last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(min(id) - 1, 0), coalesce(max(id), 0) FROM cases_case WHERE accepted_on BETWEEN %s AND %s",
            [span.first, span.last],
        )
        first, last = cursor.fetchone()
    return int(first), int(last)


def finished_between() -> tuple[date, date] | None:
    """The first and last day of acceptance of any finished case; nothing when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(accepted_on), max(accepted_on) FROM cases_case WHERE state = ANY(%s)", [FINISHED])
        first, last = cursor.fetchone()
    return (first, last) if first else None


class ManyOffices(Exception):
    """There is more than one office, or none; the caller has to say which."""


def only_office() -> str:
    """The office that has cases, when there is but one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT office FROM cases_case LIMIT 2")
        found = [str(office) for (office,) in cursor.fetchall()]
    if len(found) != 1:
        raise ManyOffices
    return found[0]
