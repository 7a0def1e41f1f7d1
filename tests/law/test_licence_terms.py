"""Terms, windows and ages of a driving licence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.law.dates import add_months, add_years, age_on
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts
from cheguan.law.rules import licence_age, licence_medical, licence_terms


@pytest.mark.parametrize(
    ("term", "points", "following"),
    [
        ("6", (11, 3, 0, 9, 0, 6), "10"),
        ("6", (0, 12, 0), "6"),
        ("6", (), "10"),
        ("10", (0, 11), "long_term"),
        ("10", (12,), "10"),
        ("long_term", (), "long_term"),
    ],
)
def test_next_term(term: str, points: tuple[int, ...], following: str) -> None:
    assert licence_terms.next_term(term, points) == following


@pytest.mark.parametrize(
    ("end", "term", "validity"),
    [
        ("2025-03-15", "10", ("2025-03-15", "2035-03-15")),
        ("2024-02-29", "6", ("2024-02-29", "2030-02-28")),
        ("2025-03-15", "long_term", ("2025-03-15", None)),
    ],
)
def test_a_renewed_licence_starts_where_the_old_one_ends(end: str, term: str, validity: tuple[str, str | None]) -> None:
    first, last = licence_terms.next_validity(date.fromisoformat(end), term)
    assert (first.isoformat(), last and last.isoformat()) == validity


def test_window_and_lapse() -> None:
    assert licence_terms.window_opens(date(2025, 3, 15)) == date(2024, 12, 15)
    assert licence_terms.lapses_on(date(2023, 1, 10)) == date(2024, 1, 10)


@pytest.mark.parametrize(
    ("issued", "used", "fresh"),
    [
        ("2025-08-31", "2026-02-28", True),
        ("2025-08-31", "2026-03-01", False),
        ("2026-01-15", "2026-01-15", True),
        ("2026-01-16", "2026-01-15", False),
    ],
)
def test_a_medical_certificate_holds_six_months(issued: str, used: str, fresh: bool) -> None:
    assert licence_medical.medical_is_fresh(date.fromisoformat(issued), on=date.fromisoformat(used)) is fresh


@pytest.mark.parametrize(
    ("classes", "birth", "on", "ended"),
    [
        ({"A1", "C1", "M"}, "1963-01-20", "2026-01-20", ("A1", "M")),
        ({"A2", "C6"}, "1956-01-20", "2026-01-20", ("A2", "C6")),
        ({"C3", "D", "F"}, "1956-01-20", "2026-01-20", ("C3", "D")),
        ({"C1", "C2", "C5", "F"}, "1936-01-20", "2026-01-20", ()),
        ({"D"}, "1956-01-21", "2026-01-20", ()),
    ],
)
def test_classes_that_end_with_age(classes: set[str], birth: str, on: str, ended: tuple[str, ...]) -> None:
    case = CaseFacts(
        on=date.fromisoformat(on),
        applicant=PersonFacts(birth=date.fromisoformat(birth)),
        licence=LicenceFacts(classes=frozenset(classes)),
    )
    assert licence_age.ended_classes(case, heavy_from=licence_age.heavy_age(case.on)) == ended


def test_the_heavy_age_changed_with_order_172() -> None:
    assert licence_age.heavy_age(date(2024, 12, 31)) == 60
    assert licence_age.heavy_age(date(2025, 1, 1)) == 63


def test_without_a_birth_no_class_has_ended() -> None:
    case = CaseFacts(on=date(2026, 1, 1), licence=LicenceFacts(classes=frozenset({"A1"})))
    assert licence_age.ended_classes(case, heavy_from=63) == ()


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-05-06", "2018-05-06", 18),
        ("2000-05-06", "2018-05-05", 17),
    ],
)
def test_age(birth: str, on: str, age: int) -> None:
    assert age_on(date.fromisoformat(birth), date.fromisoformat(on)) == age


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and add_months(moved, 0).day >= 28)
    assert add_years(day, 0) == day
