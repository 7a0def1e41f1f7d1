"""Two decisions about one subject at once: the second is asked again after the first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction
from tests.db.conftest import MORNING, City, enter_person, enter_vehicle, found_city
from tests.db.driving import learner
from tests.db.taking import Errand, accept
from tests.db.test_services_licence_application import FIRST
from tests.db.units import enter_unit

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases import commands as cases
from cheguan.work.cases.effects import EFFECTS
from cheguan.work.cases.locked import Locked

INCOMING = {
    "incoming_classes": "C1",
    "incoming_first_on": "2020-05-01",
    "incoming_from": "2020-05-01",
    "incoming_until": "2026-05-01",
}


@pytest.fixture
def office(committed: None) -> City:
    return found_city()


def founded(office: City) -> int:
    return acts.record(kind="found_registers", by=office.system, at=MORNING, basis=[], key=uuid4())


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Event]:
    """An effect that, once it is under way, says so and takes its time."""

    def slow(name: str) -> Event:
        under_way, carry_out = Event(), EFFECTS[name]

        def wait(case: Locked, act: int, on: date) -> None:
            carry_out(case, act, on)
            under_way.set()
            sleep(0.5)

        monkeypatch.setitem(EFFECTS, name, wait)
        return under_way

    return slow


def decided_beside(office: City, first: str, second: str, under_way: Event) -> list[object]:
    """The second is decided while the first one's decision is not yet through; refusals are results."""

    def decide(no: str) -> object:
        try:
            return cases.grant(case_no=no, by=office.reviewer, at=MORNING, key=uuid4())
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(decide, first)
        assert under_way.wait(timeout=10), early.result(timeout=10)
        late = pool.submit(decide, second)
        return [early.result(), late.result()]


def reviewed(errand: Errand, office: City) -> str:
    no = accept(errand, office)
    cases.review(case_no=no, by=office.reviewer, at=MORNING, key=uuid4())
    return no


def test_a_theft_record_under_way_stops_every_other_decision(office: City, slowly: Callable[[str], Event]) -> None:
    with transaction.atomic():
        act = founded(office)
        owner, police = enter_person(act), enter_unit(act, name=f"北海市公安局{uuid4().hex[:6]}")
        car = enter_vehicle(act, owner=owner, city=office)
    lost = reviewed(Errand("vehicle_licence_reissue", owner.pk, vehicle=car.pk), office)
    theft = reviewed(
        Errand("theft_record", police.pk, vehicle=car.pk, declared={"order_document": "盗抢〔2026〕1号"}), office
    )

    early, late = decided_beside(office, theft, lost, slowly("record_theft"))

    assert early is None
    assert isinstance(late, cases.NotGranted)
    assert car.licences.count() == 1


def test_nobody_gets_two_licences_by_two_ways_at_once(office: City, slowly: Callable[[str], Event]) -> None:
    with transaction.atomic():
        act = founded(office)
        who = enter_person(act, born_on=date(2000, 5, 1))
        learner(act, who, "C1")
    one = reviewed(Errand("licence_application", who.pk, declared=FIRST), office)
    two = reviewed(Errand("licence_transfer_in", who.pk, declared=INCOMING), office)

    early, late = decided_beside(office, one, two, slowly("issue_licence"))

    assert early is None
    assert isinstance(late, cases.NotGranted)
    assert DrivingLicence.objects.filter(party=who).count() == 1


def test_of_two_swaps_of_the_same_numbers_one_is_carried_out(office: City, slowly: Callable[[str], Event]) -> None:
    with transaction.atomic():
        act = founded(office)
        owner = enter_person(act)
        cars = [enter_vehicle(act, owner=owner, city=office) for _ in range(2)]
    numbers = [vehicles.get(car.pk).plate for car in cars]
    nos = [
        reviewed(Errand("vehicle_swap_numbers", owner.pk, vehicle=car.pk, declared={"other_plate": other}), office)
        for car, other in zip(cars, reversed(numbers), strict=True)
    ]

    early, late = decided_beside(office, nos[0], nos[1], slowly("swap_numbers"))

    assert early is None
    assert isinstance(late, cases.NotGranted)
    assert [vehicles.get(car.pk).plate for car in cars] == numbers[::-1]
