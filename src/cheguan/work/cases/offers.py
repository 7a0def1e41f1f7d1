"""今天可以办：the facts of whoever stands at a door, gathered in three statements, and the law's word on every service."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.law.facts import CaseFacts
from cheguan.law.one_id import IDENTITY
from cheguan.law.possible import Offer, possible
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application, NewVehicle


def offers(
    *, person_id: int, vehicle_id: int | None, new_vehicle: NewVehicle | None, by: Actor, at: datetime
) -> tuple[Offer, ...]:
    """The services of the actor's door in common-use order, asked with nothing in hand but the identity document.

    ``new_vehicle`` is what is supposed of a vehicle that is yet to be registered; without it that is not offered.
    """
    return of(subjects(person_id=person_id, vehicle_id=vehicle_id, new_vehicle=new_vehicle, by=by, at=at))


def of(given: Mapping[str, CaseFacts]) -> tuple[Offer, ...]:
    """The same of facts that have been gathered already."""
    return possible({kind: replace(each, materials=IDENTITY) for kind, each in given.items()})


def subjects(
    *, person_id: int, vehicle_id: int | None, new_vehicle: NewVehicle | None, by: Actor, at: datetime
) -> dict[str, CaseFacts]:
    """What the law may be asked about: the person, the licence of theirs, the vehicle picked, one not yet registered."""
    asked = Application(service="", applicant_id=person_id)
    person = _facts(asked, by=by, at=at)
    found: dict[str, CaseFacts] = {}
    if vehicle_id is not None:
        found["vehicle"] = _facts(replace(asked, vehicle_id=vehicle_id), by=by, at=at)
    if person.licence is not None:
        found["licence"] = person
    if new_vehicle is not None:
        found["new_vehicle"] = _facts(replace(asked, new_vehicle=new_vehicle), by=by, at=at)
    if person.applicant.kind == "person":
        found["person"] = person
    return found


def _facts(application: Application, *, by: Actor, at: datetime) -> CaseFacts:
    return facts.of_application(application, on=localdate(at), office=by.office, channel=by.channel).facts
