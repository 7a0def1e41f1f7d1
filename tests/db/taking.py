"""Taking a service from the counter to the archive, through the same commands as the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from tests.db.conftest import MORNING, City

from cheguan.law import catalogue
from cheguan.law.lifecycle import State
from cheguan.law.service import Service
from cheguan.registers.vehicles.commands import NewVehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import facts, numbers, queries
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.queries import CaseView
from cheguan.work.payments import commands as payments


@dataclass(frozen=True)
class Errand:
    """One matter as somebody brings it: every paper that the law asks for is in hand, except ``without``."""

    service: str
    applicant: int
    vehicle: int | None = None
    licence: int | None = None
    new: NewVehicle | None = None
    agent: int | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    verified: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[tuple[str, int], ...] = ()
    without: tuple[str, ...] = ()
    vin: str = ""

    @property
    def law(self) -> Service:
        return catalogue.get(self.service, on=MORNING.date())

    def application(self, city: City) -> Application:
        empty = Application(
            service=self.service,
            applicant_id=self.applicant,
            vehicle_id=self.vehicle,
            licence_id=self.licence,
            new_vehicle=self.new,
            agent_id=self.agent,
            declared=dict(self.declared),
            roles=self.roles,
        )
        asked = facts.of_application(empty, on=MORNING.date(), office=city.system.office, channel="window").facts
        needed = [each for each in self.law.needed(asked) if each.code not in self.without and not each.waived(asked)]
        return replace(empty, materials=tuple(Given(each.code) for each in needed))


def accept(errand: Errand, city: City) -> str:
    return cases.accept(application=errand.application(city), by=city.clerk, at=MORNING, key=uuid4())


def take(errand: Errand, city: City) -> CaseView:
    """From the counter to the archive; tells the case as it ended. Whatever the route wants is done."""
    case_no = accept(errand, city)
    grant(case_no, errand, city)
    finish(case_no, city)
    return queries.get(case_no, office=city.system.office)


def grant(case_no: str, errand: Errand, city: City) -> None:
    """Verification where the route has one, a number where the service gives plates for it, review, decision."""
    case = queries.get(case_no, office=city.system.office)
    if case.route == "R2":
        cases.verify(
            case_no=case_no,
            vin_read=errand.vin,
            items={"车辆识别代号": True, "发动机号": True},
            declared=dict(errand.verified),
            recording="V-20260302-0001",
            by=city.inspector,
            at=MORNING,
            key=uuid4(),
        )
    if numbers.draws(case):
        number = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())[0]
        cases.choose_number(case_no=case_no, number=number, by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())


def finish(case_no: str, city: City) -> None:
    """The fee, the papers, the handing over, the archive."""
    case = queries.get(case_no, office=city.system.office)
    assert case.state is State.GRANTED
    if case.fee_fen:
        payments.collect(case_no=case_no, method="code", by=city.clerk, at=MORNING, key=uuid4())
    if case.route != "R0":
        cases.make(case_no=case_no, by=city.maker, at=MORNING, key=uuid4())
        cases.hand_over(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())
    cases.archive(case_no=case_no, by=city.archivist, at=MORNING, key=uuid4())
