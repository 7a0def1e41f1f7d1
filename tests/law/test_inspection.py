"""The periodic inspection under each reform: the worked examples, and what holds for every vehicle."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.law.dates import month_end
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection

SEDAN: dict[str, Any] = {"vehicle_type": "K33", "use": "A", "seats": 5}
KINDS: dict[str, dict[str, Any]] = {
    "sedan": SEDAN,
    "suv": {"vehicle_type": "K32", "use": "A", "seats": 7},
    "injured": {**SEDAN, "exemption_lost": True},
    "minibus": {"vehicle_type": "K39", "use": "A", "seats": 7},
    "ten_seats": {"vehicle_type": "K31", "use": "A", "seats": 10},
    "large_sedan": {"vehicle_type": "K16", "use": "A", "seats": 5},
    "motorcycle": {"vehicle_type": "M21", "use": "A", "seats": 2},
    "coach": {"vehicle_type": "K11", "use": "B", "seats": 45},
    "staff_bus": {"vehicle_type": "K21", "use": "A", "seats": 19},
    "truck": {"vehicle_type": "H21", "use": "F"},
    "trailer": {"vehicle_type": "B11", "use": "F"},
    "school_bus": {"vehicle_type": "K28", "use": "P", "seats": 19},
}


def vehicle(kind: str, **more) -> VehicleFacts:
    return VehicleFacts(**{**KINDS[kind], **more})


@pytest.mark.parametrize(
    ("kind", "registered", "valid", "applied", "mode", "opens", "new"),
    [
        ("sedan", "2021-05-10", "2023-05-31", "2023-04-20", "mark_only", "2023-03-01", "2025-05-31"),
        ("sedan", "2021-05-10", "2027-05-31", "2027-04-02", "online", "2027-03-01", "2029-05-31"),
        ("suv", "2016-10-25", "2024-10-31", "2024-09-10", "mark_only", "2024-08-01", "2026-10-31"),
        ("sedan", "2013-06-18", "2024-06-30", "2024-05-07", "online", "2024-04-01", "2025-06-30"),
        ("sedan", "2014-11-20", "2022-11-30", "2022-10-15", "mark_only", "2022-09-01", "2024-11-30"),
        ("sedan", "2012-08-08", "2020-08-31", "2020-07-15", "online", "2020-06-01", "2021-08-31"),
        ("sedan", "2012-08-08", "2022-08-31", "2022-07-15", "online", "2022-06-01", "2023-08-31"),
        ("injured", "2017-01-05", "2024-01-31", "2023-12-01", "online", "2023-11-01", "2025-01-31"),
        ("minibus", "2019-08-20", "2025-08-31", "2025-07-01", "online", "2025-06-01", "2026-08-31"),
        ("motorcycle", "2018-03-05", "2024-03-31", "2024-02-01", "online", "2024-01-01", "2026-03-31"),
        ("motorcycle", "2018-03-05", "2022-03-31", "2022-02-01", "online", "2022-01-01", "2023-03-31"),
        ("coach", "2020-04-10", "2025-04-30", "2025-03-05", "online", "2025-02-01", "2025-10-31"),
        ("truck", "2014-02-10", "2024-02-29", "2024-02-10", "online", "2023-12-01", "2024-08-31"),
        ("trailer", "2014-02-10", "2024-02-29", "2024-02-10", "online", "2023-12-01", "2025-02-28"),
        ("staff_bus", "2020-02-10", "2024-02-29", "2024-02-10", "online", "2023-12-01", "2025-02-28"),
        ("school_bus", "2024-02-10", "2024-08-31", "2024-08-10", "online", "2024-08-01", "2025-02-28"),
        ("sedan", "2021-05-10", "2023-05-31", "2023-01-10", "mark_only", "2023-03-01", "2025-05-31"),
        ("sedan", "2014-01-10", "2021-01-31", "2021-01-05", "mark_only", "2020-11-01", "2022-01-31"),
        ("sedan", "2007-03-10", "2022-09-30", "2022-10-08", "mark_only", "2022-07-01", "2023-03-31"),
        ("coach", "2020-04-10", "2024-07-31", "2024-07-05", "online", "2024-05-01", "2025-04-30"),
        ("sedan", "2021-05-10", "2023-05-15", "2023-04-20", "mark_only", "2023-03-01", "2025-05-31"),
        ("sedan", "2013-06-18", "2023-06-30", "2024-08-07", "online", "2023-04-01", "2025-06-30"),
    ],
)
def test_renewal(kind: str, registered: str, valid: str, applied: str, mode: str, opens: str, new: str) -> None:
    found = inspection.renewal(
        vehicle(kind),
        registered_on=date.fromisoformat(registered),
        validity_end=date.fromisoformat(valid),
        on=date.fromisoformat(applied),
    )
    assert (found.mode, found.window_start.isoformat(), found.new_validity_end.isoformat()) == (mode, opens, new)


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("sedan", "2028-03-31"),
        ("suv", "2028-03-31"),
        ("minibus", "2028-03-31"),
        ("motorcycle", "2028-03-31"),
        ("large_sedan", "2028-03-31"),
        ("staff_bus", "2027-03-31"),
        ("coach", "2027-03-31"),
        ("truck", "2027-03-31"),
        ("trailer", "2027-03-31"),
        ("school_bus", "2026-09-30"),
    ],
)
def test_the_first_mark(kind: str, until: str) -> None:
    assert inspection.first_validity(vehicle(kind), registered_on=date(2026, 3, 2)) == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("kind", "on", "relieved"),
    [
        ("sedan", "2014-08-31", False),
        ("sedan", "2014-09-01", True),
        ("suv", "2020-11-19", False),
        ("suv", "2020-11-20", True),
        ("ten_seats", "2022-10-01", False),
        ("minibus", "2022-10-01", False),
        ("injured", "2022-10-01", False),
        ("motorcycle", "2022-09-30", False),
        ("motorcycle", "2022-10-01", True),
        ("large_sedan", "2022-10-01", True),
    ],
)
def test_who_is_relieved_and_since_when(kind: str, on: str, relieved: bool) -> None:
    assert bool(inspection.schedule(vehicle(kind), on=date.fromisoformat(on)).marks) is relieved


@pytest.mark.parametrize(("registered", "relieved"), [("2020-03-05", True), ("2020-03-06", False)])
def test_a_car_registered_over_four_years_after_the_works_is_never_relieved(registered: str, relieved: bool) -> None:
    car = vehicle("sedan", factory_on=date(2016, 3, 5), registered_on=date.fromisoformat(registered))
    assert bool(inspection.schedule(car, on=date(2026, 1, 1)).marks) is relieved


def test_a_former_commercial_car_keeps_the_commercial_cycle() -> None:
    assert inspection.class_of(vehicle("sedan", use="L")) == "commercial_pass"


@given(
    st.sampled_from(sorted(KINDS)),
    st.dates(date(2005, 1, 1), date(2024, 12, 31)),
    st.integers(0, 12),
    st.integers(-120, 400),
)
def test_a_new_mark_is_longer_and_ends_with_a_month(kind: str, registered: date, turns: int, late: int) -> None:
    car = vehicle(kind, registered_on=registered)
    valid = inspection.first_validity(car, registered_on=registered)
    for _ in range(turns):
        renewed = inspection.renewal(car, registered_on=registered, validity_end=valid, on=valid)
        assert valid == renewed.due < renewed.new_validity_end == month_end(renewed.new_validity_end)
        valid = renewed.new_validity_end
    overdue = inspection.renewal(car, registered_on=registered, validity_end=valid, on=valid + timedelta(days=late))
    assert overdue.due >= valid
    assert overdue.new_validity_end > overdue.due
