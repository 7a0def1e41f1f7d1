"""The counter's picture of one visit: person, vehicles, licence, cases under way, services possible now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.channels.window import reminders
from cheguan.channels.window.handles import Subject
from cheguan.channels.window.reminders import Reminder
from cheguan.channels.window.vehicle_forms import NewVehicleForm
from cheguan.law import catalogue, reform
from cheguan.law.facts import CaseFacts
from cheguan.law.lifecycle import CLOSED
from cheguan.law.possible import Offer
from cheguan.law.service import Service
from cheguan.registers.drivers import queries as drivers
from cheguan.registers.drivers.queries import Card as Licence
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases import offers
from cheguan.work.cases import queries as cases
from cheguan.work.cases.queries import CaseLine


@dataclass(frozen=True, slots=True)
class Served:
    """Whom and what an application is about, by their ids; ``owner_id`` is the vehicle's owner of record."""

    person_id: int
    owner_id: int | None = None
    vehicle_id: int | None = None
    licence_id: int | None = None


class Counter:
    """Everything the workbench shows of a visit, each part read when it is first wanted.

    An acceptance wants the person and one subject; only a drawn page wants all.
    """

    def __init__(self, subject: Subject, *, vehicle_id: int | None, by: Actor, at: datetime) -> None:
        self._subject, self._by, self._at = subject, by, at
        self._wanted = vehicle_id or subject.vehicle_id

    @cached_property
    def person(self) -> Person:
        return parties.get(self._subject.party_id)

    @cached_property
    def vehicles(self) -> tuple[Vehicle, ...]:
        return tuple(vehicles.of_party(self._subject.party_id))

    @cached_property
    def vehicle(self) -> Vehicle | None:
        """One of the person's vehicles: the one picked or found, otherwise the newest."""
        return next((card for card in self.vehicles if card.id == self._wanted), next(iter(self.vehicles), None))

    @cached_property
    def licence(self) -> Licence | None:
        return drivers.find_of_party(self._subject.party_id)

    @cached_property
    def asked(self) -> Mapping[str, CaseFacts]:
        """What the law is asked about, by kind of subject."""
        return offers.subjects(
            person_id=self._subject.party_id,
            vehicle_id=self.vehicle.id if self.vehicle else None,
            new_vehicle=NewVehicleForm.commonest(localdate(self._at)),
            by=self._by,
            at=self._at,
        )

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        return offers.of(self.asked)

    @cached_property
    def recent(self) -> tuple[CaseLine, ...]:
        return cases.of_applicant(self._subject.party_id)

    @cached_property
    def reminders(self) -> tuple[Reminder, ...]:
        """What else is due for this person; the most pressing first."""
        return reminders.gather(
            self.asked, vehicle=self.vehicle, licence=self.licence, cases=self.recent, on=localdate(self._at)
        )

    @property
    def open_case(self) -> str | None:
        """The number of a case under way, if there is one: then looking is part of it."""
        return next((line.no for line in self.recent if line.state not in CLOSED), None)

    def service(self, code: str) -> Service | None:
        """The service of that code as it is today at this office, if this door has it and its subject is there."""
        on = localdate(self._at)
        try:
            found = reform.in_force(catalogue.get(code, on=on), on=on, place=self._by.office)
        except (catalogue.UnknownService, catalogue.NotInForce):
            return None
        return found if self._by.channel in found.channels and self.has(found.subject) else None

    def has(self, subject: str) -> bool:
        """Whether there is such a thing here; a new vehicle can always be registered."""
        if subject == "vehicle":
            return self.vehicle_id is not None
        return subject != "licence" or self.licence is not None

    @property
    def vehicle_id(self) -> int | None:
        """The vehicle that the look-up itself led to needs no second look: its handle is sealed."""
        if self._wanted is not None and self._wanted == self._subject.vehicle_id:
            return self._wanted
        return self.vehicle.id if self.vehicle else None

    def served(self, service: Service) -> Served:
        """The person and the one subject that the service is about."""
        person_id = self._subject.party_id
        if service.subject == "vehicle":
            return Served(person_id, owner_id=person_id, vehicle_id=self.vehicle_id)
        licence = self.licence if service.subject == "licence" else None
        return Served(person_id, owner_id=person_id if licence else None, licence_id=licence.id if licence else None)


def draw(subject: Subject, *, vehicle_id: int | None, by: Actor, at: datetime) -> Counter:
    """``vehicle_id`` picks one of the person's vehicles."""
    return Counter(subject, vehicle_id=vehicle_id, by=by, at=at)
