"""How long it will be: an expectation from who stands there, and a range that the past has borne out.

Pure. The expectation is simple on purpose; the range comes from how such expectations turned out on the days before
(split conformal prediction), so that of the ranges told, eight in ten hold, whatever the expectation leaves out.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

# Expectations of a like size err alike: up to one minute, three, seven …
EDGES = (60.0, 180.0, 420.0, 900.0, 1800.0, 3600.0)
SHARE = 0.8
FEWEST = 40
# Before there is a past to learn from (DESIGN).
UNTAUGHT = (0.4, 2.0)
SLACK = 120.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A line as somebody joins it. ``counters`` counts those of several lines in part; ``free`` ones wait for people."""

    ahead: int
    counters: float
    free: int
    cycle_s: float


@dataclass(frozen=True, slots=True)
class Range:
    """Seconds of waiting: eight times in ten between ``low`` and ``high``, and nearly always where nothing is expected."""

    expected: float
    low: float
    high: float

    @property
    def minutes(self) -> tuple[int, int]:
        """As it is told: whole minutes, outwards."""
        return floor(self.low / 60), max(1, ceil(self.high / 60))


@dataclass(frozen=True, slots=True)
class Lesson:
    """For each size of expectation the low and the high quotient of what came of it, and the same in seconds."""

    quotients: tuple[tuple[float, float] | None, ...]
    first: tuple[float, float] | None


NO_LESSON = Lesson((None,) * (len(EDGES) + 1), None)


def expected(standing: Standing) -> float | None:
    """Seconds until the call; ``None`` while no counter serves the line."""
    if standing.counters <= 0:
        return None
    if standing.ahead < standing.free:
        return 0.0
    return (standing.ahead - standing.free + 1) * standing.cycle_s / standing.counters


def learn(past: Iterable[tuple[float, float]]) -> Lesson:
    """From pairs of what was expected and what it was, in seconds."""
    bins: list[list[tuple[float, float]]] = [[] for _ in range(len(EDGES) + 1)]
    for each in past:
        bins[bisect_right(EDGES, each[0])].append(each)
    first = _bounds([actual for _, actual in bins[0]])
    quotients = [_bounds([actual / told for told, actual in each]) for each in bins[1:]]
    return Lesson((None, *quotients), first)


def _bounds(values: list[float]) -> tuple[float, float] | None:
    """The bounds that leave a tenth out on either side; with few values, none."""
    n = len(values)
    if n < FEWEST:
        return None
    values = sorted(values)
    tail = (1 - SHARE) / 2
    low = values[max(0, floor(tail * (n + 1)) - 1)]
    high = values[min(n - 1, ceil((1 - tail) * (n + 1)) - 1)]
    return low, high


def foresee(seconds: float, lesson: Lesson) -> Range:
    """The range around an expectation; where a counter is free, the next two minutes."""
    if seconds <= 0:
        return Range(0.0, 0.0, SLACK)
    place = bisect_right(EDGES, seconds)
    if place == 0:
        low, high = lesson.first or (0.0, SLACK)
        return Range(seconds, low, high)
    down, up = lesson.quotients[place] or UNTAUGHT
    return Range(seconds, seconds * down, seconds * up)
