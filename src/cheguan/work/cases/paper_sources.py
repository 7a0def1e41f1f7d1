"""What every paper of a case draws on: the case, its acts, the applicant, the office that speaks."""

from dataclasses import dataclass
from datetime import datetime

from cheguan.base.acts import queries as acts
from cheguan.base.acts.queries import ActLine
from cheguan.base.people.models import Outlet
from cheguan.law import codes
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases.queries import CaseView
from cheguan.work.printing import papers as layouts

HOW = {"presented": "原件", "waived": "免交", "fetched": "联网核查", "gap": "容缺"}


@dataclass(frozen=True, slots=True)
class Sources:
    """What every paper of a case draws on."""

    case: CaseView
    acts: tuple[ActLine, ...]
    applicant: Person
    issuer: layouts.Issuer
    at: datetime

    def act(self, kind: str) -> ActLine | None:
        """The latest act of the kind."""
        return next((act for act in reversed(self.acts) if act.kind == kind), None)


def gather(case: CaseView, at: datetime) -> Sources:
    """Read what the papers of this case need."""
    outlet = Outlet.objects.select_related("office").get(pk=case.outlet_id)
    issuer = layouts.Issuer(office=outlet.office.name, outlet=outlet.name, address=outlet.address)
    return Sources(case, acts.of_case(case.no), parties.get(case.applicant_id), issuer, at)


def subject_of(case: CaseView) -> str:
    """The vehicle or licence in a few words."""
    if case.vehicle_id:
        card = vehicles.get(case.vehicle_id)
        return f"{card.plate} {codes.name('vehicle_type', card.vehicle_type)}"
    if case.new_vehicle:
        return f"{case.new_vehicle['brand']} {case.new_vehicle['model']}（{case.new_vehicle['vin']}）"
    return "机动车驾驶证"


def identity(person: Person) -> str:
    """Kind and masked number of the identity document."""
    return f"{codes.name('identity_document', person.document)} {person.masked_number}"


def received(case: CaseView) -> tuple[layouts.Received, ...]:
    """The materials with how they came."""
    names = {material.code: material.name for material in case.service.materials}
    return tuple(
        layouts.Received(name=names.get(line.code, line.code), source=line.source or HOW[line.how])
        for line in case.materials
    )
