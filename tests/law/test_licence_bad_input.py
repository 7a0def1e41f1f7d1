"""Questions about licences, points and examinations answer whatever they are asked: an outcome or an error."""

import json
from typing import Any

import msgspec
import pytest

from cheguan.law import asking
from cheguan.law.examples import WorkedExample, worked

GROUPS = ("licence.", "points.", "exam.")
STRANGE: tuple[Any, ...] = (
    "", [], {}, None, True, -1, 0, 10**30, -(10**30), 1e308, 0.5, "C1", "Z9", "9999-12-31", "0001-01-01", "2025-02-30",
    ["C1"], [""], [None], [["C1", "9999-12-31"]], {"C1": 1e308}, {"C1": -1}, [{"id": ""}], "x" * 5000,
)  # fmt: skip
FIRST = tuple({each.rule: each for each in reversed(worked()) if each.rule.startswith(GROUPS)}.values())


@pytest.mark.parametrize("example", FIRST, ids=lambda each: each.rule)
def test_any_value_in_any_place_is_answered(example: WorkedExample) -> None:
    inputs = json.loads(msgspec.json.encode(example.inputs))
    for field in inputs:
        for strange in STRANGE:
            line = json.dumps({"rule": example.rule, "inputs": {**inputs, field: strange}}).encode()
            answer, decided = asking.answer_line(line)
            assert ("outcome" in json.loads(answer)) is decided
    for field in inputs:
        left_out = {key: value for key, value in inputs.items() if key != field}
        answered = asking.answer(example.rule, left_out)
        assert "outcome" in answered or answered["error"]["code"] == "missing_input"


