"""Certificates, licences and corrections: which copy is valid, and what stands in the register."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.db.conftest import MORNING, City, new_vehicle
from tests.db.steps import text_of
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment, PlateSet
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import InspectionMark, Marking, Ownership, Title, Vehicle, VehicleLicence
from cheguan.work.cases import commands as cases


def of_owner(service: str, vehicle: Vehicle, **declared: str) -> Errand:
    owner = vehicle.ownerships.get().party_id
    return Errand(service, owner, vehicle=vehicle.pk, vin=vehicle.vin, declared=declared)


def grant_of(case_no: str) -> Act:
    return Act.objects.get(case_no=case_no, kind="grant")


@pytest.mark.service("vehicle_licence_exchange")
def test_a_worn_licence_is_taken_in_for_a_new_one(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("vehicle_licence_exchange", vehicle), city)
    assert vehicle.licences.get(voided_by=None).serial == 2
    assert vehicle.licences.get(serial=1).voided_by == grant_of(ended.no)
    assert [each.code for each in ended.service.collects] == ["vehicle_licence"]


@pytest.fixture
def untitled(city: City, person: Callable[..., Party], founding_act: int) -> Vehicle:
    """A car registered before there were certificates; nothing but its own row, its VIN, owner and number."""
    vin, office = new_vehicle().vin, city.system.office
    old = date(1999, 5, 10)
    vehicle = Vehicle.objects.create(
        vin=vin, brand="海棠牌", model="HT7", vehicle_type="K33", energy="A", origin="A", seats=5,
        factory_on=old, registered_on=old, office=office, issued_by_id=founding_act,
    )  # fmt: skip
    Marking.objects.create(vehicle=vehicle, vin=vin, issued_by_id=founding_act)
    Ownership.objects.create(vehicle=vehicle, party=person(), way="A", since=old, issued_by_id=founding_act)
    Assignment.objects.create(vehicle=vehicle, kind="02", number="桂E30001", issued_by_id=founding_act)
    return vehicle


@pytest.mark.service("title_first_issue")
def test_a_car_from_before_the_certificates_gets_its_first(city: City, untitled: Vehicle) -> None:
    ended = take(of_owner("title_first_issue", untitled), city)
    assert (untitled.titles.get().serial, untitled.titles.get().issued_by) == (1, grant_of(ended.no))
    with pytest.raises(cases.NotAccepted, match="已核发过"):
        accept(of_owner("title_first_issue", untitled), city)


@pytest.mark.service("title_reissue")
def test_a_lost_certificate_in_person_with_the_vehicle(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("title_reissue", vehicle), city)
    assert ended.route == "R2"
    assert (vehicle.titles.get(voided_by=None).serial, vehicle.titles.get(serial=1).voided_by) == (
        2,
        grant_of(ended.no),
    )
    assert vehicle.vin in text_of("title", ended.no, city)


def test_no_agent_for_a_lost_certificate(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    errand = Errand("title_reissue", vehicle.ownerships.get().party_id, vehicle=vehicle.pk, agent=person().pk)
    with pytest.raises(cases.NotAccepted) as refused:
        accept(errand, city)
    assert [each.rule for each in refused.value.findings] == ["agent.not_allowed"]


@pytest.mark.service("title_exchange")
def test_a_worn_certificate_of_a_mortgaged_car_with_the_mortgagee(
    city: City, vehicle: Vehicle, founding_act: int
) -> None:
    bank = enter_unit(founding_act, name="北海银行股份有限公司")
    holds.place(
        kind="mortgage",
        authority="车辆管理所",
        since=date(2025, 1, 1),
        vehicle_id=vehicle.pk,
        creditor_id=bank.pk,
        act=founding_act,
    )
    alone = of_owner("title_exchange", vehicle)
    with pytest.raises(cases.NotAccepted) as refused:
        accept(alone, city)
    assert [each.rule for each in refused.value.findings] == ["party.mortgagee"]
    take(Errand("title_exchange", alone.applicant, vehicle=vehicle.pk, roles=(("mortgagee", bank.pk),)), city)
    assert vehicle.titles.get(voided_by=None).serial == 2


@pytest.mark.service("register_correction")
@pytest.mark.parametrize(
    ("item", "value", "read"),
    [("colour", "BJ", "colour"), ("use", "F", "use"), ("engine_no", "CYA654321", "engine_no"), ("seats", "7", "seats")],
)
def test_a_wrong_entry_is_put_right(city: City, vehicle: Vehicle, item: str, value: str, read: str) -> None:
    ended = take(of_owner("register_correction", vehicle, corrected_item=item, corrected_to=value), city)
    assert str(getattr(vehicles.get(vehicle.pk), read)) == value
    (entry,) = vehicles.title_entries(vehicle.pk)
    assert (entry.kind, entry.on) == ("correction", MORNING.date())
    assert value in entry.text
    assert vehicle.licences.get(voided_by=None).issued_by == grant_of(ended.no)
    assert ended.fee_fen == 0


def test_five_working_days_to_confirm(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("register_correction", vehicle, corrected_item="other", corrected_to="见原档案"), city)
    assert ended.due_on == date(2026, 3, 9)
    assert "其他登记内容：见原档案" in vehicles.title_entries(vehicle.pk)[0].text


@pytest.mark.service("register_correction_number")
def test_a_wrong_number_is_replaced_with_plates_licence_and_mark(city: City, pool: None, vehicle: Vehicle) -> None:
    former = vehicle.plates.get().number
    take(of_owner("register_correction_number", vehicle), city)
    number = Assignment.objects.get(vehicle=vehicle, voided_by=None).number
    assert number != former
    assert PlateSet.objects.get(vehicle=vehicle, voided_by=None).number == number
    assert VehicleLicence.objects.get(vehicle=vehicle, voided_by=None).serial == 2
    assert InspectionMark.objects.get(vehicle=vehicle, voided_by=None).valid_until == date(2027, 5, 31)
    assert Title.objects.get(vehicle=vehicle).voided_by is None


@pytest.mark.service("file_query")
def test_an_owner_reads_the_file(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("file_query", vehicle), city)
    told = text_of("extract", ended.no, city)
    assert vehicle.vin in told
    assert "2021-05-10" in told
    assert grant_of(ended.no).basis == ["《机动车登记规定》第5条"]


@pytest.mark.service("file_query_official")
def test_a_court_reads_the_file_by_letter(city: City, vehicle: Vehicle, founding_act: int) -> None:
    court = enter_unit(founding_act, name="北海市海城区人民法院")
    ended = take(Errand("file_query_official", court.pk, vehicle=vehicle.pk), city)
    assert "海城区人民法院" in text_of("extract", ended.no, city)


def test_somebody_else_does_not_read_the_file_as_its_owner(
    city: City, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    with pytest.raises(cases.NotTheHolder):
        accept(Errand("file_query", person().pk, vehicle=vehicle.pk), city)
