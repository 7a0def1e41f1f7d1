"""Classes that contain others, classes that end, permits that run out: what the services' effects rest on."""

from datetime import date

import pytest

from cheguan.law.facts import LicenceFacts
from cheguan.law.rules.licence_bars import BARS, ends_on
from cheguan.law.rules.licence_cancelling import medical_missing
from cheguan.law.rules.licence_coverage import CONTAINS, contained, held_since, shown
from cheguan.law.rules.licence_lowering import Lowered, by_age, by_choice
from cheguan.law.rules.permit_window import permit_until

SINCE = date(2010, 3, 2)


@pytest.mark.parametrize(
    ("held", "on_the_card"),
    [
        ({"C1", "B2"}, ("B2",)),
        ({"A1", "A2", "D"}, ("A1", "A2", "D")),
        ({"C1", "E", "F"}, ("C1", "E")),
        ({"A2", "C6"}, ("A2",)),
        ({"C2"}, ("C2",)),
    ],
)
def test_the_card_shows_the_classes_that_no_other_contains(held: set[str], on_the_card: tuple[str, ...]) -> None:
    assert shown(held) == on_the_card


def test_what_a_class_contains_contains_no_more() -> None:
    """The table is closed: nobody has to follow it twice."""
    assert all(contained(inner) <= inner for inner in CONTAINS.values())


def test_a_contained_class_counts_from_the_earlier_day() -> None:
    held = held_since({"C1": date(2015, 1, 1), "B2": date(2020, 1, 1)})
    assert (held["C1"], held["M"], held["C2"]) == (date(2015, 1, 1), date(2020, 1, 1), date(2015, 1, 1))


def test_a_lower_class_by_wish_counts_from_the_larger_ones_day() -> None:
    lowered = by_choice({"A1": SINCE, "E": SINCE}, "B1")
    assert lowered == Lowered(frozenset({"A1"}), {"B1": SINCE})
    kept = by_choice({"B2": SINCE, "C1": SINCE}, "C1")
    assert kept == Lowered(frozenset({"B2"}), {})


def test_the_adapted_car_takes_the_place_of_every_car() -> None:
    lowered = by_choice({"B2": SINCE, "M": SINCE, "D": SINCE}, "C5")
    assert lowered == Lowered(frozenset({"B2", "M"}), {"C5": SINCE})


def test_of_two_cars_the_chosen_one_and_everything_else_that_is_allowed() -> None:
    lowered = by_age({"A2": SINCE}, gone=("A2",), allowed=("C1", "C2", "C6"), chosen="C2")
    assert set(lowered.instead) == {"C2", "C6"}


@pytest.mark.parametrize(
    ("code", "since", "birth", "until"),
    [
        ("C1", date(2026, 3, 2), date(2000, 1, 1), date(2029, 3, 2)),
        ("B2", date(2026, 3, 2), date(1964, 5, 1), date(2027, 5, 1)),
        ("B2", date(2024, 3, 1), date(1964, 5, 1), date(2024, 5, 1)),
        ("C1", date(2026, 3, 2), None, date(2029, 3, 2)),
    ],
)
def test_a_learners_permit_runs_three_years_but_not_past_the_upper_age(
    code: str, since: date, birth: date | None, until: date
) -> None:
    assert permit_until(code, since=since, birth=birth) == until


def test_every_bar_ends_or_is_for_life() -> None:
    assert {bar: ends_on(bar, SINCE) for bar, years in BARS.items() if years == 0} == {
        "escape_crime": None,
        "drink_accident_crime": None,
    }
    assert ends_on("revoked_drunk", SINCE) == date(2015, 3, 2)


@pytest.mark.parametrize(
    ("classes", "birth", "medical_on", "missing"),
    [
        ({"C1"}, date(1950, 1, 1), None, True),
        ({"C1"}, date(1950, 1, 1), date(2025, 3, 2), False),
        ({"C1"}, date(1980, 1, 1), None, False),
        ({"C5"}, date(1980, 1, 1), None, True),
        ({"C5"}, date(1980, 1, 1), date(2025, 3, 1), True),
        ({"C5"}, date(1980, 1, 1), date(2025, 3, 2), False),
    ],
)
def test_whose_certificate_has_been_missing_for_a_year(
    classes: set[str], birth: date, medical_on: date | None, missing: bool
) -> None:
    """First licence 2 March 2010: the fifteenth cycle, a third one, ended on 1 March 2025, more than a year ago."""
    licence = LicenceFacts(classes=frozenset(classes), first_issued_on=SINCE, medical_on=medical_on)
    assert medical_missing(licence, birth=birth, on=date(2026, 3, 2)) is missing
