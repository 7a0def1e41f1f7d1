"""The figures of a handful of visits, counted by hand."""

import numpy as np
import pytest
from tests.staffing.halls import MORNING, hall, matter, people

from cheguan.oversight.staffing.measures import Measured, hours_of, measure, points_of
from cheguan.oversight.staffing.model import simulate
from cheguan.oversight.staffing.plan import Calling, Counter, Plan, Priority, Queue, Rate

PLAN = Plan(
    visits=5.0,
    rates=(Rate(MORNING, 1.0),),
    queues=(Queue("a", 1.0, {"ordinary": 1.0}),),
    matters={"ordinary": matter(wait=20.0, serve=30.0)},
    counters=(Counter(1, ("a",), (MORNING,)),),
    priorities=(Priority("elderly", 0.1, 0.0, wait=5.0),),
    calling=Calling(no_show=1.0),
)


@pytest.fixture(scope="module")
def five() -> Measured:
    """One counter from eight to noon. Waits of 0, 4, 8 and nought minutes; the fourth had gone when called after 12."""
    crowd = people(
        [480, 481, 482, 483, 707],
        service=[5, 5, 5, 20, 20],
        back=[20, 30, 20, 0, 0],
        priority=[-1, 0, 0, -1, -1],
        absent=[False, False, False, True, False],
    )
    return measure(simulate(PLAN, crowd))


def test_waits_are_of_those_who_were_still_there(five):
    assert (five.whole["visits"], five.whole["abandoned"]) == (5, 20)
    assert (five.whole["wait_mean"], five.whole["wait_p50"], five.whole["longest"]) == (3, 2, 8)


def test_the_old_are_meant_to_wait_five_minutes_and_one_waited_eight(five):
    assert five.whole["on_target"] == 75


def test_the_promise_is_of_counter_and_back_office_together(five):
    """5 + 20, 5 + 30, 5 + 20 and 20 minutes of 30."""
    assert five.whole["on_promise"] == 75


def test_who_is_served_past_noon_costs_seven_minutes_beyond_the_roster(five):
    assert (five.whole["overtime"], five.whole["last"]) == (7, 7)
    assert five.whole["utilisation"] == pytest.approx(100 * (15 + 1 + 20) / (240 + 7))


def test_each_hour_has_its_own(five):
    at = {hour: place for place, hour in enumerate(hours_of(PLAN).tolist())}
    assert (at[8], at[13]) == (0, len(at) - 1), "to the last whole hour of the curve"
    assert list(five.hours["visits"][:5]) == [4, 0, 0, 1, 0]
    assert (five.hours["wait_p50"][at[8]], five.hours["wait_p50"][at[11]]) == (4, 0)
    assert np.isnan(five.hours["wait_p50"][at[9]])
    assert five.hours["utilisation"][:5] == pytest.approx([100 * 16 / 60, 0, 0, 100 * 13 / 60, 100])
    assert np.isnan(five.hours["utilisation"][at[13]]), "nobody sits there"


def test_the_curve_counts_tickets_that_were_not_called_yet(five):
    points = points_of(PLAN).tolist()
    assert points[:3] == [480, 490, 500]
    assert list(five.waiting[0, :3]) == [0, 1, 0]
    assert five.whole["most_waiting"] == 1
    assert five.queues["a"]["most_waiting"] == 1


def test_a_day_on_which_nobody_comes_has_no_waits():
    found = measure(simulate(hall([Counter(1, ("a",), (MORNING,))]), people([])))
    assert (found.whole["visits"], found.whole["utilisation"], found.whole["overtime"]) == (0, 0, 0)
    assert np.isnan(found.whole["wait_p90"])
