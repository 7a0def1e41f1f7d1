"""办成的案件：which case came of a visit. Acceptance and this are two commits: what is missed between them is made up at the end."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.work.visits.taking import token

JOIN = "join_case"
# From the key of the act that opened a case: however a case comes to join, it does so once.
ONCE = UUID("3f0c6c1e-7c53-4b4e-9a5e-2b6f5f0f7a11")
NEW = "NOT EXISTS (SELECT FROM visits_matter m WHERE m.case_no = %(case_no)s)"
SERVED = f"""
SELECT v.id, v.state FROM visits_visit v
 WHERE v.officer_id = %(officer)s AND v.state = 'serving' AND v.outlet_id = %(outlet)s AND v.day = %(day)s AND {NEW}
 LIMIT 1 FOR UPDATE
"""
ENDED = f"SELECT v.id, v.state FROM visits_visit v WHERE v.id = %(visit)s AND {NEW} FOR UPDATE"
# As the matter waited with, or as one more. ``{found}`` gives the visit, locked: nobody ends it meanwhile.
JOINING = f"""
WITH v AS MATERIALIZED ({{found}}), act AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT {acts.VALUES} FROM v ON CONFLICT (key) DO NOTHING RETURNING id
), waited AS (
    SELECT m.id FROM visits_matter m, v
     WHERE m.visit_id = v.id AND m.case_no IS NULL AND m.outcome = '' AND m.service = %(service)s
     ORDER BY m.id LIMIT 1
), joined AS (
    UPDATE visits_matter m SET case_no = %(case_no)s, party_id = coalesce(m.party_id, %(party)s), moved_by_id = act.id,
           outcome = CASE v.state WHEN 'finished' THEN 'handled' ELSE '' END
      FROM waited, act, v WHERE m.id = waited.id
), added AS (
    INSERT INTO visits_matter (visit_id, service, kind, party_id, case_no, outcome, token, moved_by_id)
    SELECT v.id, %(service)s, %(kind_of)s, %(party)s, %(case_no)s,
           CASE v.state WHEN 'finished' THEN 'handled' ELSE '' END, %(token)s, act.id
      FROM v, act WHERE NOT EXISTS (SELECT FROM waited)
)
SELECT v.id FROM v
"""
TO_SERVED, TO_ENDED = JOINING.format(found=SERVED), JOINING.format(found=ENDED)
# Cases that somebody opened while serving the visit and that are part of none. Acts are in order whatever the clock says;
# what was sent before the end belongs to it. The bounds are for the index; the minute is for a clock that is set right, the
# day for a visit that was ended at midnight, back to the office's hours.
MISSED = """
WITH opened AS MATERIALIZED (
    SELECT v.id AS visit, v.day, s.counter_id, a.id, a.key, a.case_no
      FROM visits_visit v
      JOIN visits_span s ON s.visit_id = v.id AND s.kind = 'serving'
      JOIN acts_act a ON a.officer_id = s.officer_id AND a.id > s.issued_by_id
                     AND (s.ended_by_id IS NULL OR a.id < s.ended_by_id OR a.at < s.until)
                     AND a.at BETWEEN s.since - interval '1 minute' AND coalesce(s.until, 'infinity') + interval '1 day'
                     AND a.kind IN ('accept', 'accept_with_gap', 'notify', 'decline')
     WHERE {which}
)
SELECT o.*, c.service, c.applicant_id FROM opened o JOIN cases_case c ON c.no = o.case_no
 WHERE NOT EXISTS (SELECT FROM visits_matter m WHERE m.case_no = o.case_no)
"""
OF_VISIT = MISSED.format(which="v.id = %(visit)s ORDER BY a.id")
TOO_LATE = MISSED.format(
    which="a.case_no = %(case_no)s AND v.officer_id = %(officer)s AND v.day = %(day)s AND v.state = 'finished'"
    " ORDER BY s.id DESC LIMIT 1"
)
# A question ``q`` of the second screen that no case has settled: neither by its own draft, nor by a later one.
OPEN = """NOT EXISTS (
    SELECT FROM visits_matter m
      JOIN acts_act j ON j.case_no = m.case_no AND j.kind = 'join_case'
      JOIN confirmations_question d ON d.visit_id = q.visit_id AND d.service = q.service
                                   AND d.application_sha256 = j.detail ->> 'application'
     WHERE m.visit_id = q.visit_id AND d.id >= q.id)"""
# The draft that was confirmed on the second screen before a case was opened, by the rule that acceptance is held to
# (``confirmations``): the last answer that no case has settled, unless the screen was parted.
CONFIRMED = f"""
SELECT CASE n.answer WHEN 'confirmed' THEN q.application_sha256 ELSE '' END
  FROM confirmations_question q
  JOIN confirmations_answer n ON n.question_id = q.id AND n.issued_by_id < %(opened)s
  JOIN confirmations_screen x ON x.counter_id = %(counter)s AND x.issued_by_id < n.issued_by_id
                             AND (x.voided_by_id IS NULL OR x.voided_by_id > %(opened)s)
 WHERE q.visit_id = %(visit)s AND q.service = %(service)s AND q.case_no IS NULL AND q.application_sha256 <> ''
   AND {OPEN}
 ORDER BY q.id DESC LIMIT 1
"""


@kept(JOIN)
def join_case(
    *, case_no: str, service: str, party_id: int, application_sha256: str = "", by: Actor, at: datetime, key: UUID
) -> None:
    """A case that this clerk has just accepted belongs to the visit they serve; without one, nothing happens.

    A visit that was ended while the case was accepted has it still. ``application_sha256`` is kept, so that it is known
    what the applicant had confirmed of it.
    """
    known: dict[str, acts.JSON] = {"application": application_sha256} if application_sha256 else {}
    given = _given(case_no, service, party_id, known, on=localdate(at), by=by, at=at, key=key)
    with connection.cursor() as cursor:
        cursor.execute(TO_SERVED, given)
        served = cursor.fetchone() is not None
    if not served:
        _make_up(TOO_LATE, {"case_no": case_no, "officer": by.officer_id, "day": localdate(at)}, by=by, at=at)


def join_missed(*, visit_id: int, by: Actor, at: datetime) -> None:
    """Before the outcomes of a visit that has just ended are written: the cases that it should have by then."""
    _make_up(OF_VISIT, {"visit": visit_id}, by=by, at=at)


def _make_up(which: str, of: dict[str, Any], *, by: Actor, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(which, of)
        for visit_id, day, counter, opened, key, case_no, service, party_id in cursor.fetchall():
            here = {"visit": visit_id, "counter": counter, "opened": opened}
            cursor.execute(CONFIRMED, here | {"service": service})
            (application,) = cursor.fetchone() or ("",)
            once, known = uuid5(ONCE, str(key)), {"application": application}
            given = _given(case_no, service, party_id, known, on=day, by=by, at=at, key=once)
            cursor.execute(TO_ENDED, given | here)


def _given(
    case_no: str, service: str, party_id: int, detail: Mapping[str, acts.JSON],
    *, on: date, by: Actor, at: datetime, key: UUID,
) -> dict[str, Any]:  # fmt: skip
    given = acts.values(kind=JOIN, by=by, at=at, basis=[], key=key, case_no=case_no, detail=detail)
    kind = catalogue.get(service, on=on).promise_class
    return given | {"day": on, "service": service, "party": party_id, "kind_of": kind, "token": token()}
