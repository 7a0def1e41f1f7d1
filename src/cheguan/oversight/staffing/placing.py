"""多开的窗口放在哪里：one after the other, each where it shortens the waiting most, found by trying."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cheguan.oversight.staffing import arrivals, asking, assumed
from cheguan.oversight.staffing.arrivals import Crowd
from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.model import simulate

# Days on which every place is tried; they are none of those on which the plan is judged afterwards.
PILOT_DAYS = 3
PILOT = 1_000_000


def days(asked: Question) -> int:
    """How many days will be simulated for it."""
    return asked.more * len(asked.counters) * PILOT_DAYS


def place(asked: Question, *, advance: Callable[[int], None]) -> Mapping[str, int]:
    """The counters of each queue with those that are to come."""
    crowds = list(_crowds(asked)) if asked.more else []
    given = {queue: asked.counters[queue] for queue in assumed.counter_numbers()}
    for _each in range(asked.more):
        waited = {queue: _waited(asked, {**given, queue: given[queue] + 1}, crowds) for queue in given}
        given[min(waited, key=lambda queue: waited[queue])] += 1
        advance(len(given) * PILOT_DAYS)
    return given


def _crowds(asked: Question) -> list[Crowd]:
    """People of the pilot days, without those who would stay at home."""
    plan = asking.plan(asked.peak, asked.counters)
    drawn = (arrivals.draw(plan, np.random.default_rng([asked.seed, PILOT + day])) for day in range(PILOT_DAYS))
    return [arrivals.without_online(crowd, plan, asked.online / 100) for crowd in drawn]


def _waited(asked: Question, counters: Mapping[str, int], crowds: Sequence[Crowd]) -> int:
    """All waiting from ticket to call, whether anybody still came or not."""
    plan = asking.plan(asked.peak, counters)
    done = (simulate(plan, crowd) for crowd in crowds)
    return sum(int((day.called - day.arrived).sum()) for day in done)
