"""变更登记, from the counter to the archive: what the registers say afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, enter_person, enter_vehicle, new_vehicle
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.law.lifecycle import State
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.payments import queries as payments


def owner_of(vehicle: Vehicle) -> int:
    return int(vehicle.ownerships.get(voided_by=None).party_id)


def last_line(vehicle: Vehicle) -> str:
    return vehicles.title_entries(vehicle.pk)[-1].text


def put_to_use(use: str, vehicle: Vehicle, city: City) -> None:
    stated = {"new_use": use}
    take(Errand("vehicle_change_use", owner_of(vehicle), vehicle=vehicle.pk, declared=stated, vin=vehicle.vin), city)


@pytest.mark.service("vehicle_change_colour")
def test_a_car_is_painted_in_two_colours(city: City, vehicle: Vehicle) -> None:
    stated = {"new_colour": "E", "new_colour_2": "J", "changed_on": "2026-02-27"}
    errand = Errand("vehicle_change_colour", owner_of(vehicle), vehicle=vehicle.pk, declared=stated, vin=vehicle.vin)
    ended = take(errand, city)

    assert ended.state is State.ARCHIVED
    assert vehicles.get(vehicle.pk).colour == "EJ"
    assert vehicle.colours.exclude(voided_by=None).get().codes == "A"
    assert vehicle.licences.get(voided_by=None).serial == 2
    assert last_line(vehicle) == "变更登记，车身颜色由白变更为红、黑"
    granted = Act.objects.get(case_no=ended.no, kind="grant")
    assert granted.basis == ["《机动车登记规定》第16条第1项", "《机动车登记规定》第17条"]
    assert payments.account(ended.no).settled


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({}, "“变更后的车身颜色”没有填写"),
        ({"new_colour": "红"}, "“变更后的车身颜色”应为A、B"),
        ({"new_colour": "E", "changed_on": "2026-03-03"}, "“变更、改变的日期”日期不能晚于今天"),
    ],
)
def test_what_is_badly_stated_is_not_accepted(city: City, vehicle: Vehicle, stated: dict[str, str], said: str) -> None:
    errand = Errand("vehicle_change_colour", owner_of(vehicle), vehicle=vehicle.pk, declared=stated)
    with pytest.raises(cases.BadStatement, match=said):
        accept(errand, city)

    assert not Act.objects.filter(kind="accept").exists()


def test_what_is_missing_can_be_told_before_everything_is_stated(city: City, vehicle: Vehicle) -> None:
    errand = Errand("vehicle_change_colour", owner_of(vehicle), vehicle=vehicle.pk, without=("vehicle",))
    application = errand.application(city)
    case_no = cases.notify(application=application, by=city.clerk, at=MORNING, key=uuid4())
    with pytest.raises(cases.BadStatement, match="没有填写"):
        cases.complete(case_no=case_no, materials=application.materials, by=city.clerk, at=MORNING, key=uuid4())


@pytest.mark.service("vehicle_change_engine")
def test_a_new_engine(city: City, vehicle: Vehicle) -> None:
    stated = {"new_engine_no": "CYA654321"}
    take(Errand("vehicle_change_engine", owner_of(vehicle), vehicle=vehicle.pk, declared=stated, vin=vehicle.vin), city)

    card = vehicles.get(vehicle.pk)
    assert (card.engine_no, card.vin) == ("CYA654321", vehicle.vin)
    assert vehicle.markings.count() == 2
    assert "由CYA123456变更为CYA654321" in last_line(vehicle)


@pytest.mark.service("vehicle_change_body")
def test_a_new_body_keeps_the_vin(city: City, vehicle: Vehicle) -> None:
    take(Errand("vehicle_change_body", owner_of(vehicle), vehicle=vehicle.pk, vin=vehicle.vin), city)

    assert vehicles.get(vehicle.pk).vin == vehicle.vin
    assert last_line(vehicle) == "变更登记，更换车身或者车架，车辆识别代号不变"


@pytest.mark.service("vehicle_change_whole")
def test_a_faulty_car_is_replaced(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    other = new_vehicle()
    stated = {"new_vin": other.vin, "new_engine_no": "CYA777777", "new_factory_on": "2026-01-05"}
    take(Errand("vehicle_change_whole", owner_of(vehicle), vehicle=vehicle.pk, declared=stated, vin=other.vin), city)

    card = vehicles.get(vehicle.pk)
    assert (card.vin, card.engine_no, card.factory_on) == (other.vin, "CYA777777", date(2026, 1, 5))
    assert vehicles.find_by_vin(vehicle.vin) is None
    assert vehicles.find_by_vin(other.vin) == card
    with pytest.raises(cases.AlreadyRegistered):
        accept(Errand("vehicle_registration", person().pk, new=other), city)


def test_the_vin_of_the_car_that_went_back_to_the_maker_may_be_registered_again(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    stated = {"new_vin": new_vehicle().vin, "new_engine_no": "CYA777777", "new_factory_on": "2026-01-05"}
    errand = Errand("vehicle_change_whole", owner_of(vehicle), vehicle=vehicle.pk, declared=stated)
    take(replace(errand, vin=stated["new_vin"]), city)
    repaired = new_vehicle(vin=vehicle.vin)
    take(Errand("vehicle_registration", person().pk, new=repaired, vin=repaired.vin), city)

    found = vehicles.find_by_vin(vehicle.vin)
    assert found is not None
    assert found.id != vehicle.pk


@pytest.mark.service("vehicle_change_use")
def test_a_private_car_becomes_a_taxi(city: City, vehicle: Vehicle) -> None:
    put_to_use("D", vehicle, city)

    card = vehicles.get(vehicle.pk)
    assert (card.use, card.plate) == ("D", vehicle.plates.get().number)
    # Five years used, eight of a taxi: 5 + 12/17 × 8 = 10.6, cut to ten.
    assert vehicle.amendments.get(attribute="scrap_on").value == "2031-05-10"
    assert last_line(vehicle) == "变更登记，使用性质由非营运变更为出租客运"


def test_a_driving_school_car_needs_plates_of_another_kind(city: City, vehicle: Vehicle) -> None:
    plates.open_pool(kind="16", prefix="桂E", pattern="9999学", by=city.leader, at=MORNING, key=uuid4())
    before = vehicles.get(vehicle.pk).plate
    put_to_use("N", vehicle, city)

    card = vehicles.get(vehicle.pk)
    assert card.plate_kind == "16"
    assert card.plate.endswith("学")
    assert vehicles.find_by_plate(before) == []
    assert vehicle.marks.filter(voided_by=None).get() != vehicle.marks.exclude(voided_by=None).get()


@pytest.mark.service("vehicle_change_joint_owner")
def test_the_other_co_owner_goes_on_record(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    former, other, before = owner_of(vehicle), person(), vehicles.get(vehicle.pk).plate
    stated = {"relation": "other"}
    errand = Errand(
        "vehicle_change_joint_owner", former, vehicle=vehicle.pk, declared=stated, roles=(("co_owner", other.pk),)
    )
    take(errand, city)

    card = vehicles.get(vehicle.pk)
    assert card.owner_id == other.pk
    assert vehicles.co_owners(vehicle.pk) == (former,)
    assert card.plate != before


def test_spouses_of_a_year_keep_the_number(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    other, before = person(), vehicles.get(vehicle.pk).plate
    stated = {"relation": "spouses", "married_on": "2025-03-02", "keep_number": "yes"}
    errand = Errand(
        "vehicle_change_joint_owner",
        owner_of(vehicle),
        vehicle=vehicle.pk,
        declared=stated,
        roles=(("co_owner", other.pk),),
    )
    ended = take(errand, city)

    assert vehicles.get(vehicle.pk).plate == before
    assert ended.fee_fen == 1500


def test_the_owner_is_not_the_other_co_owner(city: City, vehicle: Vehicle) -> None:
    owner = owner_of(vehicle)
    errand = Errand(
        "vehicle_change_joint_owner",
        owner,
        vehicle=vehicle.pk,
        declared={"relation": "other"},
        roles=(("co_owner", owner),),
    )
    with pytest.raises(cases.NotOnRecord, match="不能兼作"):
        accept(errand, city)


def test_co_owners_come_themselves(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    errand = Errand(
        "vehicle_change_joint_owner",
        owner_of(vehicle),
        vehicle=vehicle.pk,
        agent=person().pk,
        declared={"relation": "other"},
        roles=(("co_owner", person().pk),),
    )
    with pytest.raises(cases.NotAccepted, match="不得委托代理"):
        accept(errand, city)


@pytest.mark.service("vehicle_swap_numbers")
def test_two_cars_of_one_owner_swap_their_numbers(city: City, vehicle: Vehicle, founding_act: int) -> None:
    owner = vehicle.ownerships.get().party
    other = enter_vehicle(founding_act, owner=owner, city=city)
    one, two = vehicles.get(vehicle.pk).plate, vehicles.get(other.pk).plate
    errand = Errand("vehicle_swap_numbers", owner.pk, vehicle=vehicle.pk, declared={"other_plate": two})
    ended = take(errand, city)

    assert (vehicles.get(vehicle.pk).plate, vehicles.get(other.pk).plate) == (two, one)
    assert {last_line(each).split("，")[0] for each in (vehicle, other)} == {"号牌号码互换"}
    assert other.licences.get(voided_by=None).serial == 2
    for each in (vehicle, other):
        before, now = each.marks.exclude(voided_by=None).get(), each.marks.get(voided_by=None)
        assert now.valid_until == before.valid_until
    assert ended.fee_fen == 2 * (1500 + 10000)
    with pytest.raises(cases.NotAccepted, match="一年内已经互换过"):
        accept(Errand("vehicle_swap_numbers", owner.pk, vehicle=other.pk, declared={"other_plate": two}), city)


def test_another_ones_number_cannot_be_swapped_for(city: City, vehicle: Vehicle, founding_act: int) -> None:
    stranger = enter_vehicle(founding_act, owner=enter_person(founding_act), city=city)
    stated = {"other_plate": vehicles.get(stranger.pk).plate}
    errand = Errand("vehicle_swap_numbers", owner_of(vehicle), vehicle=vehicle.pk, declared=stated)
    with pytest.raises(cases.NotAccepted, match="两车不属于同一机动车所有人"):
        accept(errand, city)


def test_a_mortgagee_joins_the_replacement(city: City, vehicle: Vehicle, founding_act: int) -> None:
    bank = enter_unit(founding_act, name="北海湾银行")
    holds.place(
        kind="mortgage", authority="车辆管理所", since=date(2024, 1, 1), vehicle_id=vehicle.pk, creditor_id=bank.pk,
        act=founding_act,
    )  # fmt: skip
    stated = {"new_vin": new_vehicle().vin, "new_engine_no": "CYA777777", "new_factory_on": "2026-01-05"}
    alone = Errand("vehicle_change_whole", owner_of(vehicle), vehicle=vehicle.pk, declared=stated)
    with pytest.raises(cases.NotAccepted, match="应当与抵押权人共同申请"):
        accept(alone, city)
    joined = Errand(
        "vehicle_change_whole",
        owner_of(vehicle),
        vehicle=vehicle.pk,
        declared=stated,
        roles=(("mortgagee", bank.pk),),
        vin=stated["new_vin"],
    )
    assert take(joined, city).state is State.ARCHIVED
