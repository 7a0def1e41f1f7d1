"""What the hall tells a person by message: the number that they took, that their turn is near, that they are called again.

Only somebody who named themselves is told: whoever typed a plate need not be its owner.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.work.messages import commands as messages
from cheguan.work.visits.line import SOON_AFTER, SOON_AHEAD
from cheguan.work.visits.waiting import Range

TELL = "tell_turn"
ONCE = UUID("a7b0c5d6-1f0e-4a6c-8f44-2b8f5d0c6e31")
PLATE = "plate"
UNKNOWN = ("时间未定", "not known yet")
# Who stands near the front, came a while ago, can be reached and was not told yet.
NEAR = """
SELECT line.id, line.no, line.ahead, line.party_id, line.language, line.outlet_id, t.name
  FROM (SELECT v.*, row_number() OVER (PARTITION BY v.outlet_id, v.queue ORDER BY v.rank_at, v.id) - 1 AS ahead
          FROM visits_visit v JOIN people_outlet o ON o.id = v.outlet_id AND o.office_id = %(office)s
         WHERE v.day = %(day)s AND v.state = 'waiting') line
  JOIN people_outlet t ON t.id = line.outlet_id
  JOIN parties_profile p ON p.party_id = line.party_id AND p.voided_by_id IS NULL AND p.phone <> ''
 WHERE line.ahead <= %(ahead)s AND line.taken_at < %(before)s AND line.identity <> %(plate)s
   AND NOT EXISTS (SELECT FROM messaging_message m WHERE m.key = 'your_turn_soon:' || line.id)
 ORDER BY line.ahead, line.id
"""


def about(no: str, *, outlet_id: int, on: date) -> str:
    """What the messages of a ticket are kept under."""
    return f"{no}-{on:%y%m%d}-{outlet_id}"


def of_ticket(
    *, party_id: int | None, identity: str, language: str, token: str, told: Range | None, by: Actor, on: date
) -> dict[str, Any]:
    """Parameters for the statement that gives the number; it knows ``ticket`` and ``ahead``.

    Once a day in a hall: a number can be typed by anybody, and given back, and typed again.
    """
    if party_id is None or identity == PLATE:
        return dict(messages.NOTHING)
    link = f"{settings.ENV.reached_at}/t/{token}/"
    params: dict[str, messages.Words] = {
        "wait": _minutes(told),
        "outlet": by.outlet_name,
        "link": (link, f"{link}?lang=en"),
    }
    return messages.beside(
        template="ticket_taken", params=params, key=f"ticket_taken:{party_id}:{by.outlet_id}:{on:%y%m%d}",
        party_id=party_id, language=language,
        about=about("{ticket}", outlet_id=by.outlet_id, on=on), later=("ticket", "ahead"),
    )  # fmt: skip


def of_call(*, by: Actor, on: date) -> dict[str, Any]:
    """Parameters for the statement that calls again; it knows everything else."""
    return messages.beside(
        template="called", params={}, key="called:{act}", about=about("{ticket}", outlet_id=by.outlet_id, on=on),
        later=("ticket", "counter"),
    )  # fmt: skip


def tell_whose_turn_is_near(*, by: Actor, at: datetime) -> int:
    """快到了: everybody of the office's halls who is near the front, once for each ticket. How many were told."""
    on = localdate(at)
    given: dict[str, Any] = {
        "office": by.office,
        "day": on,
        "ahead": SOON_AHEAD,
        "before": at - SOON_AFTER,
        "plate": PLATE,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAR, given)
        found = cursor.fetchall()
    return sum(_tell(*row, by=by, at=at) for row in found)


@transaction.atomic
def _tell(
    visit: int, no: str, ahead: int, party: int, language: str, outlet_id: int, outlet: str, *, by: Actor, at: datetime
) -> bool:
    there = people.get_system_of(outlet_id) if outlet_id != by.outlet_id else by
    detail: dict[str, acts.JSON] = {"visit": visit, "ticket": no, "ahead": ahead}
    act = acts.record_once(kind=TELL, by=there, at=at, basis=[], key=uuid5(ONCE, str(visit)), detail=detail)
    if act is None:
        return False
    messages.send(
        template="your_turn_soon",
        params={"ticket": no, "ahead": f"{ahead}", "outlet": outlet},
        key=f"your_turn_soon:{visit}",
        act=act,
        party_id=party,
        about=about(no, outlet_id=outlet_id, on=localdate(at)),
        language=language,
    )
    return True


def _minutes(told: Range | None) -> tuple[str, str]:
    if told is None:
        return UNKNOWN
    low, high = told.minutes
    if not low:
        return f"{high}分钟以内", f"up to {high} minutes"
    return f"{low}至{high}分钟", f"{low} to {high} minutes"
