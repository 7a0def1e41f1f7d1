"""The range of a wait: learnt from what came of such expectations before."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.work.visits.waiting import NO_LESSON, SLACK, Standing, expected, foresee, learn


def test_nothing_is_said_where_nobody_serves() -> None:
    assert expected(Standing(ahead=0, counters=0, free=0, cycle_s=300)) is None


def test_where_a_counter_is_free_it_is_now() -> None:
    seconds = expected(Standing(ahead=0, counters=2, free=1, cycle_s=300))
    assert seconds == 0
    assert (foresee(0, NO_LESSON).low, foresee(0, NO_LESSON).high) == (0, SLACK)


@pytest.mark.parametrize(("ahead", "minutes"), [(0, 2.5), (1, 5), (9, 25)])
def test_with_all_counters_busy_the_line_moves_by_one_each_share_of_a_cycle(ahead: int, minutes: float) -> None:
    assert expected(Standing(ahead=ahead, counters=2, free=0, cycle_s=300)) == minutes * 60


def test_the_range_is_told_in_whole_minutes_outwards() -> None:
    assert foresee(600, NO_LESSON).minutes == (4, 20)


@pytest.mark.parametrize("spread", [0.2, 0.6])
def test_eight_in_ten_of_what_is_told_hold(spread: float) -> None:
    """Days like those learnt from, whatever the error's shape: here multiplied by a lopsided factor."""
    chance = random.Random(7)

    def day(people: int) -> list[tuple[float, float]]:
        told = [chance.uniform(30, 3000) for _ in range(people)]
        return [(seconds, seconds * chance.lognormvariate(0.3, spread)) for seconds in told]

    lesson = learn(day(4000))
    kept = [found.low <= actual <= found.high for told, actual in day(4000) for found in [foresee(told, lesson)]]
    assert 0.78 <= sum(kept) / len(kept) <= 0.82


@given(st.lists(st.tuples(st.floats(1, 7000), st.floats(0, 20000)), max_size=300), st.floats(0, 7000))
def test_a_range_is_never_turned_round(past: list[tuple[float, float]], seconds: float) -> None:
    found = foresee(seconds, learn(past))
    assert 0 <= found.low <= found.high
    assert found.minutes[0] < found.minutes[1]
