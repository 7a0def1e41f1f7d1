"""Who comes: as many as expected, when they are expected, for what; and the same people for every plan."""

from dataclasses import fields

import numpy as np
import pytest

from cheguan.oversight.staffing import asking, assumed
from cheguan.oversight.staffing.arrivals import Crowd, draw, without_online
from cheguan.oversight.staffing.plan import Plan
from cheguan.oversight.staffing.times import Times

DAYS = 60


@pytest.fixture(scope="module")
def plan() -> Plan:
    return asking.plan(1.0, assumed.counter_numbers())


@pytest.fixture(scope="module")
def crowds(plan: Plan) -> list[Crowd]:
    return [draw(plan, np.random.default_rng([7, day])) for day in range(DAYS)]


def test_a_mean_day_has_1840_visits_and_days_differ_as_those_of_a_poisson_process(crowds):
    sizes = np.array([len(each) for each in crowds])
    assert sizes.mean() == pytest.approx(1840, abs=4 * np.sqrt(1840 / DAYS))
    assert sizes.var(ddof=1) / sizes.mean() == pytest.approx(1, abs=4 * np.sqrt(2 / DAYS))


def test_they_come_in_order_while_tickets_are_given_and_mostly_in_two_humps(plan, crowds):
    for each in crowds:
        assert (np.diff(each.arrived) >= 0).all()
        assert each.arrived[0] >= plan.opens
        assert each.arrived[-1] < plan.doors_close
    arrived = np.concatenate([each.arrived[~each.booked] for each in crowds])

    def an_hour(opens: float, closes: float) -> float:
        return float(((arrived >= opens) & (arrived < closes)).sum()) / (closes - opens) * 60 / DAYS

    assert an_hour(540, 660) / an_hour(510, 540) == pytest.approx(160 / 90, rel=0.08)
    assert an_hour(900, 990) / an_hour(720, 870) == pytest.approx(140 / 30, rel=0.08)


def test_shares_are_as_assumed(plan, crowds):
    whole = np.concatenate([each.queue for each in crowds])
    for place, queue in enumerate(plan.queues):
        assert (whole == place).mean() == pytest.approx(queue.share / 100, abs=0.01)
    booked = np.concatenate([each.booked for each in crowds])
    assert booked.mean() == pytest.approx(0.15, abs=0.01)
    starts = np.concatenate([each.head_start for each in crowds])
    assert (starts[booked] >= plan.booked_start).all()


def test_fifteen_per_cent_online_are_fewer_of_those_who_could_and_the_same_of_the_others(plan, crowds):
    able = np.array([each.online for each in plan.matters.values()])
    for before in crowds[:10]:
        after = without_online(before, plan, 0.15)
        assert 1 - len(after) / len(before) == pytest.approx(0.15, abs=0.03)
        assert (~able[after.matter]).sum() == (~able[before.matter]).sum()
        assert set(after.arrived) <= set(before.arrived)


def test_more_online_than_possible_leaves_those_who_must_come(plan, crowds):
    able = np.array([each.online for each in plan.matters.values()])
    assert not able[without_online(crowds[0], plan, 0.99).matter].any()


def test_the_same_seed_brings_the_same_people_to_another_plan(plan, crowds):
    more = asking.plan(1.0, {**assumed.counter_numbers(), "vehicle": 15})
    again = draw(more, np.random.default_rng([7, 0]))
    for each in fields(Crowd):
        assert np.array_equal(getattr(again, each.name), getattr(crowds[0], each.name))


@pytest.mark.parametrize(
    ("kind", "variation"), [("fixed", 0.0), ("exponential", 1.0), ("gamma", 0.3), ("lognormal", 0.5)]
)
def test_times_have_the_mean_and_the_variation_that_they_are_given(kind, variation):
    drawn = Times(kind, 4.0, variation).draw(200_000, np.random.default_rng(7))
    assert drawn.mean() == pytest.approx(4, rel=0.01)
    assert drawn.std() == pytest.approx(4 * variation, rel=0.02)


@pytest.mark.parametrize(("kind", "mean", "variation"), [("pareto", 1, 1), ("gamma", 1, 0), ("fixed", -1, 0)])
def test_times_that_cannot_be_are_refused(kind, mean, variation):
    with pytest.raises(ValueError, match="Times"):
        Times(kind, mean, variation)
