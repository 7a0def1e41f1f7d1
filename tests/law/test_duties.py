"""What is due for a whole city is what is due for each one: columns against single subjects, on any day."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cheguan.law.duties import licence_columns, of_licence, of_vehicle, vehicle_columns
from cheguan.law.duties.columns import NONE, as_day, day_number
from cheguan.law.duties.licence_columns import Licences
from cheguan.law.duties.names import OF_LICENCES, OF_VEHICLES
from cheguan.law.duties.of_licence import LicenceState
from cheguan.law.duties.vehicle_columns import Vehicles
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection

ON = st.dates(date(2012, 1, 1), date(2029, 12, 31))
TYPES = ("K33", "K31", "K11", "K16", "K21", "K39", "K38", "H11", "H31", "H51", "Q11", "B11", "G11", "M21", "M11", "Z11")
KINDS = st.builds(
    VehicleFacts,
    vehicle_type=st.sampled_from(TYPES),
    use=st.sampled_from("AABCDEFGLMNOPRT"),
    seats=st.sampled_from((2, 5, 6, 7, 9, 10, 19, 40)),
    exemption_lost=st.booleans(),
)
CLASSES = st.sets(st.sampled_from(("A1", "A2", "B1", "B2", "C1", "C3", "C5", "C6", "D", "E", "F", "M")), min_size=1)


@st.composite
def vehicles(draw: st.DrawFn) -> Vehicles:
    kinds = tuple(draw(st.lists(KINDS, min_size=1, max_size=4)))
    rows = draw(st.lists(vehicle_rows(len(kinds)), min_size=1, max_size=12))
    kind, made, registered, mark, scrap = (np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))
    return Vehicles(kinds=kinds, kind=kind, registered=registered, made=made, mark_until=mark, scrap_on=scrap)


@st.composite
def vehicle_rows(draw: st.DrawFn, kinds: int) -> tuple[int, ...]:
    made = draw(st.dates(date(1998, 1, 1), date(2026, 1, 1)))
    registered = made + timedelta(days=draw(st.integers(0, 2000)))
    mark = registered + timedelta(days=draw(st.integers(1, 6000)))
    scrap = draw(st.none() | st.dates(date(2010, 1, 1), date(2040, 1, 1)))
    days = (made, registered, draw(st.sampled_from((mark, None))), scrap)
    return draw(st.integers(0, kinds - 1)), *(day_number(each) for each in days)


@st.composite
def licences(draw: st.DrawFn) -> Licences:
    sets = tuple(frozenset(each) for each in draw(st.lists(CLASSES, min_size=1, max_size=4)))
    rows = draw(st.lists(licence_rows(len(sets)), min_size=1, max_size=12))
    held, birth, first, valid, points, *rest = (np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))
    medical, reviewed, deferred, extended = rest
    return Licences(sets, held, birth, first, valid, points, medical, reviewed, deferred, extended)


@st.composite
def licence_rows(draw: st.DrawFn, sets: int) -> tuple[int, ...]:
    birth = draw(st.dates(date(1935, 1, 1), date(2000, 12, 31)) | st.just(date(1956, 2, 29)))
    first = draw(st.dates(date(1985, 1, 1), date(2026, 1, 1)) | st.just(date(2004, 2, 29)))
    later = st.none() | st.dates(date(2005, 1, 1), date(2032, 1, 1))
    valid, medical, reviewed, deferred, extended = (draw(later) for _ in range(5))
    place, points = draw(st.integers(0, sets - 1)), draw(st.integers(0, 13))
    days = (day_number(each) for each in (medical, reviewed, deferred, extended))
    return place, day_number(birth), day_number(first), day_number(valid), points, *days


@settings(max_examples=300)
@given(vehicles(), ON)
def test_vehicles_in_columns_owe_what_each_owes(many: Vehicles, on: date) -> None:
    found = vehicle_columns.duties(many, on=on)
    assert list(found) == list(OF_VEHICLES)
    for place in range(len(many)):
        assert owed(found, place) == of_vehicle.duties(many.facts(place), on=on)


@settings(max_examples=300)
@given(licences(), ON)
def test_licences_in_columns_owe_what_each_owes(many: Licences, on: date) -> None:
    found = licence_columns.duties(many, on=on)
    assert list(found) == list(OF_LICENCES)
    for place in range(len(many)):
        assert owed(found, place) == of_licence.duties(many.state(place), on=on)


def owed(found: dict[str, np.ndarray], place: int) -> dict[str, date | None]:
    return {code: as_day(days[place]) for code, days in found.items() if days[place] != NONE}


def test_a_private_car_in_its_second_year_applies_for_the_mark_without_presentation() -> None:
    car = VehicleFacts(registered_on=date(2021, 5, 10), factory_on=date(2021, 4, 1), mark_valid_until=date(2023, 5, 31))
    assert of_vehicle.duties(car, on=date(2023, 2, 28)) == {}
    assert of_vehicle.duties(car, on=date(2023, 3, 1)) == {"mark_due": date(2023, 5, 31)}
    assert of_vehicle.duties(car, on=date(2023, 6, 1)) == {"inspection_overdue": date(2023, 5, 31)}


def test_a_bus_is_told_two_months_before_the_end_of_its_use() -> None:
    bus = VehicleFacts(vehicle_type="K11", use="C", registered_on=date(2012, 6, 15), factory_on=date(2012, 5, 1))
    assert of_vehicle.duties(bus, on=date(2025, 4, 14)) == {"scrap_last_year": date(2025, 6, 15)}
    assert set(of_vehicle.duties(bus, on=date(2025, 4, 15))) == {"scrap_last_year", "scrap_notice"}
    assert of_vehicle.duties(bus, on=date(2025, 6, 15)) == {"scrap_reached": date(2025, 6, 15)}


def test_a_truck_never_inspected_again_is_to_be_scrapped_after_three_cycles() -> None:
    truck = VehicleFacts(
        vehicle_type="H11",
        use="F",
        registered_on=date(2015, 3, 2),
        factory_on=date(2015, 1, 1),
        mark_valid_until=date(2021, 3, 31),
    )
    assert not inspection.three_cycles_missed(truck, on=date(2024, 3, 31))
    assert of_vehicle.duties(truck, on=date(2024, 4, 1))["cycles_missed"] == date(2024, 3, 31)


def person(*classes: str, birth: date, first: date, **more: object) -> LicenceState:
    given = {"valid_until": None, **more}
    return LicenceState(frozenset(classes), birth=birth, first_issued_on=first, **given)  # type: ignore[arg-type]


def test_a_heavy_truck_driver_with_a_point_owes_a_review_for_thirty_days() -> None:
    driver = person("B2", birth=date(1980, 1, 1), first=date(2014, 3, 10), last_points=1)
    assert of_licence.duties(driver, on=date(2025, 4, 8)) == {"review_due": date(2025, 4, 8)}
    assert of_licence.duties(driver, on=date(2025, 4, 9)) == {"review_overdue": date(2025, 4, 8)}


def test_from_seventy_a_certificate_is_owed_every_year_and_after_a_year_without_one_the_licence_goes() -> None:
    elder = person("C1", birth=date(1950, 6, 1), first=date(2010, 5, 20))
    before = {"medical_on": date(2024, 5, 25)}
    seen = person("C1", birth=date(1950, 6, 1), first=date(2010, 5, 20), **before)
    assert of_licence.duties(seen, on=date(2025, 5, 21)) == {"medical_due": date(2025, 6, 18)}
    assert of_licence.duties(seen, on=date(2025, 6, 19)) == {"medical_overdue": date(2025, 6, 18)}
    assert "cancel_medical" in of_licence.duties(elder, on=date(2025, 5, 21))


def test_the_age_of_63_ends_the_large_classes_unless_extended() -> None:
    driver = person("A2", birth=date(1963, 1, 20), first=date(1995, 1, 1))
    assert of_licence.duties(driver, on=date(2026, 1, 19)) == {"downgrade_soon": date(2026, 1, 20)}
    assert of_licence.duties(driver, on=date(2026, 1, 20)) == {"downgrade_due": date(2026, 1, 20)}
    longer = person("A2", birth=date(1963, 1, 20), first=date(1995, 1, 1), extended_until=date(2029, 1, 20))
    assert of_licence.duties(longer, on=date(2029, 1, 20)) == {}
    assert of_licence.duties(longer, on=date(2029, 1, 21)) == {"downgrade_due": date(2026, 1, 20)}
