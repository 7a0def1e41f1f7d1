"""预约规则 by themselves: slots of a day, how long an offer stands, who takes tickets only."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from cheguan.law import catalogue
from cheguan.work.appointments import terms
from cheguan.work.appointments.terms import HOURS, LIMITS, MINUTES, PATTERN, WEEK
from cheguan.work.visits import line

MONDAY = date(2026, 3, 2)
# The working Sunday before the national holiday.
MAKEUP = date(2026, 9, 20)


def test_the_pattern_is_for_queues_of_the_hall_and_has_a_figure_for_every_day() -> None:
    assert {each.queue for each in PATTERN} <= set(line.QUEUES)
    assert all(each.minutes in MINUTES and len(each.places) == len(WEEK) == len(HOURS) for each in PATTERN)


def test_every_limit_is_told_with_its_figure_in_both_languages() -> None:
    told = {each.code: each for each in terms.told()}
    assert set(told) == set(LIMITS.__slots__)
    assert all(str(each.value) in each.words and str(each.value) in each.words_en for each in told.values())
    assert terms.GRADE == "DESIGN"


@pytest.mark.parametrize("minutes", MINUTES)
def test_slots_lie_within_the_hours_and_do_not_overlap(minutes: int) -> None:
    slots = list(terms.slots(MONDAY, minutes))
    assert slots
    assert all(before[1] <= after[0] for before, after in pairwise(slots))
    hours = HOURS["monday"]
    assert all(any(a <= start.time() and end.time() <= b for a, b in hours) for start, end in slots)


def test_a_working_weekend_day_has_hours_of_its_own() -> None:
    assert terms.weekday(MAKEUP) == WEEK.index("makeup")
    assert MAKEUP in terms.days_ahead(MAKEUP - timedelta(days=1))


def test_people_book_what_they_come_with_and_authorities_do_not() -> None:
    services = {each.code for each in catalogue.services(on=MONDAY) if terms.bookable(each)}
    assert {"vehicle_registration", "licence_renewal", "vehicle_licence_reissue"} <= services
    assert not {"vehicle_lock", "theft_record", "cancellation_by_office"} & services


@pytest.mark.parametrize(
    ("made", "starts", "until"),
    [
        ("2026-03-02 09:30", "2026-03-03 09:00", "2026-03-02 11:30"),
        ("2026-03-02 22:10", "2026-03-04 09:00", "2026-03-03 10:00"),
        ("2026-03-03 02:00", "2026-03-04 09:00", "2026-03-03 10:00"),
        ("2026-03-03 08:00", "2026-03-03 09:45", "2026-03-03 09:15"),
        ("2026-03-03 09:00", "2026-03-03 10:00", "2026-03-03 09:30"),
        ("2026-03-03 09:01", "2026-03-03 10:00", None),
        ("2026-03-02 23:00", "2026-03-03 08:30", None),
        ("2026-03-03 09:00", "2026-03-02 09:00", None),
    ],
)
def test_an_offer_stands_two_waking_hours_or_is_not_made(made: str, starts: str, until: str | None) -> None:
    found = terms.answer_by(datetime.fromisoformat(made), datetime.fromisoformat(starts))
    assert found == (datetime.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("misses", "until"),
    [
        ((), None),
        ((0, 1), None),
        ((0, 45, 90), 120),
        ((0, 45, 91), None),
        ((91, 0, 45, 92), 122),
        ((0, 1, 2, 200), 32),
    ],
)
def test_three_misses_in_ninety_days_are_too_many(misses: tuple[int, ...], until: int | None) -> None:
    days = [MONDAY + timedelta(days=n) for n in misses]
    assert terms.walk_in_only_until(days) == (None if until is None else MONDAY + timedelta(days=until))
