"""Each of the services from the counter to the register and the paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice
from uuid import uuid4

import pytest
from pypdf import PdfReader
from tests.db.conftest import MORNING, City, new_vehicle

from cheguan.base.acts.models import Act
from cheguan.law.rules import plates
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.holds import commands as holds
from cheguan.registers.holds.models import Hold
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment, Draw, Retention
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import papers, queries
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


def test_first_registration(city: City, pool: None, person: Callable[..., Party]) -> None:
    owner, car = person(), new_vehicle()
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=owner.pk,
            new_vehicle=car,
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    verify(case_no, car.vin, city)
    offered = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())
    cases.choose_number(case_no=case_no, number=offered[7], by=city.clerk, at=MORNING, key=uuid4())
    decide(case_no, city)
    hand_out(case_no, city)

    act = Act.objects.get(case_no=case_no, kind="grant")
    vehicle = Vehicle.objects.get(vin=car.vin)
    assert vehicle.issued_by == act
    assert vehicle.ownerships.get().party == owner
    assert vehicle.plates.get().number == offered[7]
    assert vehicle.marks.get().valid_until == date(2028, 3, 31)
    assert offered[7] in text_of("vehicle_licence", case_no, city)
    assert car.vin in text_of("title", case_no, city)


def test_the_draw_can_be_made_again_from_its_seed(city: City, pool: None, person: Callable[..., Party]) -> None:
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=new_vehicle(),
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    offered = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())

    draw = Draw.objects.get(case_no=case_no)
    again = islice(plates.shuffled(draw.seed.encode(), size=draw.pool.size), len(offered) + len(draw.skipped))
    numbers = [f"桂E{plates.serial_at(draw.pool.pattern, place)}" for place in again]
    assert tuple(number for number in numbers if number not in draw.skipped) == offered
    sealed = Act.objects.get(pk=draw.day_key.issued_by_id)
    assert sealed.detail["sha256"] == draw.day_key.commitment


def test_a_vehicle_without_a_number_is_not_registered(city: City, pool: None, person: Callable[..., Party]) -> None:
    car = new_vehicle()
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=car,
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    verify(case_no, car.vin, city)

    with pytest.raises(cases.NoNumberChosen):
        decide(case_no, city)
    assert not Vehicle.objects.filter(vin=car.vin).exists()


def test_another_vin_than_the_papers_is_not_verified(city: City, person: Callable[..., Party]) -> None:
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=new_vehicle(),
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    with pytest.raises(cases.VinDiffers):
        verify(case_no, new_vehicle().vin, city)


def transfer(vehicle: Vehicle, buyer: Party, city: City, **more: object) -> Application:
    return Application(
        service="vehicle_transfer",
        applicant_id=buyer.pk,
        vehicle_id=vehicle.pk,
        **{"materials": given(*TRANSFER_PAPERS), **more},  # type: ignore[arg-type]
    )


def test_a_transfer_gives_a_new_number_and_keeps_the_old_one_for_the_seller(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    seller, buyer = vehicle.ownerships.get().party, person()
    former = vehicle.plates.get().number
    case_no = cases.accept(application=transfer(vehicle, buyer, city), by=city.clerk, at=MORNING, key=uuid4())
    verify(case_no, vehicle.vin, city)
    number = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())[0]
    cases.choose_number(case_no=case_no, number=number, by=city.clerk, at=MORNING, key=uuid4())
    decide(case_no, city)
    hand_out(case_no, city)

    assert vehicle.ownerships.get(voided_by=None).party == buyer
    assert Assignment.objects.get(vehicle=vehicle, voided_by=None).number == number
    kept = Retention.objects.get(number=former)
    assert (kept.party, kept.until) == (seller, date(2028, 3, 2))
    assert vehicle.licences.filter(voided_by=None).get().serial == 2


def test_a_mortgaged_vehicle_is_transferred_with_the_mortgagee_or_not_at_all(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    seller, buyer, bank = vehicle.ownerships.get().party, person(), person(name="北海银行")
    holds.place(
        kind="mortgage",
        authority="车辆管理所",
        since=date(2025, 1, 1),
        vehicle_id=vehicle.pk,
        creditor_id=bank.pk,
        act=founding_act,
    )
    with pytest.raises(cases.NotAccepted) as refused:
        cases.accept(application=transfer(vehicle, buyer, city), by=city.clerk, at=MORNING, key=uuid4())
    assert {"party.former_owner", "party.mortgagee"} <= {finding.rule for finding in refused.value.findings}

    together = transfer(
        vehicle,
        buyer,
        city,
        materials=given(*TRANSFER_PAPERS, "mortgagee_identity", "mortgage_contract"),
        roles=(("former_owner", seller.pk), ("mortgagee", bank.pk)),
    )
    false = replace(together, roles=(("former_owner", seller.pk), ("mortgagee", buyer.pk)))
    with pytest.raises(cases.NotOnRecord):
        cases.accept(application=false, by=city.clerk, at=MORNING, key=uuid4())
    case_no = cases.accept(application=together, by=city.clerk, at=MORNING, key=uuid4())
    verify(case_no, vehicle.vin, city)
    number = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())[3]
    cases.choose_number(case_no=case_no, number=number, by=city.clerk, at=MORNING, key=uuid4())
    decide(case_no, city)

    mortgage = Hold.objects.get(vehicle=vehicle, kind="mortgage", voided_by=None)
    assert (mortgage.creditor, mortgage.issued_by.case_no) == (bank, case_no)


def test_what_the_inspector_states_against_the_vehicle_stops_the_grant(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    case_no = cases.accept(application=transfer(vehicle, person(), city), by=city.clerk, at=MORNING, key=uuid4())
    verify(case_no, vehicle.vin, city, matches_file="no")
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())

    with pytest.raises(cases.NotGranted) as refused:
        cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    assert [finding.rule for finding in refused.value.findings] == ["transfer.matches_file"]
    cases.refuse(case_no=case_no, reason="车辆与档案不一致", by=city.reviewer, at=MORNING, key=uuid4())

    assert "第29条第1项" in "".join(Act.objects.get(case_no=case_no, kind="refuse").basis)
    assert "行政复议" in text_of("refused", case_no, city)


def test_a_renewal_without_points_gives_ten_years(city: City, licence: DrivingLicence) -> None:
    case_no = cases.accept(
        application=Application(
            service="licence_renewal",
            applicant_id=licence.party_id,
            licence_id=licence.pk,
            materials=given("holder_identity", "medical_certificate"),
            declared={"medical_issued_on": "2026-02-20"},
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    decide(case_no, city)
    hand_out(case_no, city)

    term = licence.terms.get(voided_by=None)
    assert (term.term, term.valid_from, term.valid_until) == ("10", date(2026, 4, 20), date(2036, 4, 20))
    assert licence.copies.get(voided_by=None).serial == 2
    assert "2036" in text_of("driving_licence", case_no, city)


def test_a_lost_licence_is_not_replaced_while_it_is_detained(
    city: City, licence: DrivingLicence, founding_act: int
) -> None:
    lost = Application(
        service="licence_reissue",
        applicant_id=licence.party_id,
        licence_id=licence.pk,
        materials=given("holder_identity"),
    )
    hold = holds.place(
        kind="detained", authority="交警大队", since=date(2026, 2, 1), licence_id=licence.pk, act=founding_act
    )
    with pytest.raises(cases.NotAccepted, match="扣"):
        cases.accept(application=lost, by=city.clerk, at=MORNING, key=uuid4())

    holds.lift(kind="detained", licence_id=hold.licence_id, act=founding_act)
    case_no = cases.accept(application=lost, by=city.clerk, at=MORNING, key=uuid4())
    decide(case_no, city)
    hand_out(case_no, city)
    assert licence.copies.get(voided_by=None).serial == 2


def test_every_paper_of_a_case_can_be_printed(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get().party
    case_no = cases.accept(
        application=Application(
            service="vehicle_licence_reissue",
            applicant_id=owner.pk,
            vehicle_id=vehicle.pk,
            materials=given("owner_identity"),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    decide(case_no, city)
    hand_out(case_no, city)

    codes = papers.available(queries.get(case_no, office=city.system.office))
    assert codes == ("receipt", "form", "fee", "vehicle_licence")
    assert all(case_no in text_of(code, case_no, city) for code in ("receipt", "form", "fee"))
