"""大厅的一天：counters call by rank, serve, go to lunch and stay until everybody has been called (SimPy).

Time is in whole milliseconds of the day, so that sums are exact and the same on every machine. What chance decides was
drawn before (``arrivals``); here nothing is random.
"""

from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from cheguan.oversight.staffing.arrivals import Crowd
from cheguan.oversight.staffing.plan import Counter, Plan

MINUTE = 60_000
NOBODY = -1
Milliseconds = NDArray[np.int64]
Process = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Day:
    """What came of it: one row for each visit, in the order of the crowd.

    ``finished`` is when the counter was done with it; who was ``gone`` when called has no ``served``, which then
    equals ``finished``. ``counter`` is the number of the counter that called."""

    plan: Plan
    crowd: Crowd
    arrived: Milliseconds
    called: Milliseconds
    served: Milliseconds
    finished: Milliseconds
    counter: NDArray[np.int64]
    gone: NDArray[np.bool_]


class NeverCalled(Exception):
    """取了号却没有人叫：they came when every counter that calls them had closed."""


class Line:
    """One queue. Who has the same head start is first come, first served, so only the first of each need be looked at."""

    def __init__(self) -> None:
        self._waiting: dict[int, deque[int]] = {}

    def add(self, ticket: int, head_start: int) -> None:
        self._waiting.setdefault(head_start, deque()).append(ticket)

    def firsts(self, arrived: list[int], *, before: int | None = None) -> Iterator[tuple[int, int, deque[int]]]:
        """Rank, ticket and place of the first of each head start, of those who came no later than ``before``."""
        for head_start, tickets in self._waiting.items():
            if tickets and (before is None or arrived[tickets[0]] <= before):
                yield arrived[tickets[0]] - head_start, tickets[0], tickets


class Hall:
    """The hall while it runs."""

    def __init__(self, plan: Plan, crowd: Crowd) -> None:
        self.plan = plan
        self.arrived, self.head_start = _ms(crowd.arrived), _ms(crowd.head_start)
        self.patience = _ms(np.minimum(crowd.patience, 1e9))
        self.service, self.absent = _ms(crowd.service), crowd.absent.tolist()
        self.queue = crowd.queue.tolist()
        self.called, self.served, self.finished = ([0] * len(crowd) for _ in range(3))
        self.counter, self.gone = [NOBODY] * len(crowd), [False] * len(crowd)
        self.lines = [Line() for _queue in plan.queues]
        self.walk, self.no_show = round(plan.calling.walk * MINUTE), round(plan.calling.no_show * MINUTE)
        self.helps_after = round(plan.calling.helps_after * MINUTE)
        self.env = simpy.Environment(initial_time=0)
        self.desks = [Desk(each, plan) for each in plan.counters]
        self.idle: dict[Desk, simpy.Event] = {}

    def run(self) -> None:
        self.env.process(self._doors())
        for desk in self.desks:
            self.env.process(self._sit(desk))
        self.env.run()

    def _doors(self) -> Process:
        for ticket, moment in enumerate(self.arrived):
            if moment > self.env.now:
                yield self.env.timeout(moment - self.env.now)
            queue = self.queue[ticket]
            self.lines[queue].add(ticket, self.head_start[ticket])
            self._wake_one(queue)

    def _wake_one(self, queue: int) -> None:
        """Whoever has been idle longest, those first whose own queue it is."""
        helping = None
        for desk in self.idle:
            if queue in desk.own:
                return self._wake(desk)
            if helping is None and queue in desk.overflow:
                helping = desk
        return self._wake(helping) if helping else None

    def _wake(self, desk: "Desk") -> None:
        bell = self.idle.pop(desk, None)
        if bell is not None:
            bell.succeed()

    def _sit(self, desk: "Desk") -> Process:
        """A counter's day: through its stretches, and after the last until nobody waits."""
        for opens, closes in desk.spans:
            if self.env.now < opens:
                yield self.env.timeout(opens - self.env.now)
            self._ring_at(closes, desk)
            last = closes == desk.spans[-1][1]
            while self.env.now < closes or last:
                ticket = self._next(desk)
                if ticket is not None:
                    yield self.env.timeout(self._call(desk, ticket))
                elif self.env.now < closes:
                    bell = self.idle[desk] = self.env.event()
                    yield bell
                else:
                    break

    def _ring_at(self, closes: int, desk: "Desk") -> None:
        """An idle counter looks at the clock when its stretch is over."""
        if closes > self.env.now:
            bell = self.env.timeout(closes - self.env.now)
            assert bell.callbacks is not None
            bell.callbacks.append(lambda _event: self._wake(desk))

    def _next(self, desk: "Desk") -> int | None:
        """Take the lowest rank of one's own queues and of those who have waited long elsewhere; else of anybody."""
        found = [each for queue in desk.own for each in self.lines[queue].firsts(self.arrived)]
        long_ago = int(self.env.now) - self.helps_after
        found += [each for queue in desk.overflow for each in self.lines[queue].firsts(self.arrived, before=long_ago)]
        if not found:
            found = [each for queue in desk.overflow for each in self.lines[queue].firsts(self.arrived)]
        if not found:
            return None
        _rank, ticket, tickets = min(found, key=lambda each: each[:2])
        tickets.popleft()
        return ticket

    def _call(self, desk: "Desk", ticket: int) -> int:
        """Call, and say how long the counter is busy with it."""
        now = int(self.env.now)
        self.called[ticket], self.counter[ticket] = now, desk.no
        self.gone[ticket] = self.absent[ticket] or now - self.arrived[ticket] > self.patience[ticket]
        busy = self.no_show if self.gone[ticket] else self.walk + self.service[ticket]
        self.finished[ticket] = now + busy
        self.served[ticket] = now + (self.no_show if self.gone[ticket] else self.walk)
        return busy


class Desk:
    """A counter as the hall sees it: queues by their places, stretches in milliseconds."""

    def __init__(self, counter: Counter, plan: Plan) -> None:
        places = {each.code: place for place, each in enumerate(plan.queues)}
        self.no = counter.no
        self.own = tuple(places[each] for each in counter.serves)
        self.overflow = tuple(places[each] for each in counter.overflow)
        self.spans = tuple((round(each.opens * MINUTE), round(each.closes * MINUTE)) for each in counter.spans)


def simulate(plan: Plan, crowd: Crowd) -> Day:
    """The whole day of these people under this plan; ``NeverCalled`` if they came too late for it."""
    hall = Hall(plan, crowd)
    hall.run()
    if NOBODY in hall.counter:
        raise NeverCalled
    return Day(
        plan=plan,
        crowd=crowd,
        arrived=np.array(hall.arrived, dtype=np.int64),
        called=np.array(hall.called, dtype=np.int64),
        served=np.array(hall.served, dtype=np.int64),
        finished=np.array(hall.finished, dtype=np.int64),
        counter=np.array(hall.counter, dtype=np.int64),
        gone=np.array(hall.gone, dtype=np.bool_),
    )


def _ms(minutes: NDArray[np.float64]) -> list[int]:
    return [int(each) for each in np.rint(minutes * MINUTE).tolist()]
