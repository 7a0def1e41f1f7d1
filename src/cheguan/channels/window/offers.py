"""今天可以办：what the law allows this person for this vehicle or licence today, and what each matter still lacks."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.channels.window.vehicle_forms import NewVehicleForm
from cheguan.law import catalogue
from cheguan.law.rule import Finding, Severity
from cheguan.law.service import Service
from cheguan.registers.drivers.queries import Card as Licence
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application

# What somebody who stands at the counter with an identity card has in hand.
IDENTITY = frozenset({"owner_identity", "holder_identity", "new_owner_identity"})


class Verdict(StrEnum):
    """What the clerk may tell the applicant right away."""

    POSSIBLE = "possible"
    MISSING = "missing"
    JOINT = "joint"
    LATER = "later"
    REFUSED = "refused"


WORST_FIRST = (
    (Severity.REFUSE, Verdict.REFUSED),
    (Severity.WAIT, Verdict.LATER),
    (Severity.JOINT, Verdict.JOINT),
    (Severity.SUPPLEMENT, Verdict.MISSING),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One service for one subject, and everything that stands against it now."""

    service: Service
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        kinds = {finding.severity for finding in self.findings}
        return next((verdict for severity, verdict in WORST_FIRST if severity in kinds), Verdict.POSSIBLE)

    @property
    def first(self) -> tuple[Finding, ...]:
        """The findings of the verdict's own kind: what to say first."""
        kind = next((severity for severity, verdict in WORST_FIRST if verdict == self.verdict), None)
        return tuple(finding for finding in self.findings if finding.severity == kind)


def offers(
    *, person: Person, vehicle: Vehicle | None, licence: Licence | None, by: Actor, at: datetime
) -> tuple[Offer, ...]:
    """The services of this door in common-use order, asked with nothing in hand but the identity card."""
    found: list[Offer] = []
    for subject, application in _subjects(person, vehicle, licence).items():
        asked = facts.of_application(application, on=localdate(at), office=by.office, channel=by.channel).facts
        in_hand = replace(asked, materials=IDENTITY)
        services = catalogue.services(on=localdate(at), subject=subject, channel=by.channel)
        found += [Offer(service, service.check(in_hand)) for service in services]
    return tuple(sorted(found, key=lambda offer: offer.service.order))


def _subjects(person: Person, vehicle: Vehicle | None, licence: Licence | None) -> dict[str, Application]:
    subjects = {"new_vehicle": Application(service="", applicant_id=person.id, new_vehicle=NewVehicleForm().supposed())}
    if vehicle is not None:
        subjects["vehicle"] = Application(service="", applicant_id=person.id, vehicle_id=vehicle.id)
    if licence is not None:
        subjects["licence"] = Application(service="", applicant_id=person.id, licence_id=licence.id)
    return subjects
