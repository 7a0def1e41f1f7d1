"""The five services that the house began with, taken from the counter to the archive by the commands alone."""

from collections.abc import Callable

import pytest
from tests.db.conftest import City, new_vehicle
from tests.db.taking import Errand, take

from cheguan.law.lifecycle import State
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle


@pytest.mark.service("vehicle_licence_reissue")
def test_a_lost_vehicle_licence(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get().party_id
    ended = take(Errand("vehicle_licence_reissue", owner, vehicle=vehicle.pk), city)
    assert ended.state is State.ARCHIVED
    assert vehicle.licences.get(voided_by=None).serial == 2


@pytest.mark.service("vehicle_registration")
def test_a_new_car(city: City, pool: None, person: Callable[..., Party]) -> None:
    car = new_vehicle()
    ended = take(Errand("vehicle_registration", person().pk, new=car, vin=car.vin), city)
    assert ended.state is State.ARCHIVED
    assert Vehicle.objects.get(vin=car.vin).plates.get().voided_by is None


@pytest.mark.service("vehicle_transfer")
def test_a_used_car(city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    buyer = person()
    ended = take(Errand("vehicle_transfer", buyer.pk, vehicle=vehicle.pk, vin=vehicle.vin), city)
    assert ended.state is State.ARCHIVED
    assert vehicle.ownerships.get(voided_by=None).party == buyer


@pytest.mark.service("licence_renewal")
def test_an_expiring_licence(city: City, licence: DrivingLicence) -> None:
    stated = {"medical_issued_on": "2026-02-20"}
    ended = take(Errand("licence_renewal", licence.party_id, licence=licence.pk, declared=stated), city)
    assert ended.state is State.ARCHIVED
    assert licence.terms.get(voided_by=None).term == "10"


@pytest.mark.service("licence_reissue")
def test_a_lost_licence(city: City, licence: DrivingLicence) -> None:
    ended = take(Errand("licence_reissue", licence.party_id, licence=licence.pk), city)
    assert ended.state is State.ARCHIVED
    assert licence.copies.get(voided_by=None).serial == 2
