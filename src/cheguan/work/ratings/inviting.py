"""邀请评价：whoever has not rated some days after the end is asked once, by message; and never again."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.work.messages import commands as messages
from cheguan.work.ratings.terms import INVITE_AFTER

INVITE = "invite_rating"
ONCE = UUID("3c9d6d0e-6f0a-4d5e-8a34-0c3b1f6f2a55")
# Those of one day: who was not asked on that day's morning round is not asked later.
UNRATED = """
SELECT m.id, m.token, m.service, coalesce(m.party_id, v.party_id), m.case_no, v.language
  FROM visits_visit v JOIN visits_matter m ON m.visit_id = v.id
  JOIN people_outlet t ON t.id = v.outlet_id AND t.office_id = %s
 WHERE v.day = %s AND v.state = 'finished' AND m.outcome = 'handled'
   AND coalesce(m.party_id, v.party_id) IS NOT NULL
   AND NOT EXISTS (SELECT FROM ratings_rating r WHERE r.matter_id = m.id)
 ORDER BY m.id
"""


def invite(*, link: str, by: Actor, at: datetime) -> int:
    """Ask everybody whose day it is; ``link`` is the page of a rating, with a place for the token. How many were."""
    on = localdate(at) - timedelta(days=INVITE_AFTER.days)
    with connection.cursor() as cursor:
        cursor.execute(UNRATED, [by.office, on])
        found = cursor.fetchall()
    return sum(_ask(*row, on=on, link=link, by=by, at=at) for row in found)


@transaction.atomic
def _ask(
    matter: int, token: str, service: str, party: int, case_no: str | None, language: str,
    *, on: date, link: str, by: Actor, at: datetime,
) -> bool:  # fmt: skip
    known = catalogue.get(service, on=on)
    act = acts.record_once(kind=INVITE, by=by, at=at, basis=[], key=uuid5(ONCE, str(matter)), case_no=case_no)
    if act is None:
        return False
    page = f"{link.format(token=token)}?from=message"
    messages.send(
        template="rating_invitation",
        params={"service": (known.name, known.name_en), "link": (page, f"{page}&lang=en")},
        key=f"rating_invitation:{matter}",
        act=act,
        party_id=party,
        language=language,
    )
    return True
