"""Who is on duty, with which rights."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Officer, Outlet
from cheguan.base.people.rights import DECIDING, POLICE_ONLY, RIGHTS_OF_POST, rights

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


SYSTEM_AT = """
SELECT o.id, o.staff_no, o.name, o.kind, t.office_id, t.id, t.code, t.name
  FROM people_outlet t, LATERAL (SELECT * FROM people_officer WHERE kind = 'system' ORDER BY id LIMIT 1) o
 WHERE t.office_id = %s AND t.code = %s
"""


def find_system_at(*, office: str, outlet: str, channel: str, device: str = "") -> Actor | None:
    """The system at an outlet, for devices that stand there and pages that anybody may open. ``None``: no such outlet."""
    with connection.cursor() as cursor:
        cursor.execute(SYSTEM_AT, [office, outlet])
        row = cursor.fetchone()
    if row is None:
        return None
    officer_id, staff_no, name, kind, office, outlet_id, code, outlet_name = row
    return Actor(
        officer_id=officer_id,
        staff_no=staff_no,
        name=name,
        kind=kind,
        office=office,
        outlet_id=outlet_id,
        outlet=code,
        outlet_name=outlet_name,
        post="system",
        channel=channel,
        device=device,
    )


def get_system_of(outlet_id: int) -> Actor:
    """The system at an outlet that there is."""
    system = Officer.objects.filter(kind="system").order_by("id")[0]
    return system_actor(system, Outlet.objects.get(pk=outlet_id))


def system_actors() -> tuple[Actor, ...]:
    """The system at the first outlet of every office: for what nobody presses a button for."""
    system = Officer.objects.filter(kind="system").first()
    halls = Outlet.objects.filter(code="01").order_by("office_id")
    return tuple(system_actor(system, hall) for hall in halls) if system else ()


ON_DUTY_WITH = """
SELECT o.id, o.staff_no, o.name FROM people_officer o
 WHERE o.office_id = %(office)s AND o.kind = ANY(%(kinds)s)
   AND EXISTS (SELECT FROM people_duty d
                WHERE d.officer_id = o.id AND d.voided_by_id IS NULL AND d.post = ANY(%(posts)s)
                  AND d.period @> %(at)s::timestamptz)
 ORDER BY o.id
"""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody on shift."""

    id: int
    staff_no: str
    name: str


def on_duty(*, office: str, right: str, at: datetime) -> tuple[OnDuty, ...]:
    """Everybody of the office whose post at that moment gives ``right``; certificates are not asked for."""
    posts = [post for post, given in RIGHTS_OF_POST.items() if right in given]
    kinds = ["police"] if right in POLICE_ONLY else ["police", "auxiliary"]
    with connection.cursor() as cursor:
        cursor.execute(ON_DUTY_WITH, {"office": office, "kinds": kinds, "posts": posts, "at": at})
        return tuple(OnDuty(*row) for row in cursor.fetchall())


def outlet_name(outlet_id: int) -> str:
    """What the outlet is called; it is there."""
    return str(Outlet.objects.values_list("name", flat=True).get(pk=outlet_id))


def names_of(officers: Collection[int]) -> dict[int, str]:
    """The names of officers by their ids."""
    return dict(Officer.objects.filter(pk__in=officers).values_list("pk", "name"))


def must_use_second_factor(actor: Actor) -> bool:
    """Those who decide sign in with a second factor."""
    return any(right in actor.rights for right in DECIDING)
