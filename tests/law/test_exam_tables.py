"""The tables of the driving examinations: each pair of classes has one set of subjects, each class one list of items."""

from itertools import combinations

import pytest

from cheguan.law.rules import exam_booking, exam_marks, exam_subjects
from cheguan.law.rules.licence_classes import CLASSES

LARGE = ("A1", "A2", "A3", "B1", "B2")
ALL = ("1", "2", "3_road", "safety")
PRACTICE = ("2", "3_road", "safety")
LIGHTER = {
    ("C2", "C1"): PRACTICE,
    **{(held, "C6"): ("2", "safety") for held in ("A1", "A3", "B1", "B2", "C1", "C2")},
    ("F", "D"): PRACTICE,
    ("F", "E"): PRACTICE,
    ("E", "D"): PRACTICE,
    **{(held, "C5"): PRACTICE for held in (*LARGE, "C1", "C2")},
}


@pytest.mark.parametrize("target", CLASSES)
def test_each_pair_of_classes_has_one_set_of_subjects(target: str) -> None:
    assert exam_subjects.required((), target).parts == ALL
    for held in CLASSES:
        assert exam_subjects.required((held,), target).parts == LIGHTER.get((held, target), ALL)


@pytest.mark.parametrize("target", CLASSES)
def test_reliefs_never_contradict_each_other(target: str) -> None:
    """Whatever two classes are held, all reliefs that hold for the target name the same subjects."""
    for held in combinations(CLASSES, 2):
        given = {LIGHTER[each, target] for each in held if (each, target) in LIGHTER}
        assert len(given) <= 1
        assert exam_subjects.required(held, target).parts == (given.pop() if given else ALL)


@pytest.mark.parametrize("target", CLASSES)
@pytest.mark.parametrize("held", CLASSES)
def test_licences_of_the_forces_and_from_abroad(held: str, target: str) -> None:
    military = exam_subjects.required((f"military_{held}",), target).parts
    foreign = exam_subjects.required((f"foreign_{held}",), target).parts
    assert military == (("1", "3_road", "safety") if target in LARGE else ())
    assert foreign == (ALL if target in LARGE else ("1",))


def test_items_of_the_field_test() -> None:
    count = {each: len(exam_subjects.FIELD_ITEMS[each].parts) for each in CLASSES}
    assert count == {
        **dict.fromkeys(LARGE, 14),
        **dict.fromkeys(("C1", "C3"), 5),
        **dict.fromkeys(("C2", "C5"), 4),
        **dict.fromkeys(("C4", "C6", "D", "E", "F"), 3),
        **dict.fromkeys(("M", "N", "P"), 0),
    }
    assert all(len(set(each.parts)) == len(each.parts) for each in exam_subjects.FIELD_ITEMS.values())


@pytest.mark.parametrize("driving_class", CLASSES)
def test_pass_marks(driving_class: str) -> None:
    field = 90 if driving_class in (*LARGE, "C6") else 80
    assert exam_marks.pass_mark("2", driving_class) == field
    assert {exam_marks.pass_mark(each, driving_class) for each in ("1", "3_road", "safety")} == {90}


@pytest.mark.parametrize("driving_class", CLASSES)
def test_days_of_waiting(driving_class: str) -> None:
    field = {**dict.fromkeys((*LARGE, "C6"), 20), **dict.fromkeys("DEF", 0)}.get(driving_class, 10)
    road = {**dict.fromkeys(LARGE, 40), **dict.fromkeys(("C1", "M", "N", "P"), 30), **dict.fromkeys("DEF", 0), "C6": 0}
    assert exam_booking.waiting_days(driving_class, "2") == field
    assert exam_booking.waiting_days(driving_class, "3") == road.get(driving_class, 20)
    for held in CLASSES:
        shorter = driving_class in LARGE and held not in ("D", "E", "F")
        assert exam_booking.waiting_days(driving_class, "2", held=[held]) == field
        assert exam_booking.waiting_days(driving_class, "3", held=[held]) == (
            30 if shorter else road.get(driving_class, 20)
        )
