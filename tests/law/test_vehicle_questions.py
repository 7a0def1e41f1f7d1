"""Questions about vehicles: what is wrong with an input is named, and the window answers as the question does."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.law import asking, workdays
from cheguan.law.dates import add_months, month_end
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection

HUGE = 10**40
RENEWAL = {"class": "private", "registered": "2021-05-10", "validity_end": "2023-05-31", "apply_date": "2023-04-20"}
BLOCK = {"type": "public_bus", "registered": "2012-06-15", "date": "2024-06-15"}
PLATE = {"case": "bought_not_registered", "issue": "2026-11-01"}
EXEMPT = {"origin": "domestic", "exempt_model": True, "factory": "2025-03-01", "apply": "2026-03-01"}


def without(inputs: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if name != key}


@pytest.mark.parametrize(
    ("rule", "inputs", "code", "field"),
    [
        ("inspection.renewal", without(RENEWAL, "class"), "missing_input", "class"),
        ("inspection.renewal", without(RENEWAL, "apply_date"), "missing_input", "apply_date"),
        ("inspection.renewal", {**RENEWAL, "class": "tram"}, "wrong_kind", "class"),
        ("inspection.renewal", {**RENEWAL, "class": ""}, "wrong_kind", "class"),
        ("inspection.renewal", {**RENEWAL, "registered": ""}, "wrong_kind", "registered"),
        ("inspection.renewal", {**RENEWAL, "registered": "2021-02-29"}, "wrong_kind", "registered"),
        ("inspection.renewal", {**RENEWAL, "validity_end": "2020-05-31"}, "bad_input", "validity_end"),
        ("inspection.renewal", {**RENEWAL, "apply_date": "2021-05-09"}, "bad_input", "apply_date"),
        ("inspection.renewal", {**RENEWAL, "factory_date": "2021-05-11"}, "bad_input", "registered"),
        ("inspection.renewal", {**RENEWAL, "seats": 0}, "bad_input", "seats"),
        ("inspection.renewal", {**RENEWAL, "seats": -HUGE}, "bad_input", "seats"),
        ("inspection.renewal", {**RENEWAL, "seats": "5"}, "wrong_kind", "seats"),
        ("inspection.renewal", {**RENEWAL, "validity_end": "9999-12-31"}, "out_of_range", "inputs"),
        ("scrap.limit", {}, "missing_input", "type"),
        ("scrap.limit", {"type": "taxi"}, "wrong_kind", "type"),
        ("scrap.limit", {"type": "taxi_small", "mileage_km": -1}, "wrong_kind", "mileage_km"),
        ("scrap.limit", {"type": "taxi_small", "registered": "9998-01-01"}, "out_of_range", "inputs"),
        (
            "scrap.limit",
            {"type": "taxi_small", "registered": "2020-01-01", "factory": "2020-01-02"},
            "bad_input",
            "registered",
        ),
        ("scrap.ride_hailing", {"years_used": 3}, "missing_input", "mileage_km"),
        ("scrap.ride_hailing", {"mileage_km": 3}, "missing_input", "years_used"),
        (
            "scrap.converted_total_years",
            {"from": "private_small", "to": "rental", "years_used": -0.1},
            "wrong_kind",
            "years_used",
        ),
        (
            "scrap.converted_total_years",
            {"from": "truck_heavy", "to": "rental", "years_used": 2},
            "bad_input",
            "to",
        ),
        ("scrap.conversion_rule", {"from": "taxi_small", "to": "taxi_small"}, "bad_input", "to"),
        ("scrap.conversion_rule", {"from": "school_bus_special", "to": "rental"}, "bad_input", "to"),
        ("scrap.last_year_block", without(BLOCK, "registered"), "missing_input", "registered"),
        ("scrap.last_year_block", {**BLOCK, "request": "sale"}, "wrong_kind", "request"),
        ("scrap.last_year_block", {**BLOCK, "date": "2012-06-14"}, "bad_input", "date"),
        ("scrap.three_cycles", {"validity_end": "2021-03-31", "as_of": "2024-04-01"}, "missing_input", "class"),
        (
            "scrap.three_cycles",
            {"validity_end": "2021-03-31", "as_of": "2024-04-01", "cycle": "a year"},
            "wrong_kind",
            "cycle",
        ),
        ("temp_plate.issue", {"case": "transfer_out", "issued_before": -1}, "wrong_kind", "issued_before"),
        ("temp_plate.validity", {**PLATE, "requested_days": 0}, "wrong_kind", "requested_days"),
        ("temp_plate.validity", {**PLATE, "insurance_end": "2026-10-31"}, "bad_input", "insurance_end"),
        ("temp_plate.validity", {**PLATE, "issue": "9999-12-31"}, "out_of_range", "inputs"),
        ("registration.inspection_needed", without(EXEMPT, "factory"), "missing_input", "factory"),
        ("registration.inspection_needed", without(EXEMPT, "apply"), "missing_input", "apply"),
        ("registration.inspection_needed", {**EXEMPT, "apply": "2025-02-28"}, "bad_input", "apply"),
        ("registration.plate_swap", {"use": ["non_commercial"]}, "bad_input", "use"),
        ("registration.plate_swap", {"use": []}, "bad_input", "use"),
        ("registration.plate_swap", {"last_swap_days": -1}, "wrong_kind", "last_swap_days"),
        ("registration.keep_plate", {"months_since_transfer": 3}, "missing_input", "years_held"),
        ("used_car.natural_person", {"year": 2026}, "missing_input", "cars_sold_this_year_held_less_than_1y"),
        ("used_car.migration", {"emission": "China7", "date": "2026-01-01"}, "wrong_kind", "emission"),
        ("deadline.working_days", {"accepted": "2026-03-06", "working_days": -1}, "wrong_kind", "working_days"),
        ("deadline.working_days", {"accepted": "2026-03-06", "working_days": HUGE}, "bad_input", "accepted"),
        ("deadline.points_natural_days", {"start": "1900-01-01", "natural_days": 3}, "bad_input", "start"),
        ("deadline.points_natural_days", {"start": "2026-01-05", "natural_days": HUGE}, "out_of_range", "inputs"),
        ("deadline.limit", {"service": "scrapping"}, "wrong_kind", "service"),
        (
            "verification.present_vehicle",
            {"factory_preverification_linked": True},
            "missing_input",
            "vehicle",
        ),
        ("verification.photo_angle", {"vehicle": "boat"}, "wrong_kind", "vehicle"),
        ("verification.video", {"recording_available": 1}, "wrong_kind", "recording_available"),
    ],
)
def test_what_is_wrong_is_named(rule: str, inputs: dict[str, Any], code: str, field: str) -> None:
    error = asking.answer(rule, inputs)["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_a_year_without_calendar_names_the_file_to_fill() -> None:
    last = date(workdays.last_year(), 12, 31)
    error = asking.answer("deadline.working_days", {"accepted": last, "working_days": 1})["error"]
    assert (error["code"], error["field"]) == ("bad_input", "accepted")
    assert f"law/calendars/{last.year + 1}.toml" in error["message"]


@pytest.mark.parametrize(
    ("rule", "inputs", "outcome"),
    [
        ("inspection.renewal", {**RENEWAL, "seats": HUGE}, {"mode": "online"}),
        ("inspection.renewal", {**RENEWAL, "class": "truck", "seats": -3}, {"mode": "online"}),
        ("inspection.renewal", {**RENEWAL, "kind": "minibus"}, {"mode": "mark_only"}),
        ("scrap.limit", {"type": "private_small", "mileage_km": HUGE}, {"compulsory": False, "guided": True}),
        ("scrap.limit", {"type": "taxi_small", "province_years": -HUGE}, {"floor": 6}),
        ("scrap.limit", {"type": "truck_heavy", "province_years": 1}, {"years": 15}),
        ("scrap.ride_hailing", {"mileage_km": 600_000}, {"compulsory": True, "must_leave_ride_hailing": True}),
        (
            "scrap.converted_total_years",
            {"from": "private_small", "to": "rental", "years_used": 1e308},
            {"total_years": 15, "cap_passed": True},
        ),
        ("temp_plate.issue", {"case": "bought_not_registered", "issued_before": HUGE}, {"allowed": False}),
        ("temp_plate.validity", {**PLATE, "requested_days": HUGE}, {"not_after": date(2026, 12, 1)}),
        ("registration.inspection_needed", {"origin": "domestic"}, {"required": True}),
        ("registration.inspection_needed", {"origin": "imported", "accident_before": True}, {"required": True}),
        ("registration.transfer", {}, {"allowed": True}),
        ("registration.plate_swap", {}, {"allowed": True}),
        ("used_car.natural_person", {"year": HUGE, "cars_sold_this_year_held_less_than_1y": HUGE},
         {"transfer_allowed": False}),
        ("verification.present_vehicle", {"business": "colour"}, {"must_present": True}),
    ],
)  # fmt: skip
def test_what_does_not_matter_is_ignored_and_what_is_unsaid_is_ordinary(
    rule: str, inputs: dict[str, Any], outcome: dict[str, Any]
) -> None:
    found = asking.answer(rule, inputs)["outcome"]
    assert {key: found[key] for key in outcome} == outcome


@pytest.mark.parametrize(
    ("rule", "inputs", "grade"),
    [
        ("inspection.renewal", RENEWAL, "B"),
        ("inspection.renewal", {**RENEWAL, "apply_date": "2023-06-01"}, "C"),
        ("inspection.renewal", {**RENEWAL, "validity_end": "2023-04-30"}, "C"),
        ("scrap.last_year_block", BLOCK, "A"),
        ("temp_plate.validity", PLATE, "C"),
        ("temp_plate.validity", {**PLATE, "issue": "2022-04-30"}, "U"),
        ("registration.new_vehicle_emission", {"stage": "China6b", "invoice": "2024-01-01"}, "B"),
        ("registration.new_vehicle_emission", {"stage": "China6b", "invoice": "2024-01-01", "vehicle": "heavy"}, "C"),
        ("registration.new_vehicle_emission", {"stage": "China5", "invoice": "2022-01-01"}, "U"),
        ("used_car.migration", {"emission": "China5", "date": "2024-01-01"}, "B"),
        ("used_car.migration", {"emission": "China4", "date": "2024-01-01"}, "U"),
    ],
)
def test_the_grade_says_how_sure_the_answer_is(rule: str, inputs: dict[str, Any], grade: str) -> None:
    assert asking.answer(rule, inputs)["grade"] == grade


VEHICLES: dict[str, dict[str, Any]] = {
    "private": {"vehicle_type": "K33", "use": "A"},
    "commercial_pass": {"vehicle_type": "K33", "use": "D"},
    "lm_noncomm": {"vehicle_type": "K21", "use": "A"},
    "moto": {"vehicle_type": "M21", "use": "A"},
    "truck": {"vehicle_type": "H31", "use": "F"},
    "other": {"vehicle_type": "B11", "use": "F"},
    "schoolbus": {"vehicle_type": "K28", "use": "P"},
}


@given(
    st.sampled_from(sorted(VEHICLES)),
    st.dates(date(2000, 1, 1), date(2024, 12, 31)),
    st.integers(0, 200),
    st.integers(-4, 60),
    st.integers(1, 12),
    st.booleans(),
)
def test_the_window_answers_as_the_question_does(
    line: str, registered: date, age: int, late: int, seats: int, injured: bool
) -> None:
    valid = month_end(add_months(registered.replace(day=1), age))
    on = max(registered, add_months(valid, late))
    car = VehicleFacts(
        **VEHICLES[line], seats=seats, exemption_lost=injured, registered_on=registered, mark_valid_until=valid
    )
    found = inspection.renewal(car, registered_on=registered, validity_end=valid, on=on)
    answered = asking.answer(
        "inspection.renewal",
        {
            "class": line,
            "registered": registered,
            "validity_end": valid,
            "apply_date": on,
            "seats": seats,
            "injury_accident": injured,
        },
    )
    assert answered["outcome"] == {
        "mode": found.mode,
        "new_validity_end": found.new_validity_end,
        "window_start": found.window_start,
        "overdue": found.overdue,
    }
    assert found.new_validity_end > max(valid, on) or found.new_validity_end > valid >= on


def test_a_bus_by_its_sign_has_its_half_years_from_the_sign() -> None:
    bus = VehicleFacts(vehicle_type="K21", use="P", registered_on=date(2020, 3, 5))
    found = inspection.renewal(bus, registered_on=date(2020, 3, 5), validity_end=date(2025, 4, 30), on=date(2025, 4, 8))
    assert (found.new_validity_end, found.grade) == (date(2025, 10, 31), "B")
    late = inspection.renewal(bus, registered_on=date(2020, 3, 5), validity_end=date(2025, 4, 30), on=date(2025, 10, 1))
    assert (late.due, late.new_validity_end) == (date(2025, 10, 31), date(2026, 4, 30))


@pytest.mark.parametrize(("on", "missed"), [("2024-03-31", False), ("2024-04-01", True)])
def test_three_missed_cycles_of_a_vehicle_on_record(on: str, missed: bool) -> None:
    lorry = VehicleFacts(**VEHICLES["truck"], registered_on=date(2018, 3, 5), mark_valid_until=date(2021, 3, 31))
    assert inspection.three_cycles_missed(lorry, on=date.fromisoformat(on)) is missed
