"""Renewal, replacement and printing, from the counter to the register and the paper."""

from datetime import date
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.steps import decide, given, hand_out, text_of

from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.holds import commands as holds
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import papers, queries
from cheguan.work.cases.applications import Application


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
