"""Two at once: whoever comes second is refused or gets the first one's answer; nothing is done twice."""

from uuid import uuid4

import pytest
from django.db import transaction
from tests.db.conftest import MORNING, City, enter_person, enter_vehicle, found_city
from tests.db.racing import together
from tests.db.test_cases import reissue_of

from cheguan.base.acts import commands as acts
from cheguan.base.acts.models import Act
from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.models import Case
from cheguan.work.payments import commands as payments
from cheguan.work.printing.models import BlankUse

AT_ONCE = 8


@pytest.fixture
def office(committed: None) -> City:
    return found_city()


@pytest.fixture
def car(office: City) -> Vehicle:
    (vehicle,) = cars_of(office, 1)
    return vehicle


def cars_of(office: City, count: int) -> list[Vehicle]:
    with transaction.atomic():
        act = acts.record(kind="found_registers", by=office.system, at=MORNING, basis=[], key=uuid4())
        return [enter_vehicle(act, owner=enter_person(act), city=office) for _ in range(count)]


def test_one_vehicle_is_accepted_once(office: City, car: Vehicle) -> None:
    results = together(
        *[lambda: cases.accept(application=reissue_of(car), by=office.clerk, at=MORNING, key=uuid4())] * AT_ONCE
    )

    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, cases.AlreadyUnderWay) for result in results) == AT_ONCE - 1
    assert Case.objects.filter(vehicle=car).count() == 1


def test_one_key_makes_one_case(office: City, car: Vehicle) -> None:
    key = uuid4()
    results = together(
        *[lambda: cases.accept(application=reissue_of(car), by=office.clerk, at=MORNING, key=key)] * AT_ONCE
    )

    assert len(set(results)) == 1
    assert Case.objects.filter(vehicle=car).count() == 1


def test_a_case_is_granted_once(office: City, car: Vehicle) -> None:
    case_no = cases.accept(application=reissue_of(car), by=office.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())

    results = together(*[lambda: cases.grant(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())] * AT_ONCE)

    assert results.count(None) == 1
    assert sum(isinstance(result, cases.WrongState) for result in results) == AT_ONCE - 1
    assert Act.objects.filter(case_no=case_no, kind="grant").count() == 1
    assert car.licences.count() == 2


def test_a_case_is_reviewed_once(office: City, car: Vehicle) -> None:
    case_no = cases.accept(application=reissue_of(car), by=office.clerk, at=MORNING, key=uuid4())

    results = together(*[lambda: cases.review(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())] * AT_ONCE)

    assert sum(not isinstance(result, Refusal) for result in results) == 1
    assert Act.objects.filter(case_no=case_no, kind="review").count() == 1


def test_blanks_and_numbers_are_never_given_twice(office: City) -> None:
    cars = cars_of(office, AT_ONCE)

    def errand() -> str:
        case_no = cases.accept(application=reissue_of(cars.pop()), by=office.clerk, at=MORNING, key=uuid4())
        cases.review(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())
        cases.grant(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())
        payments.collect(case_no=case_no, method="cash", by=office.clerk, at=MORNING, key=uuid4())
        cases.make(case_no=case_no, by=office.maker, at=MORNING, key=uuid4())
        return case_no

    case_nos = together(*[errand] * AT_ONCE)

    assert len(set(case_nos)) == AT_ONCE
    blanks = BlankUse.objects.filter(case_no__in=case_nos).values_list("number", flat=True)
    assert len(set(blanks)) == AT_ONCE
    serials = sorted(int(str(no).rpartition("-")[2]) for no in case_nos)
    assert serials == list(range(serials[0], serials[0] + AT_ONCE))
