"""The transfer of a vehicle: what the buyer gets, what the seller keeps, who must be there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.steps import TRANSFER_PAPERS, decide, given, hand_out, text_of, transfer, verify

from cheguan.base.acts.models import Act
from cheguan.registers.holds import commands as holds
from cheguan.registers.holds.models import Hold
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment, Retention
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases


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
