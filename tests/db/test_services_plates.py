"""Temporary plates, plates lost and worn: what the register says of numbers, sets of plates and their days."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, new_vehicle
from tests.db.steps import text_of
from tests.db.taking import Errand, accept, finish, grant, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.law.rules import temporary_plate_issue
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates import queries as plates
from cheguan.registers.plates.commands import NoDaysLeft
from cheguan.registers.plates.models import Assignment, PlateSet, TemporaryPlate
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

INSURED = {"insurance_until": "2027-01-31"}


def only(case_no: str) -> TemporaryPlate:
    return TemporaryPlate.objects.get(case_no=case_no)


@pytest.mark.service("temporary_plate")
def test_a_new_car_drives_home_on_a_temporary_plate(city: City, person: Callable[..., Party]) -> None:
    buyer, car = person(), new_vehicle()
    ended = take(Errand("temporary_plate", buyer.pk, new=car, declared=INSURED), city)
    plate = only(ended.no)
    assert (plate.number, plate.kind, plate.party, plate.vin) == ("桂E00001临", "22", buyer, car.vin)
    assert (plate.valid_from, plate.valid_until) == (date(2026, 3, 2), date(2026, 4, 1))
    assert plate.issued_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert ended.fee_fen == 500
    assert "桂E00001临" in text_of("temporary_plate", ended.no, city)


def test_it_ends_with_the_insurance_or_as_asked_for(city: City, person: Callable[..., Party]) -> None:
    short = take(
        Errand("temporary_plate", person().pk, new=new_vehicle(), declared={"insurance_until": "2026-03-10"}), city
    )
    assert only(short.no).valid_until == date(2026, 3, 10)
    asked = {**INSURED, "requested_days": "7"}
    week = take(Errand("temporary_plate", person().pk, new=new_vehicle(), declared=asked), city)
    assert only(week.no).valid_until == date(2026, 3, 9)
    assert [only(each.no).number for each in (short, week)] == ["桂E00001临", "桂E00002临"]


def test_the_fourth_is_refused_by_what_the_register_counts(city: City, person: Callable[..., Party]) -> None:
    errand = Errand("temporary_plate", person().pk, new=new_vehicle(), declared=INSURED)
    for _ in range(3):
        take(errand, city)
    with pytest.raises(cases.NotAccepted) as refused:
        accept(errand, city)
    assert [each.rule for each in refused.value.findings] == ["temporary_plate.three_times"]


@pytest.mark.service("temporary_plate_export")
def test_an_export_has_one(city: City, founding_act: int) -> None:
    maker = enter_unit(founding_act, name="北海湾汽车制造有限公司")
    errand = Errand("temporary_plate_export", maker.pk, new=new_vehicle(), declared=INSURED)
    assert only(take(errand, city).no).purpose == "new_vehicle_export"
    with pytest.raises(cases.NotAccepted):
        accept(errand, city)


@pytest.mark.service("temporary_plate_research")
def test_research_has_six_months_and_its_own_series(city: City, founding_act: int) -> None:
    maker = enter_unit(founding_act, name="北海湾汽车制造有限公司")
    ended = take(Errand("temporary_plate_research", maker.pk, new=new_vehicle(), declared=INSURED), city)
    assert (only(ended.no).number, only(ended.no).valid_until) == ("桂E00001试", date(2026, 9, 2))


@pytest.mark.service("temporary_plate_oversize")
def test_an_oversize_vehicle_has_ninety_days(city: City, founding_act: int) -> None:
    firm = enter_unit(founding_act, name="北海大件运输有限公司")
    ended = take(
        Errand("temporary_plate_oversize", firm.pk, new=new_vehicle(vehicle_type="H17"), declared=INSURED), city
    )
    assert (only(ended.no).number, only(ended.no).valid_until) == ("桂E00001超", date(2026, 5, 31))


@pytest.mark.service("temporary_plate_road_test")
def test_a_road_test_plate_ends_with_its_permit(city: City, founding_act: int) -> None:
    tester = enter_unit(founding_act, name="北海智行科技有限公司")
    declared = {**INSURED, "test_permit_until": "2026-06-30"}
    ended = take(Errand("temporary_plate_road_test", tester.pk, new=new_vehicle(), declared=declared), city)
    assert only(ended.no).valid_until == date(2026, 6, 30)


@pytest.mark.service("temporary_entry")
def test_a_foreign_car_has_plate_and_licence_as_long_as_it_may_stay(city: City, person: Callable[..., Party]) -> None:
    car = new_vehicle(origin="B")
    declared = {**INSURED, "entry_until": "2026-05-31"}
    ended = take(Errand("temporary_entry", person().pk, new=car, vin=car.vin, declared=declared), city)
    assert (only(ended.no).number, only(ended.no).kind) == ("桂E00001境", "20")
    assert only(ended.no).valid_until == date(2026, 5, 31)
    assert "2026年5月31日" in text_of("entry_licence", ended.no, city)


@pytest.mark.service("plates_reissue")
def test_lost_plates_keep_the_number_and_are_made_anew(city: City, vehicle: Vehicle) -> None:
    owner, number = vehicle.ownerships.get().party_id, vehicle.plates.get().number
    errand = Errand("plates_reissue", owner, vehicle=vehicle.pk)
    case_no = accept(errand, city)
    grant(case_no, errand, city)
    ordered = PlateSet.objects.get(vehicle=vehicle, voided_by=None)
    assert (ordered.number, ordered.serial, ordered.deliveries.count()) == (number, 2, 0)
    finish(case_no, city)
    assert ordered.deliveries.get().received_on == MORNING.date()
    assert Assignment.objects.get(vehicle=vehicle, voided_by=None).number == number
    assert number in text_of("plate_order", case_no, city)


@pytest.mark.service("plates_exchange")
def test_worn_plates_are_void_when_others_are_ordered(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get().party_id
    take(Errand("plates_reissue", owner, vehicle=vehicle.pk), city)
    ended = take(Errand("plates_exchange", owner, vehicle=vehicle.pk), city)
    former, present = PlateSet.objects.filter(vehicle=vehicle).order_by("serial")
    assert former.voided_by == present.issued_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert (former.serial, present.serial) == (2, 3)


@pytest.mark.service("temporary_plate_waiting")
def test_while_the_plates_are_made_a_temporary_one_is_valid_and_three_workdays_longer(
    city: City, vehicle: Vehicle
) -> None:
    owner = vehicle.ownerships.get().party_id
    waiting = Errand("temporary_plate_waiting", owner, vehicle=vehicle.pk, declared=INSURED)
    with pytest.raises(cases.NotAccepted, match="没有正在制作的号牌"):
        accept(waiting, city)

    lost = Errand("plates_reissue", owner, vehicle=vehicle.pk)
    case_no = accept(lost, city)
    grant(case_no, lost, city)
    ended = take(waiting, city)
    plate = plates.find_temporary(ended.no)
    assert plate is not None
    assert (plate.valid_until, plate.usable_until) == (date(2026, 3, 17), date(2026, 3, 17))
    finish(case_no, city)
    (known,) = plates.temporary_of_vin(vehicle.vin)
    assert known.usable_until == date(2026, 3, 5)


def test_registration_orders_the_plates_too(city: City, pool: None, person: Callable[..., Party]) -> None:
    car = new_vehicle()
    take(Errand("vehicle_registration", person().pk, new=car, vin=car.vin), city)
    plates_of_car = PlateSet.objects.get(vehicle__vin=car.vin, voided_by=None)
    assert (plates_of_car.serial, plates_of_car.deliveries.count()) == (1, 1)


def test_stolen_and_seized(city: City, vehicle: Vehicle, founding_act: int) -> None:
    lost = Errand("plates_reissue", vehicle.ownerships.get().party_id, vehicle=vehicle.pk)
    for kind in ("seizure", "stolen"):
        holds.place(kind=kind, authority="公安机关", since=MORNING.date(), vehicle_id=vehicle.pk, act=founding_act)
    with pytest.raises(cases.NotAccepted) as refused:
        accept(lost, city)
    assert [each.rule for each in refused.value.findings] == ["vehicle.not_stolen"]


@pytest.mark.parametrize("serial", [0, 100_000])
def test_a_series_has_an_end(serial: int) -> None:
    with pytest.raises(temporary_plate_issue.SeriesExhausted):
        temporary_plate_issue.number("桂E", "bought_not_registered", serial)


def test_insurance_that_ended_since_the_acceptance_leaves_no_days(city: City, person: Callable[..., Party]) -> None:
    errand = Errand("temporary_plate", person().pk, new=new_vehicle(), declared={"insurance_until": "2026-03-02"})
    case_no = accept(errand, city)
    tomorrow = MORNING.replace(day=3)
    cases.review(case_no=case_no, by=city.reviewer, at=tomorrow, key=uuid4())
    with pytest.raises(NoDaysLeft, match="没有可以核发的有效期"):
        cases.grant(case_no=case_no, by=city.reviewer, at=tomorrow, key=uuid4())
