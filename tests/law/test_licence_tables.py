"""The tables of the driving licence have neither holes nor double answers: every case is tried."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from cheguan.law import codes
from cheguan.law.dates import add_years
from cheguan.law.rules import licence_adding, licence_age_limits, licence_downgrade, licence_status
from cheguan.law.rules.licence_classes import CLASSES, TableFault, by_class, in_order

DAY = timedelta(days=1)
EDITIONS = {"162": (licence_age_limits.UNTIL_2024, 60), "172": (licence_age_limits.SINCE_2025, 63)}
FROM_18_WITHOUT_END = {"C1", "C2", "C5", "F"}


def spans(table: licence_age_limits.AgeTable, *, student: bool) -> dict[str, tuple[int, int]]:
    """The ages at which each class is granted, with the ability test passed; one stretch without a hole."""
    found: dict[str, tuple[int, int]] = {}
    for each in CLASSES:
        verdicts = [
            licence_age_limits.eligible(each, age, ages=table, vocational_student=student, ability_tested=True)
            for age in range(121)
        ]
        ages = [age for age, allowed in enumerate(verdicts) if allowed]
        assert ages == list(range(ages[0], ages[-1] + 1)), each
        found[each] = (ages[0], ages[-1])
    return found


def test_every_class_is_granted_in_one_stretch_of_ages_until_2024() -> None:
    assert spans(licence_age_limits.UNTIL_2024, student=False) == {
        **dict.fromkeys(("C1", "C2", "C5", "F"), (18, 120)),
        **dict.fromkeys(("C3", "C4", "D", "E"), (18, 60)),
        "M": (18, 59),
        "C6": (20, 60),
        **dict.fromkeys(("A3", "B1", "B2", "N", "P"), (20, 59)),
        **dict.fromkeys(("A1", "A2"), (22, 59)),
    }


def test_every_class_is_granted_in_one_stretch_of_ages_since_2025() -> None:
    assert spans(licence_age_limits.SINCE_2025, student=False) == {
        **dict.fromkeys(("C1", "C2", "C5", "F"), (18, 120)),
        **dict.fromkeys(("D", "E"), (18, 70)),
        **dict.fromkeys(("C3", "C4"), (18, 63)),
        "M": (18, 62),
        "C6": (20, 70),
        **dict.fromkeys(("A3", "B1", "B2", "N", "P"), (20, 62)),
        **dict.fromkeys(("A1", "A2"), (22, 62)),
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_students_of_driving_differ_in_the_two_largest_classes_only(edition: str) -> None:
    table, _ = EDITIONS[edition]
    ordinary, student = spans(table, student=False), spans(table, student=True)
    assert {each for each in CLASSES if ordinary[each] != student[each]} == {"A1", "A2"}
    assert {student[each][0] for each in ("A1", "A2")} == {19}


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_the_ability_test_nothing_is_granted_from_70_on_but_what_has_its_own_limit(edition: str) -> None:
    table, _ = EDITIONS[edition]
    for each in CLASSES:
        assert licence_age_limits.eligible(each, 69, ages=table) is (
            each in FROM_18_WITHOUT_END or (edition == "172" and each in ("C6", "D", "E"))
        )
        assert licence_age_limits.eligible(each, 71, ages=table) is False


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_offered_instead_never_ends_at_once(edition: str) -> None:
    """Any three classes at any age: what may be held afterwards needs no further change."""
    _, heavy_from = EDITIONS[edition]
    on = date(2026, 6, 1)
    for age in (17, heavy_from - 1, heavy_from, 66, 69, 70, 90):
        birth = add_years(on, -age)
        for held in (group for size in (1, 2, 3) for group in combinations(CLASSES, size)):
            gone = licence_downgrade.ended(held, birth=birth, on=on, heavy_from=heavy_from)
            may_hold = licence_downgrade.instead(held, gone=gone, age=age)
            assert not licence_downgrade.ended(may_hold, birth=birth, on=on, heavy_from=heavy_from), held
            assert in_order(may_hold) == may_hold
            assert set(held) - set(gone) <= set(may_hold)
            assert gone or may_hold == held


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_class_ends_at_one_age_or_never(edition: str) -> None:
    _, heavy_from = EDITIONS[edition]
    on = date(2026, 6, 1)
    for each in CLASSES:
        ended = [
            bool(licence_downgrade.ended((each,), birth=add_years(on, -age), on=on, heavy_from=heavy_from))
            for age in range(121)
        ]
        first = {**dict.fromkeys(licence_downgrade.HEAVY, heavy_from), **dict.fromkeys(licence_downgrade.LIGHT, 70)}
        assert ended == [age >= first.get(each, 121) for age in range(121)], each


@pytest.mark.parametrize("expiry", [date(2025, 3, 15), date(2024, 2, 29), date(2023, 12, 31)])
def test_a_licence_stands_somewhere_on_every_day_and_never_goes_back(expiry: date) -> None:
    order = ("valid", "renewable", "expired_renewable", "cancelled")
    days = [expiry + offset * DAY for offset in range(-400, 1500)]
    places = [order.index(licence_status.standing(expiry, on=day).status) for day in days]
    assert all(before <= after for before, after in pairwise(places))
    first = {order[place]: days[places.index(place)] for place in sorted(set(places))}
    assert first == {
        "valid": days[0],
        "renewable": expiry - 90 * DAY,
        "expired_renewable": expiry + DAY,
        "cancelled": add_years(expiry, 1),
    }


@pytest.mark.parametrize("reason", ["expired", "medical_missing", "own_wish", "death", "unfit"])
def test_after_cancelling_there_is_at_most_one_way_back(reason: licence_status.Reason) -> None:
    for offset in range(0, 1500, 7):
        back = licence_status.way_back(date(2024, 1, 10), on=date(2024, 1, 10) + offset * DAY, reason=reason)
        assert not (back.by and back.may_apply_directly)
        assert (back.by is None and not back.may_apply_directly) is (reason == "death")


ADDED = {
    "C6": ({"C1": 1, "C2": 1}, 1),
    "B1": ({"A3": 2, "B2": 2, "C1": 2, "C2": 2, "C3": 2, "C4": 2}, 2),
    "A2": ({"B1": 2, "B2": 2, "A1": 1}, 2),
    "A1": ({"A3": 2, "B1": 2, "B2": 3, "A2": 1}, 3),
}


@pytest.mark.parametrize("target", CLASSES)
def test_each_class_is_added_to_each_other_from_one_year_and_one_cycle_on(target: str) -> None:
    ladder = licence_adding.ladder_to(target)
    years_needed, cycles_needed = ADDED.get(target, (dict.fromkeys(CLASSES, 0), 1))
    for held in CLASSES:
        for years in (0, 0.99, 1, 1.99, 2, 2.99, 3, 30):
            for cycles in range(5):
                expected = held != target and years >= years_needed.get(held, 99) and cycles >= cycles_needed
                given = licence_adding.may_add(target, held={held: years}, ladder=ladder, cycles_without_12=cycles)
                assert given is expected, (held, years, cycles)


def test_the_classes_are_those_of_the_code_table_in_its_order() -> None:
    assert tuple(code for code, _ in codes.choices("driving_class")) == CLASSES


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([(CLASSES, 1), (("C1",), 2)], "C1 stands twice"),
        ([(CLASSES[1:], 1)], "lacks A1"),
        ([((*CLASSES, "C7"), 1)], "C7 stands twice in the table, or is no class"),
    ],
)
def test_a_table_with_a_hole_or_a_double_is_refused(rows: list[tuple[tuple[str, ...], int]], problem: str) -> None:
    with pytest.raises(TableFault, match=problem):
        by_class(*rows)
