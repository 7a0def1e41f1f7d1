"""The registration of a new vehicle, from the counter to the register and the paper."""

from collections.abc import Callable
from datetime import date
from itertools import islice
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, new_vehicle
from tests.db.steps import REGISTRATION_PAPERS, decide, given, hand_out, text_of, verify

from cheguan.base.acts.models import Act
from cheguan.law.rules import plates
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Draw
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application


def test_first_registration(city: City, pool: None, person: Callable[..., Party]) -> None:
    owner, car = person(), new_vehicle()
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=owner.pk,
            new_vehicle=car,
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    verify(case_no, car.vin, city)
    offered = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())
    cases.choose_number(case_no=case_no, number=offered[7], by=city.clerk, at=MORNING, key=uuid4())
    decide(case_no, city)
    hand_out(case_no, city)

    act = Act.objects.get(case_no=case_no, kind="grant")
    vehicle = Vehicle.objects.get(vin=car.vin)
    assert vehicle.issued_by == act
    assert vehicle.ownerships.get().party == owner
    assert vehicle.plates.get().number == offered[7]
    assert vehicle.marks.get().valid_until == date(2028, 3, 31)
    assert offered[7] in text_of("vehicle_licence", case_no, city)
    assert car.vin in text_of("title", case_no, city)


def test_the_draw_can_be_made_again_from_its_seed(city: City, pool: None, person: Callable[..., Party]) -> None:
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=new_vehicle(),
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    offered = cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())

    draw = Draw.objects.get(case_no=case_no)
    again = islice(plates.shuffled(draw.seed.encode(), size=draw.pool.size), len(offered) + len(draw.skipped))
    numbers = [f"桂E{plates.serial_at(draw.pool.pattern, place)}" for place in again]
    assert tuple(number for number in numbers if number not in draw.skipped) == offered
    sealed = Act.objects.get(pk=draw.day_key.issued_by_id)
    assert sealed.detail["sha256"] == draw.day_key.commitment


def test_a_vehicle_without_a_number_is_not_registered(city: City, pool: None, person: Callable[..., Party]) -> None:
    car = new_vehicle()
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=car,
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    verify(case_no, car.vin, city)

    with pytest.raises(cases.NoNumberChosen):
        decide(case_no, city)
    assert not Vehicle.objects.filter(vin=car.vin).exists()


def test_another_vin_than_the_papers_is_not_verified(city: City, person: Callable[..., Party]) -> None:
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=new_vehicle(),
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    with pytest.raises(cases.VinDiffers):
        verify(case_no, new_vehicle().vin, city)
