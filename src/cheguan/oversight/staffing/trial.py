"""排班试算：the same days, chance by chance, with the counters there are and with what is to be tried."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cheguan.oversight.staffing import arrivals, asking, placing
from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.intervals import Estimate, estimate
from cheguan.oversight.staffing.measures import Measured, hours_of, measure, points_of
from cheguan.oversight.staffing.model import simulate
from cheguan.oversight.staffing.plan import Plan

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour, by arrival; what never happened in it is nothing."""

    hour: int
    visits: Estimate
    wait_p50: Estimate | None
    wait_p90: Estimate | None
    wait_p95: Estimate | None
    utilisation: Estimate | None


@dataclass(frozen=True, slots=True)
class Side:
    """One plan: figures of the whole day and of each queue, by hour, and how many wait in each queue at each of
    ``minutes``."""

    counters: Mapping[str, int]
    online: float
    whole: Mapping[str, Estimate]
    queues: Mapping[str, Mapping[str, Estimate]]
    hours: tuple[Hour, ...]
    minutes: tuple[int, ...]
    waiting: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it. ``change`` is with less without, day by day, where something was tried."""

    asked: Question
    without: Side
    within: Side | None
    change: Mapping[str, Estimate]


def days(asked: Question) -> int:
    """How many days will be simulated."""
    return placing.days(asked) + asked.replications * asked.sides


def run(asked: Question, *, advance: Advance) -> Answer:
    """All replications; ``advance`` hears how many days have been simulated since it was last told."""
    counters = placing.place(asked, advance=advance)
    base, tried = asking.plan(asked.peak, asked.counters), asking.plan(asked.peak, counters)
    without: list[Measured] = []
    within: list[Measured] = []
    for replication in range(asked.replications):
        crowd = arrivals.draw(base, np.random.default_rng([asked.seed, replication]))
        without.append(measure(simulate(base, crowd)))
        if asked.compares:
            fewer = arrivals.without_online(crowd, tried, asked.online / 100)
            within.append(measure(simulate(tried, fewer)))
        advance(asked.sides)
    return Answer(
        asked=asked,
        without=_side(base, without, counters=asked.counters, online=0.0),
        within=_side(tried, within, counters=counters, online=asked.online) if within else None,
        change=_change(without, within) if within else {},
    )


def _side(plan: Plan, days: Sequence[Measured], *, counters: Mapping[str, int], online: float) -> Side:
    curves = np.mean([each.waiting for each in days], axis=0)
    return Side(
        counters=counters,
        online=online,
        whole=_figures([each.whole for each in days]),
        queues={each.code: _figures([day.queues[each.code] for day in days]) for each in plan.queues},
        hours=_hours(plan, days),
        minutes=tuple(points_of(plan).tolist()),
        waiting={each.code: tuple(curves[place].round(2).tolist()) for place, each in enumerate(plan.queues)},
    )


def _hours(plan: Plan, days: Sequence[Measured]) -> tuple[Hour, ...]:
    found = []
    for place, hour in enumerate(hours_of(plan).tolist()):
        values = {code: estimate(np.array([day.hours[code][place] for day in days])) for code in days[0].hours}
        if values["utilisation"] is not None:
            found.append(Hour(hour, **values))  # type: ignore[arg-type]
    return tuple(found)


def _figures(days: Sequence[Mapping[str, float]]) -> Mapping[str, Estimate]:
    found = {code: estimate(np.array([day[code] for day in days])) for code in days[0]}
    return {code: each for code, each in found.items() if each is not None}


def _change(without: Sequence[Measured], within: Sequence[Measured]) -> Mapping[str, Estimate]:
    """Of the same day with less without, so that what both have in common does not widen the interval."""
    pairs = list(zip(without, within, strict=True))
    found = {code: estimate(np.array([b.whole[code] - a.whole[code] for a, b in pairs])) for code in without[0].whole}
    return {code: each for code, each in found.items() if each is not None}
