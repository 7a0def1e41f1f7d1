"""Inspection marks: until when the next one is valid, and copies of the present one."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.db.conftest import City, new_vehicle
from tests.db.steps import text_of
from tests.db.taking import Errand, accept, take

from cheguan.base.acts.models import Act
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

Enter = Callable[..., Vehicle]


@pytest.fixture
def enter(city: City, person: Callable[..., Party], founding_act: int) -> Enter:
    """A private car of that year whose mark ends this month."""

    def entered(year: int, office: str = city.system.office) -> Vehicle:
        vehicle = vehicles.register(
            new_vehicle(factory_on=date(year, 1, 10)),
            owner_id=person().pk,
            way="A",
            since=date(year, 3, 10),
            office=office,
            mark_until=date(2026, 3, 31),
            on=date(year, 3, 10),
            act=founding_act,
        )
        number = f"桂E{vehicle.pk % 100000:05d}"
        Assignment.objects.create(vehicle=vehicle, kind="02", number=number, issued_by_id=founding_act)
        return vehicle

    return entered


def of_owner(service: str, vehicle: Vehicle, **declared: str) -> Errand:
    return Errand(service, vehicle.ownerships.get().party_id, vehicle=vehicle.pk, declared=declared)


@pytest.mark.service("inspection_mark")
def test_a_ten_year_old_car_is_inspected_and_has_a_year(city: City, enter: Enter) -> None:
    vehicle = enter(2016)
    ended = take(of_owner("inspection_mark", vehicle), city)
    assert vehicle.marks.get(voided_by=None).valid_until == date(2027, 3, 31)
    assert vehicle.marks.get(valid_until=date(2026, 3, 31)).voided_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert "2027年3月" in text_of("mark", ended.no, city)


@pytest.mark.service("inspection_mark_exempt")
def test_a_two_year_old_car_needs_no_inspection_and_has_two_years(city: City, enter: Enter) -> None:
    vehicle = enter(2024)
    take(of_owner("inspection_mark_exempt", vehicle), city)
    assert vehicle.marks.get(voided_by=None).valid_until == date(2028, 3, 31)


def test_who_must_be_inspected_is_not_exempt(city: City, enter: Enter) -> None:
    with pytest.raises(cases.NotAccepted) as refused:
        accept(of_owner("inspection_mark_exempt", enter(2016)), city)
    assert [each.rule for each in refused.value.findings] == ["mark.exempt"]


def test_not_before_the_window_opens(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="2027-03-01起可以申请"):
        accept(of_owner("inspection_mark", vehicle), city)


@pytest.mark.service("inspection_mark_elsewhere")
def test_a_car_of_another_office_is_inspected_here(city: City, enter: Enter) -> None:
    vehicle = enter(2016, office="450700")
    take(of_owner("inspection_mark_elsewhere", vehicle), city)
    assert vehicle.marks.get(voided_by=None).valid_until == date(2027, 3, 31)


@pytest.mark.service("inspection_mark_reissue")
def test_a_lost_mark_keeps_its_validity(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("inspection_mark_reissue", vehicle, insurance_until="2026-12-31"), city)
    former, present = vehicle.marks.order_by("id")
    assert former.voided_by == present.issued_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert present.valid_until == former.valid_until


@pytest.mark.service("inspection_mark_exchange")
def test_a_worn_mark_needs_nothing_but_the_insurance(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="交强险已于2026-03-01到期"):
        accept(of_owner("inspection_mark_exchange", vehicle, insurance_until="2026-03-01"), city)
    take(of_owner("inspection_mark_exchange", vehicle, insurance_until="2026-03-02"), city)
    assert vehicle.marks.filter(voided_by=None).count() == 1
