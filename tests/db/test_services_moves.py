"""迁出、转入 and the transfers that go with a move: what the registers say afterwards."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.db.conftest import City, enter_person, new_vehicle
from tests.db.taking import Errand, accept, take
from tests.db.test_services_filings import truck_of
from tests.db.units import enter_unit

from cheguan.law.lifecycle import State
from cheguan.registers.announcements.models import Announcement
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Retention, TemporaryPlate
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

FILE = {"file_registered_on": "2021-05-10", "file_mark_until": "2027-05-31", "file_plate": "桂A12345"}
BOUGHT = {"delivered_on": "2026-02-20", "insurance_until": "2026-12-31"}


def owner_of(vehicle: Vehicle) -> int:
    return int(vehicle.ownerships.get(voided_by=None).party_id)


@pytest.fixture
def truck(city: City, founding_act: int) -> Vehicle:
    return truck_of(enter_person(founding_act), city, founding_act)


@pytest.mark.service("vehicle_move_out")
def test_a_truck_moves_out_and_comes_back(city: City, pool: None, truck: Vehicle, founding_act: int) -> None:
    owner, before, bank = owner_of(truck), vehicles.get(truck.pk).plate, enter_unit(founding_act, name="北海湾银行")
    take(Errand("vehicle_move_out", owner, vehicle=truck.pk, declared={"destination": "450103"}, vin=truck.vin), city)

    assert "B" in vehicles.get(truck.pk).statuses
    away = vehicles.find_departure(truck.pk)
    assert away is not None
    assert (away.destination, away.sent_on, away.arrive_by) == ("450103", date(2026, 3, 2), date(2026, 4, 1))
    with pytest.raises(cases.NotAccepted, match="已注销或者已转出"):
        accept(Errand("vehicle_mortgage", owner, vehicle=truck.pk, roles=(("mortgagee", bank.pk),)), city)

    back = new_vehicle(vin=truck.vin, vehicle_type="H31", use="F", seats=2, factory_on=date(2021, 4, 1))
    ended = take(Errand("vehicle_move_in", owner, new=back, declared=FILE, vin=truck.vin), city)
    card = vehicles.get(truck.pk)
    assert ended.vehicle_id == truck.pk
    assert (card.statuses, card.owner_id) == ((), owner)
    assert card.plate != before
    assert vehicles.find_departure(truck.pk) is None


def test_a_small_car_does_not_move_out(city: City, vehicle: Vehicle) -> None:
    stated = {"destination": "450103"}
    with pytest.raises(cases.NotAccepted, match="直接向转入地车辆管理所申请"):
        accept(Errand("vehicle_move_out", owner_of(vehicle), vehicle=vehicle.pk, declared=stated), city)


@pytest.mark.service("vehicle_move_in")
def test_a_truck_comes_from_another_city(city: City, pool: None, person: Callable[..., Party]) -> None:
    owner = person()
    truck = new_vehicle(vehicle_type="H31", use="F", seats=2, factory_on=date(2021, 4, 1))
    stated = {**FILE, "file_sent_on": "2026-02-20"}
    ended = take(Errand("vehicle_move_in", owner.pk, new=truck, declared=stated, vin=truck.vin), city)

    card = vehicles.find_by_vin(truck.vin)
    assert ended.state is State.ARCHIVED
    assert card is not None
    assert (card.registered_on, card.mark_valid_until) == (date(2021, 5, 10), date(2027, 5, 31))
    assert (card.owner_id, card.office) == (owner.pk, city.system.office)
    assert vehicles.title_entries(card.id)[-1].text == f"转入，号牌号码{card.plate}"


@pytest.mark.service("vehicle_move_direct")
def test_a_mortgaged_small_car_moves_in_with_its_mortgage(
    city: City, pool: None, person: Callable[..., Party], founding_act: int
) -> None:
    owner, bank, car = person(), enter_unit(founding_act, name="北海湾银行"), new_vehicle(factory_on=date(2021, 4, 1))
    stated = {**FILE, "file_mortgaged": "yes"}
    alone = Errand("vehicle_move_direct", owner.pk, new=car, declared=stated, vin=car.vin)
    with pytest.raises(cases.NotAccepted, match="应当与抵押权人共同申请"):
        accept(alone, city)
    joined = Errand(
        "vehicle_move_direct", owner.pk, new=car, declared=stated, vin=car.vin, roles=(("mortgagee", bank.pk),)
    )
    take(joined, city)

    card = vehicles.find_by_vin(car.vin)
    assert card is not None
    assert card.holds == ("mortgage",)


def test_an_overdue_car_gets_the_mark_of_its_new_inspection(
    city: City, pool: None, person: Callable[..., Party]
) -> None:
    stated = {**FILE, "file_registered_on": "2019-05-10", "file_mark_until": "2025-05-31"}
    car = new_vehicle(factory_on=date(2019, 4, 1))
    take(Errand("vehicle_move_direct", person().pk, new=car, declared=stated, vin=car.vin), city)

    card = vehicles.find_by_vin(car.vin)
    assert card is not None
    assert card.mark_valid_until == date(2027, 5, 31)


def test_a_car_that_its_file_has_as_stolen_does_not_move_in(city: City, person: Callable[..., Party]) -> None:
    stated = {**FILE, "file_stolen": "yes"}
    with pytest.raises(cases.NotAccepted, match="被盗抢骗"):
        accept(Errand("vehicle_move_direct", person().pk, new=new_vehicle(), declared=stated), city)


def test_a_car_registered_here_does_not_move_in(city: City, vehicle: Vehicle) -> None:
    again = new_vehicle(vin=vehicle.vin, factory_on=date(2021, 4, 1))
    with pytest.raises(cases.AlreadyRegistered):
        accept(Errand("vehicle_move_direct", owner_of(vehicle), new=again, declared=FILE), city)


@pytest.mark.service("vehicle_transfer_away")
def test_a_car_is_sold_to_another_city(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    former, buyer, plate = owner_of(vehicle), person(), vehicles.get(vehicle.pk).plate
    stated = {**BOUGHT, "destination": "450103"}
    ended = take(Errand("vehicle_transfer_away", buyer.pk, vehicle=vehicle.pk, declared=stated, vin=vehicle.vin), city)

    card = vehicles.get(vehicle.pk)
    assert (card.owner_id, card.plate, card.statuses) == (buyer.pk, "", ("B",))
    assert not vehicle.licences.filter(voided_by=None).exists()
    temporary = TemporaryPlate.objects.get(case_no=ended.no)
    assert (temporary.purpose, temporary.valid_until) == ("transfer_out", date(2026, 4, 1))
    assert Retention.objects.get(number=plate, voided_by=None).party_id == former


@pytest.mark.service("vehicle_transfer_from_elsewhere")
def test_a_car_from_another_city_is_sold_here(city: City, pool: None, person: Callable[..., Party]) -> None:
    buyer, car = person(), new_vehicle(factory_on=date(2021, 4, 1))
    stated = {**FILE, "delivered_on": "2026-02-20", "way": "A"}
    take(Errand("vehicle_transfer_from_elsewhere", buyer.pk, new=car, declared=stated, vin=car.vin), city)

    card = vehicles.find_by_vin(car.vin)
    assert card is not None
    (only,) = vehicles.owners(card.id)
    assert (only.party_id, only.since) == (buyer.pk, date(2026, 2, 20))
    assert vehicles.title_entries(card.id)[-1].text == f"转让登记，转入，号牌号码{card.plate}"


@pytest.mark.service("vehicle_transfer_for_export")
def test_an_exporter_buys_a_car(city: City, vehicle: Vehicle, founding_act: int) -> None:
    firm = enter_unit(founding_act, name="北海湾二手车出口有限公司")
    errand = Errand("vehicle_transfer_for_export", firm.pk, vehicle=vehicle.pk, declared=BOUGHT, vin=vehicle.vin)
    ended = take(errand, city)

    assert vehicles.get(vehicle.pk).owner_id == firm.pk
    assert vehicles.title_entries(vehicle.pk)[-1].text == "转让登记，转让待出口"
    assert TemporaryPlate.objects.get(case_no=ended.no).valid_until == date(2026, 5, 1)


def test_a_person_is_no_exporter(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    with pytest.raises(cases.NotAccepted, match="二手车出口企业"):
        accept(Errand("vehicle_transfer_for_export", person().pk, vehicle=vehicle.pk, declared=BOUGHT), city)


@pytest.mark.service("vehicle_transfer_by_ruling")
def test_a_court_gives_the_car_to_another(
    city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    buyer, plate = person(), vehicles.get(vehicle.pk).plate
    stated = {"way": "K", "title_not_obtained": "yes", "plates_not_obtained": "yes"}
    errand = Errand("vehicle_transfer_by_ruling", buyer.pk, vehicle=vehicle.pk, declared=stated, vin=vehicle.vin)
    take(errand, city)

    card = vehicles.get(vehicle.pk)
    assert card.owner_id == buyer.pk
    assert card.plate != plate
    assert vehicle.titles.get(voided_by=None).serial == 2
    announced = Announcement.objects.get(vehicle=vehicle)
    assert (announced.papers, announced.plate) == (["title", "plates"], plate)


def test_a_mortgage_goes_along_to_another_city(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    bank, buyer, former = enter_unit(founding_act, name="北海湾银行"), person(), owner_of(vehicle)
    holds.place(
        kind="mortgage", authority="车辆管理所", since=date(2024, 1, 1), vehicle_id=vehicle.pk, creditor_id=bank.pk,
        act=founding_act,
    )  # fmt: skip
    errand = Errand(
        "vehicle_transfer_away",
        buyer.pk,
        vehicle=vehicle.pk,
        declared={**BOUGHT, "destination": "450103"},
        roles=(("former_owner", former), ("mortgagee", bank.pk)),
        vin=vehicle.vin,
    )
    ended = take(errand, city)

    assert vehicle.holds.get(voided_by=None).document == ended.no
