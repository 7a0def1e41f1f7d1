"""Trying a plan: what more counters and more done online change, where further counters go, the same for the same seed."""

from dataclasses import replace

import pytest

from cheguan.oversight.staffing import asking, assumed, figures, placing, trial
from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.trial import Answer

MONDAY = Question(1.4, assumed.counter_numbers(), more=2, online=15.0, replications=6)


def unheard(_days: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def monday() -> Answer:
    return trial.run(MONDAY, advance=unheard)


def test_two_more_counters_and_more_online_shorten_the_waits_beyond_chance(monday):
    sure = {each.code for each in figures.whole(monday) if each.sure}
    assert sure >= {"wait_mean", "wait_p90", "abandoned", "most_waiting", "utilisation", "on_target"}
    for code in ("wait_mean", "wait_p90", "abandoned", "most_waiting", "utilisation"):
        assert monday.change[code].high < 0
    assert monday.change["on_target"].low > 0
    assert abs(monday.change["on_promise"].mean) < 1, "being served takes as long as before"


def test_a_change_is_of_the_same_days_and_so_better_known_than_either_side(monday):
    assert monday.change["visits"].within < monday.without.whole["visits"].within
    assert monday.change["wait_mean"].mean == pytest.approx(
        monday.within.whole["wait_mean"].mean - monday.without.whole["wait_mean"].mean
    )


def test_the_same_seed_gives_the_same_answer_and_another_does_not(monday):
    assert trial.run(MONDAY, advance=unheard) == monday
    assert trial.run(replace(MONDAY, seed=8), advance=unheard).without != monday.without


def test_every_day_that_is_announced_is_told(monday):
    told: list[int] = []
    trial.run(MONDAY, advance=told.append)
    assert sum(told) == trial.days(MONDAY) == 2 * 6 + 2 * 4 * placing.PILOT_DAYS


def test_without_anything_to_try_there_is_one_side():
    answer = trial.run(replace(MONDAY, more=0, online=0.0), advance=unheard)
    assert (answer.within, answer.change) == (None, {})
    assert {row[0] for row in figures.table(answer)} == {"side", "without"}


def test_visits_of_the_queues_are_the_visits_of_the_day(monday):
    for side in (monday.without, monday.within):
        queues = sum(each["visits"].mean for each in side.queues.values())
        hours = sum(each.visits.mean for each in side.hours)
        assert queues == pytest.approx(side.whole["visits"].mean)
        assert hours == pytest.approx(side.whole["visits"].mean)


@pytest.mark.parametrize("short", ["registration", "hard"])
def test_a_further_counter_goes_to_the_queue_that_is_short(short):
    """Nobody else calls these two; short of licence counters, those for vehicles help out."""
    plenty = {"vehicle": 20, "licence": 8, "registration": 8, "hard": 4}
    asked = Question(1.0, {**plenty, short: 1}, more=1)
    assert placing.place(asked, advance=unheard)[short] == 2


@pytest.mark.parametrize("total", [4, 5, 7, 24, 61, 200])
def test_counters_are_divided_as_the_hall_is_with_one_for_each_queue(total):
    given = asking.split(total)
    assert sum(given.values()) == total
    assert min(given.values()) >= 1
    usual = assumed.counter_numbers()
    assert all(abs(given[queue] - max(1, total * usual[queue] / 24)) < 2.01 for queue in usual)


def test_fewer_counters_than_queues_cannot_be():
    with pytest.raises(ValueError, match="3"):
        asking.split(3)


def test_each_queue_has_somebody_at_lunch():
    for numbers in (assumed.counter_numbers(), dict.fromkeys(assumed.counter_numbers(), 1)):
        at_lunch = {
            each.serves[0] for each in assumed.counters(numbers) if any(span.opens == 720 for span in each.spans)
        }
        assert at_lunch == set(numbers)
    assert [each.no for each in assumed.counters(assumed.counter_numbers())] == list(range(1, 25))


def test_every_assumption_has_a_grade_and_both_languages():
    assert len(assumed.said()) == 9
    for each in assumed.said():
        assert each.grade in {"B", "C", "DESIGN"}
        assert all(each.words)


def test_it_does_not_matter_in_which_order_the_counters_are_named(monday):
    """A database gives the names back in an order of its own."""
    other = replace(MONDAY, counters=dict(sorted(MONDAY.counters.items())))
    assert trial.run(other, advance=unheard).within == monday.within
