"""等候估计：what the hall told with each ticket on a day that is past, learnt day by day as a live hall learns it."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from typing import TypeVar

from cheguan.oversight.staffing import assumed
from cheguan.oversight.staffing.history import SimulatedVisit
from cheguan.oversight.staffing.plan import Counter
from cheguan.work.visits.forecast import FIRST_CYCLES, PAST_DAYS, Learnt
from cheguan.work.visits.line import QUEUES, rank_of
from cheguan.work.visits.waiting import NO_LESSON, Range, Standing, expected, foresee, learn

T = TypeVar("T")
Told = tuple[int, int, int]
UNTIL_NO_SHOW = timedelta(minutes=assumed.calling().no_show)


class Hall:
    """Who waits and who serves on one day, as one person after the other comes in."""

    def __init__(self, counters: Sequence[Counter]) -> None:
        self._counters = counters
        self._waiting: dict[str, list[datetime]] = {queue: [] for queue in QUEUES}
        self._calls: list[tuple[datetime, int, datetime, SimulatedVisit]] = []
        self._busy_until: dict[int, datetime] = {}
        self._tickets = 0

    def join(self, visit: SimulatedVisit) -> tuple[int, float, int]:
        """How many stand ahead, the counters that serve the line, and how many of those are free."""
        self._call_until(visit.arrived_at)
        rank = rank_of(visit.arrived_at, visit.priority)
        line = self._waiting[visit.queue]
        ahead = bisect_right(line, rank)
        counters, free = self._serving(visit.queue, visit.arrived_at)
        insort(line, rank)
        self._tickets += 1
        heappush(self._calls, (visit.called_at, self._tickets, rank, visit))
        return ahead, counters, free

    def _call_until(self, now: datetime) -> None:
        while self._calls and self._calls[0][0] <= now:
            called_at, _, rank, visit = heappop(self._calls)
            line = self._waiting[visit.queue]
            del line[bisect_right(line, rank) - 1]
            self._busy_until[visit.counter_no] = visit.finished_at or called_at + UNTIL_NO_SHOW

    def _serving(self, queue: str, now: datetime) -> tuple[float, int]:
        """A counter of several lines counts in part; one that may help out by half while nobody waits in its own."""
        minute = now.hour * 60 + now.minute + now.second / 60
        counters, free = 0.0, 0
        for each in self._counters:
            lines = sum(1 for own in each.serves if self._waiting[own])
            helps = queue in each.overflow and not lines
            if not (queue in each.serves or helps) or not any(s.opens <= minute < s.closes for s in each.spans):
                continue
            counters += 0.5 if helps else 1 / max(1, lines)
            free += self._busy_until.get(each.no, now) <= now
        return counters, free


class Foretelling:
    """Tells day after day, and learns from what came of it."""

    def __init__(self, counters: Sequence[Counter]) -> None:
        self._counters = counters
        self._waits: dict[date, Mapping[str, list[tuple[float, float]]]] = {}
        self._cycles: dict[date, Mapping[str, list[float]]] = {}

    def tell(self, on: date, visits: Sequence[SimulatedVisit]) -> list[Told | None]:
        """Seconds expected, at least and at most for each visit of the day, by arrival; nothing while no counter
        serves its line. Days come in their order."""
        known, hall = self.learnt(on), Hall(self._counters)
        told = [_told(visit, hall.join(visit), known) for visit in visits]
        self._remember(on, visits, told)
        return told

    def learnt(self, on: date) -> Learnt:
        """What the days before say, as far back as a live hall looks."""
        first = on - timedelta(days=PAST_DAYS)
        past = [day for day in self._waits if first <= day < on]
        waits = _by_queue(self._waits[day] for day in past)
        cycles = _by_queue(self._cycles[day] for day in past)
        return Learnt(
            {queue: learn(pairs) for queue, pairs in waits.items()},
            {queue: sum(seconds) / len(seconds) for queue, seconds in cycles.items()},
        )

    def _remember(self, on: date, visits: Sequence[SimulatedVisit], told: Sequence[Told | None]) -> None:
        waits: dict[str, list[tuple[float, float]]] = defaultdict(list)
        cycles: dict[str, list[float]] = defaultdict(list)
        for visit, said in zip(visits, told, strict=True):
            if said and said[0] > 0:
                waits[visit.queue].append((said[0], (visit.called_at - visit.arrived_at).total_seconds()))
            if visit.finished_at:
                cycles[visit.queue].append((visit.finished_at - visit.called_at).total_seconds())
        self._waits[on], self._cycles[on] = waits, cycles


def _told(visit: SimulatedVisit, stood: tuple[int, float, int], known: Learnt) -> Told | None:
    ahead, counters, free = stood
    cycle = known.cycles.get(visit.queue, FIRST_CYCLES[visit.queue])
    seconds = expected(Standing(ahead, counters, free, cycle))
    return None if seconds is None else _rounded(foresee(seconds, known.lessons.get(visit.queue, NO_LESSON)))


def _rounded(told: Range) -> Told:
    return round(told.expected), round(told.low), round(told.high)


def _by_queue(days: Iterable[Mapping[str, list[T]]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for day in days:
        for queue, values in day.items():
            found[queue] += values
    return found
