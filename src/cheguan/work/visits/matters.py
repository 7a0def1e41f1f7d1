"""事项：what a visit is about, beyond what was said at the ticket machine; and whose it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.work.appointments import attending
from cheguan.work.appointments import queries as appointments
from cheguan.work.visits import moving
from cheguan.work.visits.models import Matter, Visit
from cheguan.work.visits.refusals import NotYours, UnknownMatter
from cheguan.work.visits.taking import token
from cheguan.work.visits.telling import PLATE

ADD, MEET = "add_matter", "meet"
IN_HAND = ("called", "serving", "paused")


@kept(ADD)
@transaction.atomic
def add(*, visit_id: int, service: str, party_id: int | None = None, by: Actor, at: datetime, key: UUID) -> int:
    """一件事：one more service in the same sitting, for the same person or another of the family."""
    by = by.at("accept")
    try:
        kind = catalogue.get(service, on=localdate(at)).promise_class
    except (catalogue.UnknownService, catalogue.NotInForce) as error:
        raise UnknownMatter from error
    visit = Visit.objects.select_for_update().filter(pk=visit_id, officer_id=by.officer_id, state__in=IN_HAND).first()
    if visit is None or visit.outlet_id != by.outlet_id:
        raise NotYours
    detail: dict[str, acts.JSON] = {"visit": visit_id, "service": service, "party": party_id}
    act = acts.record(kind=ADD, by=by, at=at, basis=[], key=key, detail=detail)
    matter = Matter.objects.create(
        visit=visit, service=service, kind=kind, party_id=party_id, token=token(), moved_by_id=act
    )
    return matter.pk


@kept(MEET)
@transaction.atomic
def meet(*, visit_id: int, party_id: int, identity: str, by: Actor, at: datetime, key: UUID) -> None:
    """Who stands there is known now: ``identity`` is ``card`` when the card was read, ``typed`` otherwise.

    Whoever took a number without naming themselves, or by the plate of their car, has come for their appointment by it.
    """
    visit = Visit.objects.select_for_update().filter(pk=visit_id, officer_id=by.officer_id, state="serving").first()
    if visit is None:
        raise NotYours
    if visit.party_id is not None and (visit.party_id, visit.identity) != (party_id, PLATE):
        return
    act = acts.record(kind=MEET, by=by, at=at, basis=[], key=key, detail={"visit": visit_id, "identity": identity})
    found: dict[str, Any] = {"party_id": party_id, "identity": identity, "moved_by_id": act}
    due = appointments.find_for_ticket(party_id=party_id, outlet_id=by.outlet_id, at=visit.taken_at)
    if due is not None and attending.mark_kept(booking_id=due.id, act=act):
        found["booking"] = due.code
    with moving.one_ticket_each():
        Visit.objects.filter(pk=visit.pk).update(**found)
