"""School buses: opinion, tag, renewal, a new copy, the return, and the month's report."""

from dataclasses import replace
from datetime import date

import pytest
from tests.db.conftest import City, new_vehicle
from tests.db.steps import text_of
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.registers.buses import queries as buses
from cheguan.registers.buses.models import Opinion, Tag
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

RUN = {
    "bus_driver": "韦校车",
    "bus_route": "银海区中心小学—福成镇",
    "bus_hours": "7:00、16:40",
    "bus_stops": "福成、西塘、平阳",
}
FITTED = {"bus_lights_signs": "yes", "bus_positioning": "yes", "bus_safety_kit": "yes", "bus_livery": "yes"}


@pytest.fixture
def school(founding_act: int) -> Party:
    return enter_unit(founding_act, name="北海市银海区中心小学")


@pytest.fixture
def bus(city: City, school: Party, founding_act: int) -> Vehicle:
    """A dedicated school bus whose half-year ends this month."""
    vehicle = vehicles.register(
        new_vehicle(vehicle_type="K18", use="P", seats=36, factory_on=date(2024, 6, 1)),
        owner_id=school.pk,
        way="A",
        since=date(2024, 9, 10),
        office=city.system.office,
        mark_until=date(2026, 3, 31),
        on=date(2024, 9, 10),
        act=founding_act,
    )
    Assignment.objects.create(vehicle=vehicle, kind="01", number="桂E20001", issued_by_id=founding_act)
    return vehicle


@pytest.fixture
def tag(school: Party, bus: Vehicle) -> Errand:
    declared = {**RUN, "bus_permit_until": "2026-08-31"}
    return Errand("school_bus_tag", school.pk, vehicle=bus.pk, vin=bus.vin, declared=declared)


@pytest.mark.service("school_bus_opinion")
def test_the_police_have_nothing_against_it(city: City, school: Party, bus: Vehicle) -> None:
    errand = Errand("school_bus_opinion", school.pk, vehicle=bus.pk, vin=bus.vin, verified=FITTED)
    ended = take(errand, city)
    assert ended.due_on == date(2026, 3, 5)
    opinion = Opinion.objects.get(vehicle=bus)
    assert (opinion.provider, opinion.issued_by) == (school, Act.objects.get(case_no=ended.no, kind="grant"))
    assert "同意" in text_of("bus_opinion", ended.no, city)


def test_a_bus_without_extinguisher_is_not_agreed_to(city: City, school: Party, bus: Vehicle) -> None:
    verified = {**FITTED, "bus_safety_kit": "no"}
    with pytest.raises(cases.NotGranted, match="干粉灭火器"):
        take(Errand("school_bus_opinion", school.pk, vehicle=bus.pk, vin=bus.vin, verified=verified), city)
    assert not Opinion.objects.exists()


@pytest.mark.service("school_bus_tag")
def test_the_tag_ends_with_the_inspection(city: City, bus: Vehicle, tag: Errand) -> None:
    ended = take(tag, city)
    found = Tag.objects.get(vehicle=bus, voided_by=None)
    assert (found.valid_until, found.permit_until) == (date(2026, 3, 31), date(2026, 8, 31))
    assert found.driver == "韦校车"
    printed = text_of("bus_tag", ended.no, city)
    assert all(word in printed for word in ("桂E20001", "韦校车", "福成、西塘、平阳", "2026年3月31日"))
    licence = take(Errand("vehicle_licence_reissue", tag.applicant, vehicle=bus.pk), city)
    assert "校车，核载36人" in text_of("vehicle_licence", licence.no, city)


@pytest.mark.service("school_bus_renewal")
def test_after_the_half_yearly_inspection_the_tag_ends_with_the_permit(city: City, bus: Vehicle, tag: Errand) -> None:
    renewal = replace(tag, service="school_bus_renewal", declared={})
    with pytest.raises(cases.NotAccepted, match="该车没有校车标牌"):
        accept(renewal, city)
    take(tag, city)
    take(renewal, city)
    assert bus.marks.get(voided_by=None).valid_until == date(2026, 9, 30)
    assert Tag.objects.get(vehicle=bus, voided_by=None).valid_until == date(2026, 8, 31)


@pytest.mark.service("school_bus_tag_reissue")
def test_a_lost_tag_says_the_same(city: City, bus: Vehicle, tag: Errand) -> None:
    take(tag, city)
    ended = take(replace(tag, service="school_bus_tag_reissue", declared={}), city)
    former, present = Tag.objects.filter(vehicle=bus).order_by("id")
    assert former.voided_by == present.issued_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert (present.route, present.valid_until) == (former.route, former.valid_until)


@pytest.mark.service("school_bus_tag_return")
def test_a_tag_handed_back_is_void(city: City, bus: Vehicle, tag: Errand) -> None:
    take(tag, city)
    take(replace(tag, service="school_bus_tag_return", declared={}), city)
    assert buses.find_tag(bus.pk) is None


def test_the_month_tells_what_was_issued_changed_and_recovered(city: City, bus: Vehicle, tag: Errand) -> None:
    take(tag, city)
    take(replace(tag, declared={**tag.declared, "bus_driver": "黄接送"}), city)
    take(replace(tag, service="school_bus_tag_return", declared={}), city)
    report = buses.changes_of_month(office=city.system.office, month=date(2026, 3, 15))
    assert sorted((line.what, line.driver) for line in report) == [
        ("changed", "黄接送"),
        ("issued", "韦校车"),
        ("recovered", "黄接送"),
    ]
    assert {(line.day, line.plate, line.provider) for line in report} == {
        (date(2026, 3, 2), "桂E20001", "北海市银海区中心小学")
    }
    assert buses.changes_of_month(office=city.system.office, month=date(2026, 4, 1)) == ()