@pytest.mark.parametrize(
    ("rule", "inputs", "code", "field"),
    [
        ("licence.age", {"class": "C7", "birth": "2000-01-01", "date": "2026-01-01"}, "wrong_kind", "class"),
        ("licence.age", {"class": "C1", "birth": "2026-01-02", "date": "2026-01-01"}, "bad_input", "date"),
        ("licence.age", {"birth": "2000-01-01", "date": "2026-01-01"}, "missing_input", "class"),
        ("licence.add_class", {"target": "A1", "held": {"B2": -1}}, "wrong_kind", "held"),
        ("licence.add_class", {"target": "A1", "held": {"B9": 1}}, "wrong_kind", "held"),
        ("licence.add_class", {"target": "A1", "held": {"B2": 3}, "cycles_without_12": -1}, "wrong_kind", ""),
        ("licence.age_downgrade", {"held": [], "birth": "1960-01-01", "as_of": "2026-01-01"}, "wrong_kind", "held"),
        ("licence.age_downgrade", {"held": ["A1"], "birth": "2026-01-02", "as_of": "2026-01-01"}, "bad_input", "as_of"),
        ("licence.age_extension", {"held": ["A1"], "birth": "9990-01-01", "apply": "2026-01-01"}, "bad_input", "apply"),
        ("licence.renewal_window", {"expiry": "9999-12-31", "apply": "9999-12-31"}, "out_of_range", "inputs"),
        ("licence.renewal_window", {"expiry": "0001-01-05", "apply": "2026-01-01"}, "out_of_range", "inputs"),
        ("licence.next_term", {"term": 7, "cycle_points": [0]}, "wrong_kind", "term"),
        ("licence.next_term", {"term": 6, "cycle_points": [-1]}, "wrong_kind", "cycle_points"),
        (
            "licence.status",
            {"expiry": "2025-01-01", "as_of": "2026-05-01", "cancelled_on": "2024-12-31", "reason": "expired"},
            "bad_input",
            "cancelled_on",
        ),
        ("licence.status", {"as_of": "2026-05-01"}, "missing_input", "expiry"),
        (
            "licence.status",
            {"as_of": "2026-05-01", "cancelled_on": "2025-12-01", "reason": "medical_missing"},
            "missing_input",
            "expiry",
        ),
        (
            "licence.status",
            {"as_of": "2026-05-01", "cancelled_on": "2026-05-02", "reason": "own_wish"},
            "missing_input",
            "expiry",
        ),
        ("licence.medical_due", {"birth": "1950-01-01"}, "missing_input", "cycle_end"),
        ("licence.medical_due", {"birth": "1950-01-01", "cycle_end": "1949-01-01"}, "bad_input", "cycle_end"),
        (
            "licence.medical_due",
            {"birth": "1950-01-01", "first_licence": "2025-01-01", "cycle_end": "2024-12-31"},
            "bad_input",
            "cycle_end",
        ),
        (
            "licence.medical_due",
            {"birth": "1980-01-01", "cycle_end": "2024-12-31", "held": ["C5"]},
            "missing_input",
            "first_licence",
        ),
        ("licence.medical_due", {"birth": "1950-01-01", "cycle_end": "9999-12-31"}, "out_of_range", "inputs"),
        ("licence.review", {"held": ["B2"], "cycle_end": "2025-01-01", "points_in_cycle": -1}, "wrong_kind", ""),
        ("licence.review", {"held": ["B2"], "cycle_end": "2025-01-01"}, "missing_input", "points_in_cycle"),
        ("licence.review", {"held": ["B2"], "points_in_cycle": 1}, "missing_input", "cycle_end"),
        ("licence.probation", {}, "missing_input", "first_car"),
        ("licence.probation", {"add": [["B2"]]}, "wrong_kind", "add"),
        ("points.overload_passengers", {"vehicle": "private", "approved": 0, "aboard": 5}, "wrong_kind", "approved"),
        ("points.speeding", {"group": "H", "road": "other", "limit": 60, "speed": -1}, "wrong_kind", "speed"),
        ("points.goods_overload", {"max_mass_kg": -5, "mass_kg": 1}, "wrong_kind", "max_mass_kg"),
        ("points.fatigue", {"vehicle": "truck", "hours": -1, "rest_min": 0}, "wrong_kind", "hours"),
        (
            "points.full_mark_education",
            {"holder": "other", "points_in_cycle": 12, "education_number_in_cycle": 0},
            "wrong_kind",
            "education_number_in_cycle",
        ),
        ("points.cycle_end", {"points": 3, "acts": [{"points": 3}]}, "missing_input", "acts"),
        ("points.reduction", {"points": 3, "kind": "sleep"}, "wrong_kind", "kind"),
        ("points.cycle", {"first_licence": "2026-01-02", "date": "2026-01-01"}, "bad_input", "date"),
        ("exam.pass", {"class": "C1", "subject": "1", "score": 101}, "wrong_kind", "score"),
        ("exam.pass", {"subject": "2", "score": 80}, "missing_input", "class"),
        ("exam.attempts", {"class": "C1", "subject": "2", "failed_bookings": -1}, "wrong_kind", "failed_bookings"),
        ("exam.required_subjects", {"held": ["B9"], "target": "C1"}, "bad_input", "held"),
        ("exam.required_subjects", {"held": [""], "target": "C1"}, "bad_input", "held"),
        ("exam.queue", {"plan_places": -1, "applicants": []}, "wrong_kind", "plan_places"),
        ("exam.queue", {"plan_places": 1, "applicants": [{"id": "A"}]}, "missing_input", "applicants"),
        (
            "exam.queue",
            {"plan_places": 1, "applicants": [{"id": "A", "last_exam": "2026-01-01"}] * 2},
            "bad_input",
            "applicants",
        ),
        ("exam.cancel", {"exam_day": "0001-01-01", "cancel_day": "0001-01-01"}, "out_of_range", "inputs"),
        ("exam.site_change", {"class": "C1", "changes_so_far": -1}, "wrong_kind", "changes_so_far"),
        ("exam.site_change", {"class": "C1"}, "missing_input", "changes_so_far"),
    ],
)
def test_what_cannot_be_is_named(rule: str, inputs: dict[str, Any], code: str, field: str) -> None:
    error = asking.answer(rule, inputs)["error"]
    assert error["code"] == code, error
    assert not field or error["field"] == field


def test_nobody_in_the_queue_is_an_empty_order() -> None:
    assert asking.answer("exam.queue", {"plan_places": 3, "applicants": []})["outcome"] == {"order": [], "granted": []}
