"""What is due in the office, read from the registers in one pass."""

from collections.abc import Callable
from datetime import date

from tests.db.conftest import City, enter_licence, enter_vehicle

from cheguan.registers.drivers.models import Points
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import InspectionMark, Status, Vehicle
from cheguan.work.duties import queries

OFFICE = "450500"


def owing(found: queries.Pass, code: str) -> dict[int, date]:
    return dict(found.owing(code))


def test_a_mark_that_ends_soon_is_due_and_one_that_ended_is_overdue(
    city: City, founding_act: int, person: Callable[..., Party]
) -> None:
    soon, late, fine = (enter_vehicle(founding_act, owner=person(), city=city) for _ in range(3))
    for vehicle, until in ((soon, date(2027, 5, 31)), (late, date(2025, 5, 31)), (fine, date(2029, 5, 31))):
        InspectionMark.objects.filter(vehicle=vehicle).update(voided_by=founding_act)
        InspectionMark.objects.create(vehicle=vehicle, valid_until=until, issued_by_id=founding_act)

    found = queries.of_vehicles(office=OFFICE, on=date(2027, 4, 1))

    assert owing(found, "inspection_due") == {soon.pk: date(2027, 5, 31)}
    assert owing(found, "inspection_overdue") == {late.pk: date(2025, 5, 31)}
    assert fine.pk in found.ids


def test_a_cancelled_vehicle_owes_nothing(city: City, founding_act: int, vehicle: Vehicle) -> None:
    Status.objects.create(vehicle=vehicle, letter="E", issued_by_id=founding_act)
    assert vehicle.pk not in queries.of_vehicles(office=OFFICE, on=date(2030, 1, 1)).ids


def test_a_truck_driver_with_points_in_the_last_cycle_owes_a_review(
    city: City, founding_act: int, person: Callable[..., Party]
) -> None:
    driver, careful = (
        enter_licence(founding_act, holder=person(), city=city, classes=("B2",), valid_until=date(2028, 6, 10))
        for _ in range(2)
    )
    for licence, day in ((driver, date(2025, 3, 1)), (careful, date(2023, 3, 1))):
        Points.objects.create(licence=licence, on=day, points=3, reference="R", settled=True, issued_by_id=founding_act)

    found = queries.of_licences(office=OFFICE, on=date(2025, 7, 1))

    assert owing(found, "review_due") == {driver.pk: date(2025, 7, 9)}
    assert owing(queries.of_licences(office=OFFICE, on=date(2025, 7, 10)), "review_overdue").keys() == {driver.pk}


def test_an_expired_licence_is_named_by_its_file(city: City, founding_act: int, person: Callable[..., Party]) -> None:
    licence = enter_licence(founding_act, holder=person(), city=city, valid_until=date(2026, 4, 20))
    found = queries.of_licences(office=OFFICE, on=date(2026, 4, 21))
    assert list(found.numbers("renewal_overdue")) == [(licence.file_no, date(2027, 4, 20))]


def test_an_office_without_vehicles_owes_nothing(city: City) -> None:
    found = queries.of_vehicles(office="450600", on=date(2026, 3, 2))
    assert len(found.ids) == 0
    assert all(found.count(code) == 0 for code in found.names)
    assert all(
        not list(queries.of_licences(office="450600", on=date(2026, 3, 2)).owing(code)) for code in ("review_due",)
    )
