"""来人：everybody who comes on one day, with all that chance decides, drawn at once.

Two plans tried with the same seed get the same people, so that what differs between them is the plan.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from cheguan.oversight.staffing.plan import Bookings, Plan
from cheguan.oversight.staffing.times import Minutes

# The last moment is before the doors close, not when they do.
AN_INSTANT = 0.001
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Crowd:
    """One row for each visit, by arrival. ``queue`` is a place in the plan's queues, ``matter`` in its matters, and
    ``priority`` in its priorities, less than nought for none. ``absent`` take a ticket and leave. ``chance`` decides
    who would stay at home if more could be done online."""

    arrived: Minutes
    queue: Numbers
    matter: Numbers
    priority: Numbers
    head_start: Minutes
    booked: Flags
    absent: Flags
    patience: Minutes
    service: Minutes
    back: Minutes
    chance: Minutes

    def __len__(self) -> int:
        return len(self.arrived)

    def only(self, which: NDArray[np.bool_] | Numbers) -> Self:
        return type(self)(*(getattr(self, each.name)[which] for each in fields(self)))


def draw(plan: Plan, rng: np.random.Generator) -> Crowd:
    booked_share = plan.bookings.share if plan.bookings else 0.0
    walked_in = _walking_in(plan, plan.visits * (1 - booked_share), rng)
    by_slot = _by_slot(plan.bookings, plan.visits, rng) if plan.bookings else np.empty(0)
    arrived = np.clip(np.concatenate([walked_in, by_slot]), plan.opens, plan.doors_close - AN_INSTANT)
    size = len(arrived)
    booked = np.arange(size) >= len(walked_in)
    queue = _choice([each.share for each in plan.queues], size, rng)
    matter = _matters(plan, queue, rng)
    priority, head_start = _priorities(plan, booked, rng)
    service, back = _durations(plan, queue, matter, rng)
    patience = plan.calling.patience
    crowd = Crowd(
        arrived=arrived,
        queue=queue,
        matter=matter,
        priority=priority,
        head_start=head_start,
        booked=booked,
        absent=rng.random(size) < plan.calling.never_there,
        patience=patience.draw(size, rng) if patience else np.full(size, np.inf),
        service=service,
        back=back,
        chance=rng.random(size),
    )
    return crowd.only(np.argsort(arrived, kind="stable"))


def without_online(crowd: Crowd, plan: Plan, share: float) -> Crowd:
    """Those who still come when a ``share`` of all visits is done online, out of the matters that can be."""
    able = np.array([each.online for each in plan.matters.values()])[crowd.matter]
    possible = float(able.mean()) if len(crowd) else 0.0
    gone = able & (crowd.chance < (share / possible if possible else 0.0))
    return crowd.only(~gone)


def _walking_in(plan: Plan, visits: float, rng: np.random.Generator) -> Minutes:
    """A Poisson process whose rate is constant within each stretch."""
    weights = np.array([each.weight * each.during.minutes for each in plan.rates])
    numbers = rng.poisson(visits * weights / weights.sum())
    drawn = [
        rng.uniform(each.during.opens, each.during.closes, number)
        for each, number in zip(plan.rates, numbers, strict=True)
    ]
    return np.concatenate(drawn)


def _by_slot(bookings: Bookings, visits: float, rng: np.random.Generator) -> Minutes:
    number = rng.poisson(visits * bookings.share)
    lengths = np.array([each.minutes for each in bookings.slots])
    which = rng.choice(len(lengths), number, p=lengths / lengths.sum())
    slot = np.array([each.opens for each in bookings.slots])[which] + rng.random(number) * lengths[which]
    came: Minutes = slot - bookings.early + rng.normal(0.0, bookings.spread, number)
    return came


def _matters(plan: Plan, queue: Numbers, rng: np.random.Generator) -> Numbers:
    places = {code: place for place, code in enumerate(plan.matters)}
    matter = np.zeros(len(queue), dtype=np.int64)
    for place, each in enumerate(plan.queues):
        here = np.flatnonzero(queue == place)
        codes = np.array([places[code] for code in each.matters])
        matter[here] = codes[_choice(list(each.matters.values()), len(here), rng)]
    return matter


def _priorities(plan: Plan, booked: Flags, rng: np.random.Generator) -> tuple[Numbers, Minutes]:
    """The reason of each and the larger of its head start and that of an appointment."""
    shares = [each.share for each in plan.priorities]
    drawn = rng.choice(len(shares) + 1, len(booked), p=[1 - sum(shares), *shares]) - 1
    starts = np.array([0.0, *(each.head_start for each in plan.priorities)])
    return drawn, np.maximum(starts[drawn + 1], np.where(booked, plan.booked_start, 0.0))


def _durations(plan: Plan, queue: Numbers, matter: Numbers, rng: np.random.Generator) -> tuple[Minutes, Minutes]:
    service, back = np.zeros(len(queue)), np.zeros(len(queue))
    for place, each in enumerate(plan.matters.values()):
        here = np.flatnonzero(matter == place)
        service[here] = each.counter.draw(len(here), rng)
        back[here] = each.back.draw(len(here), rng)
    slower = np.array([each.slower for each in plan.queues])
    return service * slower[queue], back


def _choice(shares: list[float], size: int, rng: np.random.Generator) -> Numbers:
    weights = np.array(shares, dtype=float)
    return rng.choice(len(weights), size, p=weights / weights.sum())
