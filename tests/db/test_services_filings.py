"""变更备案, from the counter to the archive: what the registers say afterwards."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from tests.db.conftest import SHANGHAI, City, enter_person, new_vehicle
from tests.db.taking import Errand, accept, take

from cheguan.law import catalogue, identifiers
from cheguan.law.lifecycle import State
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.commands import AlreadyKnown
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment
from cheguan.registers.vehicles import commands as register
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.models import Verification


def owner_of(vehicle: Vehicle) -> int:
    return int(vehicle.ownerships.get(voided_by=None).party_id)


def last_line(vehicle: Vehicle) -> str:
    return vehicles.title_entries(vehicle.pk)[-1].text


def truck_of(owner: Party, city: City, act: int) -> Vehicle:
    """A light truck with owner, number and papers."""
    truck = register.register(
        new_vehicle(vehicle_type="H31", use="F", seats=2, factory_on=date(2021, 4, 1)),
        owner_id=owner.pk, way="A", since=date(2021, 5, 10), office=city.system.office,
        mark_until=date(2026, 5, 31), on=date(2021, 5, 10), act=act,
    )  # fmt: skip
    Assignment.objects.create(vehicle=truck, kind="02", number="桂EB1234", issued_by_id=act)
    return truck


def filed(service: str, vehicle: Vehicle, city: City, **stated: str) -> State:
    errand = Errand(service, owner_of(vehicle), vehicle=vehicle.pk, declared=stated, vin=vehicle.vin)
    return take(errand, city).state


@pytest.mark.service("vehicle_filing_name")
def test_the_owner_has_another_name(city: City, vehicle: Vehicle) -> None:
    before = parties.get(owner_of(vehicle))
    assert filed("vehicle_filing_name", vehicle, city, new_name="陈小明") is State.ARCHIVED

    after = parties.get(before.id)
    assert (after.name, after.initials) == ("陈小明", "cxm")
    assert replace(after, name=before.name, initials=before.initials) == before
    assert vehicle.licences.get(voided_by=None).serial == 2
    assert last_line(vehicle) == "变更备案，机动车所有人姓名或者名称变更为陈小明"


@pytest.mark.service("vehicle_filing_address")
def test_the_owner_moves_within_the_district(city: City, vehicle: Vehicle) -> None:
    filed("vehicle_filing_address", vehicle, city, new_address="银海区四川南路1号", new_district="450503")

    owner = parties.get(owner_of(vehicle))
    assert (owner.address, owner.district) == ("银海区四川南路1号", "450503")


def test_an_address_in_another_city_is_no_filing(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="不在本车辆管理所辖区内"):
        filed("vehicle_filing_address", vehicle, city, new_address="南宁市民族大道1号", new_district="450103")


@pytest.mark.service("vehicle_filing_identity")
def test_the_owner_has_another_document(city: City, vehicle: Vehicle) -> None:
    owner = owner_of(vehicle)
    filed("vehicle_filing_identity", vehicle, city, new_document="C", new_number="JZ0012345", number_changed="yes")

    after = parties.get(owner)
    assert (after.document, after.number) == ("C", "JZ0012345")
    assert last_line(vehicle) == "变更备案，身份证明变更为军官证，号码JZ0012345"


def test_a_number_that_the_document_cannot_bear_is_not_accepted(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="校验不符"):
        filed("vehicle_filing_identity", vehicle, city, new_document="A", new_number="450502198005101235")


def test_anothers_number_is_not_filed(city: City, vehicle: Vehicle, founding_act: int) -> None:
    taken = parties.get(enter_person(founding_act).pk).number
    assert identifiers.resident_id_problem(taken) is None
    with pytest.raises(AlreadyKnown, match="已登记在另一当事人名下"):
        filed("vehicle_filing_identity", vehicle, city, new_document="A", new_number=taken)


@pytest.mark.service("vehicle_filing_contact")
def test_the_owner_has_another_telephone(city: City, vehicle: Vehicle) -> None:
    assert filed("vehicle_filing_contact", vehicle, city, new_phone="19900005678") is State.ARCHIVED

    assert parties.get(owner_of(vehicle)).phone == "19900005678"
    assert vehicles.title_entries(vehicle.pk) == ()


@pytest.mark.service("vehicle_filing_vin")
def test_a_worn_vin_is_stamped_again(city: City, vehicle: Vehicle) -> None:
    filed("vehicle_filing_vin", vehicle, city)

    assert vehicles.get(vehicle.pk).vin == vehicle.vin
    assert last_line(vehicle) == "变更备案，在车辆管理所监督下重新打刻原车辆识别代号"


@pytest.mark.service("vehicle_filing_driving_aids")
def test_hand_controls_are_fitted_and_removed(city: City, vehicle: Vehicle) -> None:
    filed("vehicle_filing_driving_aids", vehicle, city, fitting_action="fit")
    assert [each.kind for each in vehicles.fittings(vehicle.pk)] == ["driving_aids"]

    filed("vehicle_filing_driving_aids", vehicle, city, fitting_action="remove")
    assert vehicles.fittings(vehicle.pk) == ()
    assert vehicle.licences.get(voided_by=None).serial == 3


@pytest.mark.service("vehicle_filing_tail_lift")
def test_a_truck_gets_a_tail_lift(city: City, founding_act: int) -> None:
    truck = truck_of(enter_person(founding_act), city, founding_act)
    filed("vehicle_filing_tail_lift", truck, city, fitting_action="fit")

    assert [each.kind for each in vehicles.fittings(truck.pk)] == ["tail_lift"]


def test_a_car_gets_no_tail_lift(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="不属于载货汽车或者挂车"):
        filed("vehicle_filing_tail_lift", vehicle, city, fitting_action="fit")


@pytest.mark.service("vehicle_filing_exterior")
def test_a_car_of_another_office_gets_a_roof_rack(city: City, vehicle: Vehicle, founding_act: int) -> None:
    register.amend(vehicle.pk, office="450521", act=founding_act)
    filed("vehicle_filing_exterior", vehicle, city, fitting_action="fit", exterior_item="roof_rack")

    assert [each.kind for each in vehicles.fittings(vehicle.pk)] == ["roof_rack"]


@pytest.mark.service("vehicle_filing_after_theft")
def test_a_car_comes_back_in_another_colour(city: City, vehicle: Vehicle) -> None:
    filed("vehicle_filing_after_theft", vehicle, city, found_colour="J", found_engine_no="QCB000111", vin_altered="yes")

    card = vehicles.get(vehicle.pk)
    assert (card.colour, card.engine_no) == ("J", "QCB000111")
    assert last_line(vehicle).startswith("变更备案，被盗抢骗期间改变的项目：车身颜色黑、发动机号QCB000111")


def test_a_number_altered_while_stolen_is_read_as_it_is_now(city: City, vehicle: Vehicle) -> None:
    altered = new_vehicle().vin
    stated = {"vin_altered": "yes"}
    errand = Errand("vehicle_filing_after_theft", owner_of(vehicle), vehicle=vehicle.pk, vin=altered, declared=stated)
    ended = take(errand, city)

    assert Verification.objects.get(case_id=ended.id).vin_read == altered
    assert vehicles.get(vehicle.pk).vin == vehicle.vin
    with pytest.raises(cases.VinDiffers):
        take(replace(errand, declared={"vin_altered": "no"}), city)


@pytest.mark.service("vehicle_filing_engine_no")
def test_a_worn_engine_number_was_filed_under_the_former_order(city: City, vehicle: Vehicle) -> None:
    then = datetime(2022, 3, 2, 9, 30, tzinfo=SHANGHAI)
    errand = Errand("vehicle_filing_engine_no", owner_of(vehicle), vehicle=vehicle.pk)
    law = catalogue.get("vehicle_filing_engine_no", on=then.date())
    materials = tuple(Given(each.code) for each in law.materials)
    application = Application(errand.service, errand.applicant, vehicle_id=vehicle.pk, materials=materials)
    case_no = cases.accept(application=application, by=city.clerk, at=then, key=uuid4())
    cases.verify(
        case_no=case_no,
        vin_read=vehicle.vin,
        items={},
        declared={},
        recording="V-1",
        by=city.inspector,
        at=then,
        key=uuid4(),
    )
    cases.review(case_no=case_no, by=city.reviewer, at=then, key=uuid4())
    cases.grant(case_no=case_no, by=city.reviewer, at=then, key=uuid4())

    assert last_line(vehicle) == "变更备案，在车辆管理所监督下重新打刻原发动机号"
    with pytest.raises(catalogue.NotInForce):
        accept(errand, city)
