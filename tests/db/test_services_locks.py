"""What authorities order: restrictions, theft records, the customs' release, a registration restored; and what is abolished."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.db.conftest import MORNING, City, enter_vehicle, new_vehicle
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.law import catalogue
from cheguan.registers.holds.models import Hold
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.commands import NumberTaken
from cheguan.registers.plates.models import Assignment, PlateSet, Retention
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import facts
from cheguan.work.cases.effects import EFFECTS
from cheguan.work.cases.locked import lock

PAPER = {"order_document": "（2026）桂0502执12号"}


@pytest.fixture
def court(founding_act: int) -> Party:
    return enter_unit(founding_act, name="北海市海城区人民法院")


def by_order(service: str, organ: Party, vehicle: Vehicle, **declared: str) -> Errand:
    return Errand(service, organ.pk, vehicle=vehicle.pk, declared={**PAPER, **declared})


@pytest.mark.service("vehicle_lock")
def test_a_seizure_is_recorded_with_court_and_document_and_stops_the_cancellation(
    city: City, vehicle: Vehicle, court: Party
) -> None:
    ended = take(by_order("vehicle_lock", court, vehicle, hold_kind="seizure"), city)
    hold = Hold.objects.get(vehicle=vehicle, voided_by=None)
    assert (hold.kind, hold.authority, hold.document) == ("seizure", "北海市海城区人民法院", PAPER["order_document"])
    assert hold.issued_by == Act.objects.get(case_no=ended.no, kind="grant")
    with pytest.raises(cases.NotAccepted, match="查封"):
        accept(Errand("cancellation_scrapped", vehicle.ownerships.get().party_id, vehicle=vehicle.pk), city)


@pytest.mark.service("vehicle_unlock")
def test_only_what_is_on_record_is_lifted(city: City, vehicle: Vehicle, court: Party) -> None:
    take(by_order("vehicle_lock", court, vehicle, hold_kind="seizure"), city)
    with pytest.raises(cases.NotAccepted, match="没有这种限制"):
        accept(by_order("vehicle_unlock", court, vehicle, hold_kind="lock"), city)
    ended = take(by_order("vehicle_unlock", court, vehicle, hold_kind="seizure"), city)
    assert Hold.objects.get(vehicle=vehicle).voided_by == Act.objects.get(case_no=ended.no, kind="grant")


@pytest.mark.service("theft_record")
@pytest.mark.service("theft_record_end")
def test_a_stolen_car_stops_everything_until_it_is_back(city: City, vehicle: Vehicle, founding_act: int) -> None:
    police = enter_unit(founding_act, name="北海市公安局刑侦支队")
    lost = Errand("vehicle_licence_reissue", vehicle.ownerships.get().party_id, vehicle=vehicle.pk)
    take(by_order("theft_record", police, vehicle), city)
    with pytest.raises(cases.NotAccepted, match="被盗抢骗"):
        accept(lost, city)
    take(by_order("theft_record_end", police, vehicle), city)
    assert Hold.objects.filter(vehicle=vehicle, voided_by=None).count() == 0
    take(lost, city)
    assert vehicle.licences.get(voided_by=None).serial == 2


@pytest.mark.service("customs_supervision_release")
def test_a_car_released_from_the_customs_is_free(city: City, person: Callable[..., Party], founding_act: int) -> None:
    customs = enter_unit(founding_act, name="北海海关")
    vehicle = vehicles.register(
        new_vehicle(origin="G", factory_on=date(2021, 4, 1)),
        owner_id=person().pk,
        way="A",
        since=date(2021, 5, 10),
        office=city.system.office,
        mark_until=date(2027, 5, 31),
        on=date(2021, 5, 10),
        act=founding_act,
    )
    release = by_order("customs_supervision_release", customs, vehicle)
    take(release, city)
    known = facts.of_application(release.application(city), on=MORNING.date(), office="450500", channel="window").facts
    assert known.the_vehicle.customs_released
    with pytest.raises(cases.NotAccepted, match="不在海关监管之下"):
        accept(release, city)


@pytest.mark.service("registration_restoration")
def test_a_wrong_cancellation_is_undone_with_its_number(city: City, vehicle: Vehicle, founding_act: int) -> None:
    number = vehicle.plates.get().number
    take(Errand("cancellation_scrapped", vehicle.ownerships.get().party_id, vehicle=vehicle.pk), city)
    police = enter_unit(founding_act, name="北海市公安局交通警察支队")
    ended = take(by_order("registration_restoration", police, vehicle), city)
    assert vehicle.statuses.filter(voided_by=None).count() == 0
    assert Assignment.objects.get(vehicle=vehicle, voided_by=None).number == number
    assert Retention.objects.get(number=number).voided_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert (vehicle.titles.get(voided_by=None).serial, vehicle.licences.get(voided_by=None).serial) == (2, 2)
    assert vehicle.marks.get(voided_by=None).valid_until == date(2027, 5, 31)
    assert PlateSet.objects.get(vehicle=vehicle, voided_by=None).number == number


def test_a_number_that_somebody_else_bears_now_does_not_come_back(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    number = vehicle.plates.get().number
    take(Errand("cancellation_scrapped", vehicle.ownerships.get().party_id, vehicle=vehicle.pk), city)
    enter_vehicle(founding_act, owner=person(), city=city, number=number)
    police = enter_unit(founding_act, name="北海市公安局交通警察支队")
    with pytest.raises(NumberTaken):
        take(by_order("registration_restoration", police, vehicle), city)
    assert set(vehicle.statuses.filter(voided_by=None).values_list("letter", flat=True)) == {"E"}


def test_laying_up_is_not_offered_today(city: City, vehicle: Vehicle) -> None:
    today = {service.code for service in catalogue.services(on=MORNING.date())}
    assert not today & {"laying_up", "driving_again"}
    assert catalogue.get("laying_up", on=date(2003, 6, 2)).system_code == "F"
    with pytest.raises(catalogue.NotInForce):
        accept(Errand("laying_up", vehicle.ownerships.get().party_id, vehicle=vehicle.pk), city)


def test_the_status_of_old_files_can_still_be_read_and_ended(city: City, vehicle: Vehicle, founding_act: int) -> None:
    case_no = accept(Errand("file_query", vehicle.ownerships.get().party_id, vehicle=vehicle.pk), city)
    case = lock(case_no, office=city.system.office)
    EFFECTS["lay_up"](case, founding_act, MORNING.date())
    assert vehicle.statuses.get(voided_by=None).letter == "D"
    EFFECTS["drive_again"](case, founding_act, MORNING.date())
    assert vehicle.statuses.filter(voided_by=None).count() == 0
