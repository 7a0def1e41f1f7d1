"""Who is on duty, with which rights."""

from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Officer, Outlet
from cheguan.base.people.rights import DECIDING, rights

ON_DUTY = """
SELECT o.id, o.staff_no, o.name, o.kind, o.office_id,
       array_agg(d.post ORDER BY d.id), (array_agg(d.outlet_id ORDER BY d.id))[1],
       (array_agg(d.partner_id ORDER BY d.id) FILTER (WHERE d.partner_id IS NOT NULL))[1],
       ARRAY(SELECT c.kind || ' ' || c.valid_until FROM people_certificate c
              WHERE c.officer_id = o.id AND c.voided_by_id IS NULL)
  FROM people_officer o
  LEFT JOIN people_duty d ON d.officer_id = o.id AND d.voided_by_id IS NULL AND d.period @> %(at)s::timestamptz
 WHERE o.account_id = %(account)s
 GROUP BY o.id
"""
NAMES = """
SELECT t.id, t.code, t.name, coalesce(p.name, '')
  FROM people_outlet t LEFT JOIN people_officer p ON p.id = %s WHERE t.id = %s
"""


def find_actor(*, account_id: int, at: datetime, channel: str, device: str = "") -> Actor | None:
    """The officer behind an account as they stand on shift at that moment; off duty they have no rights.

    ``None`` when no officer stands behind the account.
    """
    with connection.cursor() as cursor:
        cursor.execute(ON_DUTY, {"account": account_id, "at": at})
        row = cursor.fetchone()
        if row is None:
            return None
        officer_id, staff_no, name, kind, office, posts, outlet_id, partner_id, certificates = row
        cursor.execute(NAMES, [partner_id, outlet_id])
        _, outlet, outlet_name, partner = cursor.fetchone() or (0, "", "", "")
    held = [post for post in posts if post]
    return Actor(
        officer_id=officer_id,
        staff_no=staff_no,
        name=name,
        kind=kind,
        office=office,
        outlet_id=outlet_id or 0,
        outlet=outlet,
        outlet_name=outlet_name,
        partner_id=partner_id,
        partner_name=partner,
        post=held[0] if held else "",
        rights=rights(kind=kind, posts=held, certificates=_certificates(certificates), on=localdate(at)),
        channel=channel,
        device=device,
    )


def _certificates(lines: list[str]) -> dict[str, date]:
    return {kind: date.fromisoformat(until) for kind, until in (line.split(" ") for line in lines)}


def system_actor(system: Officer, outlet: Outlet) -> Actor:
    """The system as an actor: what nobody pressed a button for."""
    return Actor(
        officer_id=system.pk,
        staff_no=system.staff_no,
        name=system.name,
        kind=system.kind,
        office=outlet.office_id,
        outlet_id=outlet.pk,
        outlet=outlet.code,
        outlet_name=outlet.name,
        post="system",
        channel="system",
    )


def system_actors() -> tuple[Actor, ...]:
    """The system at the first outlet of every office: for what nobody presses a button for."""
    system = Officer.objects.filter(kind="system").first()
    halls = Outlet.objects.filter(code="01").order_by("office_id")
    return tuple(system_actor(system, hall) for hall in halls) if system else ()


def must_use_second_factor(actor: Actor) -> bool:
    """Those who decide sign in with a second factor."""
    return any(right in actor.rights for right in DECIDING)
