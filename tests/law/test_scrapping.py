"""Years of use: the annex row by type and use, when they start, when they end."""

from datetime import date
from typing import Any

import pytest

from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import scrapping


@pytest.mark.parametrize(
    ("vehicle_type", "use", "row"),
    [
        ("K33", "A", "private_small"),
        ("K16", "A", "private_small"),
        ("K21", "A", "private_medium"),
        ("K11", "A", "private_large"),
        ("K33", "D", "taxi_small"),
        ("K43", "D", "taxi_small"),
        ("K11", "C", "public_bus"),
        ("K33", "G", "rental"),
        ("K33", "N", "training_small"),
        ("K21", "B", "other_commercial_medium"),
        ("K11", "E", "other_commercial_large"),
        ("K33", "L", "other_commercial_small"),
        ("K33", "M", "taxi_small"),
        ("K33", "T", "private_small_registered_as_ride_hailing"),
        ("K28", "P", "school_bus_special"),
        ("H11", "F", "truck_heavy"),
        ("H31", "F", "truck_light"),
        ("H41", "F", "truck_micro"),
        ("H14", "R", "truck_hazardous"),
        ("H51", "F", "low_speed_multi_cylinder"),
        ("Q11", "F", "truck_heavy"),
        ("B15", "F", "semi_trailer_container"),
        ("B13", "R", "semi_trailer_hazardous"),
        ("B11", "F", "semi_trailer_other"),
        ("G11", "F", "full_trailer"),
        ("M11", "A", "moto_right_three_wheel"),
        ("M21", "A", "moto_other"),
        ("J11", "Z", "wheeled_special_machine"),
        ("N11", "F", "three_wheel_or_single_cylinder"),
        ("Z51", "Z", None),
        ("T11", "Z", None),
    ],
)
def test_row_of_the_annex(vehicle_type: str, use: str, row: str | None) -> None:
    assert scrapping.type_of(VehicleFacts(vehicle_type=vehicle_type, use=use)) == row


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"vehicle_type": "K11", "use": "C", "registered_on": "2012-06-15"}, "2025-06-15"),
        ({"vehicle_type": "H11", "use": "F", "factory_on": "2010-03-01", "registered_on": "2012-04-02"}, "2025-03-01"),
        ({"vehicle_type": "H11", "use": "F", "factory_on": "2010-03-01", "registered_on": "2012-02-28"}, "2027-02-28"),
        ({"vehicle_type": "H11", "use": "F", "factory_on": "2010-03-01", "registered_on": "2012-03-01"}, "2027-03-01"),
        ({"vehicle_type": "H11", "use": "F", "factory_on": "2010-03-01", "registered_on": "2012-03-02"}, "2025-03-01"),
        ({"vehicle_type": "M21", "registered_on": "2016-02-29"}, "2029-02-28"),
        ({"vehicle_type": "K33", "registered_on": "2005-01-01", "mileage_km": 650_000}, None),
        ({"vehicle_type": "Z51", "registered_on": "2005-01-01", "scrap_type": "special_work_no_cargo"}, "2035-01-01"),
        ({"vehicle_type": "K33", "registered_on": "2005-01-01", "scrap_on": "2020-01-01"}, "2020-01-01"),
        ({"vehicle_type": "H11", "use": "F"}, None),
    ],
)
def test_end_of_use(facts: dict[str, Any], end: str | None) -> None:
    days: dict[str, Any] = {
        key: date.fromisoformat(value) if key.endswith("_on") else value for key, value in facts.items()
    }
    assert scrapping.end_of_use(VehicleFacts(**days)) == (date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(("on", "last_year"), [("2024-06-14", False), ("2024-06-15", True), ("2026-01-01", True)])
def test_the_last_year_includes_its_first_day(on: str, last_year: bool) -> None:
    assert scrapping.in_last_year(date(2025, 6, 15), on=date.fromisoformat(on)) is last_year
