"""The steps of a case one by one, and its papers read back."""

from io import BytesIO
from uuid import uuid4

from pypdf import PdfReader
from tests.db.conftest import MORNING, City

from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import papers
from cheguan.work.cases.applications import Application, Given
from cheguan.work.payments import commands as payments
from cheguan.work.printing.render import render

REGISTRATION_PAPERS = (
    "owner_identity",
    "origin_proof",
    "conformity_certificate",
    "insurance",
    "purchase_tax",
    "vessel_tax",
    "inspection_certificate",
    "vehicle",
)
TRANSFER_PAPERS = ("new_owner_identity", "transfer_proof", "registration_certificate", "vehicle_licence", "vehicle")


def given(*codes: str) -> tuple[Given, ...]:
    return tuple(Given(code) for code in codes)


def text_of(code: str, case_no: str, city: City) -> str:
    paper = papers.build(code, case_no=case_no, office=city.system.office, at=MORNING)
    return "".join(page.extract_text() for page in PdfReader(BytesIO(render(paper))).pages)


def decide(case_no: str, city: City) -> None:
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())


def hand_out(case_no: str, city: City) -> None:
    payments.collect(case_no=case_no, method="code", by=city.clerk, at=MORNING, key=uuid4())
    cases.make(case_no=case_no, by=city.maker, at=MORNING, key=uuid4())
    cases.hand_over(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())
    cases.archive(case_no=case_no, by=city.archivist, at=MORNING, key=uuid4())


def verify(case_no: str, vin: str, city: City, **declared: str) -> None:
    cases.verify(
        case_no=case_no,
        vin_read=vin,
        items={"车辆识别代号": True, "发动机号": True},
        declared=declared,
        recording="V-20260302-0001",
        by=city.inspector,
        at=MORNING,
        key=uuid4(),
    )


def transfer(vehicle: Vehicle, buyer: Party, city: City, **more: object) -> Application:
    return Application(
        service="vehicle_transfer",
        applicant_id=buyer.pk,
        vehicle_id=vehicle.pk,
        **{"materials": given(*TRANSFER_PAPERS), **more},  # type: ignore[arg-type]
    )
