"""核对与受理相符: what the applicant confirmed is what is accepted; what was changed since is confirmed anew."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.confirmations.asking import CONFIRMED, WRONG
from cheguan.work.confirmations.refusals import ChangedSince, SaidWrong
from cheguan.work.visits.joining import OPEN

ACCEPT = "accept"
# The last answer about a draft of this service by the one who is being served. What a case has come of is settled, and so
# is what was asked before. A clerk whose screen has failed parts it, and goes on with paper.
LAST = f"""
SELECT q.application_sha256, a.answer
  FROM visits_visit v
  JOIN confirmations_screen x ON x.counter_id = v.counter_id AND x.voided_by_id IS NULL
  JOIN confirmations_question q ON q.visit_id = v.id AND q.service = %(service)s AND q.case_no IS NULL
                               AND q.application_sha256 <> ''
  JOIN confirmations_answer a ON a.question_id = q.id
 WHERE v.officer_id = %(officer)s AND v.outlet_id = %(outlet)s AND v.day = %(day)s AND v.state = 'serving'
   AND {OPEN}
 ORDER BY q.id DESC LIMIT 1
"""


@kept(ACCEPT)
def hold_to_confirmed(*, service: str, application_sha256: str, by: Actor, at: datetime) -> None:
    """Before acceptance: ``ChangedSince`` when something else was confirmed, ``SaidWrong`` when just this was called wrong.

    Whoever was not asked, or called something else wrong than this, is not in the way.
    """
    given: dict[str, Any] = {"service": service, "officer": by.officer_id, "outlet": by.outlet_id, "day": localdate(at)}
    with connection.cursor() as cursor:
        cursor.execute(LAST, given)
        row = cursor.fetchone()
    if row is None:
        return
    shown, answer = row
    if answer == CONFIRMED and shown != application_sha256:
        raise ChangedSince
    if answer == WRONG and shown == application_sha256:
        raise SaidWrong
