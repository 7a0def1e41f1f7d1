"""The simulated hall against queueing theory (Erlang C, Cobham) and against another simulator (ciw)."""

from dataclasses import dataclass
from math import factorial, hypot

import ciw
import numpy as np
import pytest
from tests.staffing.halls import NOTHING

from cheguan.oversight.staffing.arrivals import draw
from cheguan.oversight.staffing.intervals import Estimate, estimate, student
from cheguan.oversight.staffing.model import MINUTE, simulate
from cheguan.oversight.staffing.plan import Counter, Matter, Plan, Priority, Queue, Rate, Stretch
from cheguan.oversight.staffing.times import Times

pytestmark = pytest.mark.slow
AN_HOUR, MEAN = 90.0, 6.0
REPLICATIONS = 10
HOURS, WARM_UP = 300, 20
# The other simulator takes ten times as long.
FEWER_HOURS = 120


def waits_by_chance(arrivals: float, mean: float, counters: int) -> float:
    """Erlang C: the chance that somebody has to wait."""
    load = arrivals * mean / 60
    top = load**counters / factorial(counters) / (1 - load / counters)
    return top / (sum(load**k / factorial(k) for k in range(counters)) + top)


def erlang(arrivals: float, mean: float, counters: int) -> float:
    """The mean wait in minutes, people coming by the hour and served ``mean`` minutes on average."""
    return waits_by_chance(arrivals, mean, counters) * mean / counters / (1 - arrivals * mean / 60 / counters)


def open_always(counters: int, service: Times, *, hours: int, first: float = 0.0) -> Plan:
    """One line and ``counters`` of a kind, without end; a share goes ``first`` whatever the others have waited."""
    always = Stretch(0.0, hours * 60.0)
    return Plan(
        visits=AN_HOUR * hours,
        rates=(Rate(always, 1.0),),
        queues=(Queue("line", 1.0, {"errand": 1.0}),),
        matters={"errand": Matter("errand", service, NOTHING, 20.0, 30.0)},
        counters=tuple(Counter(no, ("line",), (always,)) for no in range(1, counters + 1)),
        priorities=(Priority("first", first, 1e7),) if first else (),
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """Mean waits in minutes of those who go first, and of the rest."""

    first: Estimate | None
    rest: Estimate | None


def simulated(plan: Plan) -> Waits:
    means: list[tuple[float, float]] = []
    for replication in range(REPLICATIONS):
        day = simulate(plan, draw(plan, np.random.default_rng([7, replication])))
        settled, first = day.arrived > WARM_UP * 60 * MINUTE, day.crowd.head_start > 0
        wait = (day.called - day.arrived) / MINUTE
        means.append((mean_of(wait[settled & first]), mean_of(wait[settled & ~first])))
    first, rest = np.array(means).T
    return Waits(estimate(first), estimate(rest))


def mean_of(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else np.nan


@pytest.mark.parametrize(("counters", "published"), [(10, 4.0), (12, 0.5), (14, 0.1)])
def test_erlang_c_lies_within_the_interval(counters, published):
    expected = erlang(AN_HOUR, MEAN, counters)
    assert round(expected, 1) == published
    found = simulated(open_always(counters, Times("exponential", MEAN), hours=HOURS)).rest
    assert found is not None
    assert found.low <= expected <= found.high, found
    assert found.within < 0.15 * expected + 0.02, "an interval that wide would hold anything"


def test_those_who_go_first_and_the_rest_wait_as_theory_says():
    """Cobham: with ``rho`` the load of a counter, W1 = W0 / (1 - rho1) and W2 = W1 / (1 - rho)."""
    counters, share = 10, 0.3
    found = simulated(open_always(counters, Times("exponential", MEAN), hours=HOURS, first=share))
    load = AN_HOUR * MEAN / 60 / counters
    at_once = waits_by_chance(AN_HOUR, MEAN, counters) * MEAN / counters
    first = at_once / (1 - share * load)
    for each, expected in ((found.first, first), (found.rest, first / (1 - load))):
        assert each is not None
        assert each.low <= expected <= each.high, (each, expected)


def test_another_simulator_finds_the_same_waits():
    """Gamma service times, a third goes first, eight counters at a load of 0.9: no formula, two simulators."""
    counters, share, service = 8, 1 / 3, Times("gamma", 4.8, 0.5)
    ours = simulated(open_always(counters, service, hours=FEWER_HOURS, first=share))
    theirs = by_ciw(counters, share, service)
    for one, other in ((ours.first, theirs.first), (ours.rest, theirs.rest)):
        assert one is not None
        assert other is not None
        assert abs(one.mean - other.mean) <= hypot(one.within, other.within), (one, other)


def by_ciw(counters: int, share: float, service: Times) -> Waits:
    shape = 1 / service.variation**2
    served = [ciw.dists.Gamma(shape=shape, scale=service.mean / shape)]
    rate = AN_HOUR / 60
    network = ciw.create_network(
        arrival_distributions={
            "first": [ciw.dists.Exponential(rate * share)],
            "rest": [ciw.dists.Exponential(rate * (1 - share))],
        },
        service_distributions={"first": served, "rest": served},
        number_of_servers=[counters],
        priority_classes={"first": 0, "rest": 1},
    )
    found: dict[str, list[float]] = {"first": [], "rest": []}
    for replication in range(REPLICATIONS):
        ciw.seed(replication)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(FEWER_HOURS * 60)
        records = [each for each in simulation.get_all_records() if each.arrival_date > WARM_UP * 60]
        for code, means in found.items():
            means.append(float(np.mean([each.waiting_time for each in records if each.customer_class == code])))
    return Waits(estimate(np.array(found["first"])), estimate(np.array(found["rest"])))


@pytest.mark.parametrize(("freedom", "tabled"), [(4, 2.776), (9, 2.262), (29, 2.045), (99, 1.984)])
def test_the_quantiles_of_student_are_those_of_the_table(freedom, tabled):
    assert student(freedom) == pytest.approx(tabled, rel=5e-4)
