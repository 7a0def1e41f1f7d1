"""Points cycles follow each other without a gap, whatever the day of the first licence."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cheguan.law.rules import points

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(0, 30_000))
def test_every_day_is_in_one_cycle(first: date, later: int) -> None:
    day = first + timedelta(days=later)
    start, end = points.cycle_of(first, day)
    assert start <= day <= end
    assert 364 <= (end - start).days <= 365
    assert points.cycle_of(first, start) == points.cycle_of(first, end) == (start, end)
    assert points.cycle_of(first, end + timedelta(days=1))[0] == end + timedelta(days=1)


@given(DAYS, st.integers(0, 60))
def test_cycles_are_counted_when_they_have_ended(first: date, number: int) -> None:
    day = first
    for _ in range(number):
        day = points.cycle_of(first, day)[1] + timedelta(days=1)
    assert points.cycles_until(first, day - timedelta(days=1)) == number
    assert points.cycles_until(first, points.cycle_of(first, day)[1]) == number + 1
