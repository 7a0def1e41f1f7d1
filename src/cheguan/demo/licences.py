"""The driving licences of the city: classes, first issue, and the law's ladder of six years, ten years, long term."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from cheguan.demo.days import FULL_YEAR, back, weights, workdays
from cheguan.demo.draw import Weighted, spread, stream
from cheguan.demo.scale import Scale

YEARS, DECAY = 34, 0.945
CLASSES = Weighted(
    {
        "C1": 60, "C2": 12, "C1 E": 7, "C1 D": 4, "C2 E": 1, "E": 5, "D": 3, "F": 0.5, "B2": 4, "A2": 1.8, "A1": 0.8,
        "B1": 0.8, "A3": 0.2, "C3": 0.4, "C4": 0.2, "C5": 0.1, "M": 0.2,
    }
)  # fmt: skip
UNTIL_63 = {"A1": "C1", "A2": "C1", "A3": "C1", "B1": "C1", "B2": "C1", "M": "C1"}
UNTIL_70 = {"C3": "C1", "C4": "C1", "D": "F", "E": "F"}
STARTING_AGE = Weighted({18: 16, 19: 14, 20: 10, 21: 8, 22: 7, 24: 9, 27: 9, 30: 8, 34: 7, 38: 5, 43: 4, 48: 2, 54: 1})
YOUNGEST = {"A1": 26, "A2": 24, "B1": 22, "B2": 21, "A3": 21}
OLDEST = 84
FULL_MARK_IN_TERM = 0.02
LAPSES = 0.06
WINDOW = 90
CANCELLED_AFTER = 360
BEFORE_RENEWAL = 25
POINTS = Weighted({0: 84, 1: 5, 3: 6, 6: 3.2, 9: 1.2, 12: 0.4})
LONG = "long_term"


class Term(NamedTuple):
    """有效期. ``begun`` is the day on which it was asked for; ``until`` is 0 when it has no end."""

    term: str
    starts: int
    until: int
    begun: int


class Licence(NamedTuple):
    """Days are ordinals. ``points`` are those of the running cycle."""

    birth: int
    first_issued: int
    classes: tuple[str, ...]
    terms: tuple[Term, ...]
    points: int


def years_on(day: int, years: int) -> int:
    """The same day so many years later; from a leap day the 28th."""
    start = date.fromordinal(day)
    if (start.month, start.day) == (2, 29):
        start = start.replace(day=28)
    return start.replace(year=start.year + years).toordinal()


def examined_on(number: int, day: int) -> int:
    """When the holder of the licence saw the doctor for a renewal on that day."""
    return day - 1 - number % BEFORE_RENEWAL


def licences(*, seed: int, scale: Scale, today: date) -> list[Licence]:
    """One licence for each driver, in an order that says nothing."""
    rng = stream(seed, "licences")
    days = workdays(back(today, YEARS), date.fromordinal(today.toordinal() - 1))
    fading = [busy * DECAY ** ((days[-1] - day) / FULL_YEAR) for day, busy in zip(days, weights(days), strict=True)]
    issued = [day for day, count in zip(days, spread(scale.drivers, fading), strict=True) for _ in range(count)]
    rng.shuffle(issued)
    drawn = zip(
        issued,
        CLASSES.many(rng, scale.drivers),
        STARTING_AGE.many(rng, scale.drivers),
        POINTS.many(rng, scale.drivers),
        strict=True,
    )
    return [_licence(day, classes, age, points, days, rng) for day, classes, age, points in drawn]


def _licence(day: int, classes: str, age: int, points: int, days: Sequence[int], rng: Random) -> Licence:
    today = days[-1] + 1
    since = (today - day) / FULL_YEAR
    age = min(max(age, YOUNGEST.get(classes, 18)), int(OLDEST - since))
    birth = day - int(age * FULL_YEAR) - 2 - int(rng.random() * 360)
    held = _allowed(classes.split(), (today - birth) / FULL_YEAR)
    return Licence(birth, day, held, tuple(_terms(day, days, rng)), points)


def _allowed(classes: list[str], age: float) -> tuple[str, ...]:
    """What the driver may keep at that age."""
    if age >= 63:
        classes = [UNTIL_63.get(code, code) for code in classes]
    if age >= 70:
        classes = [UNTIL_70.get(code, code) for code in classes]
    return tuple(dict.fromkeys(classes))


def _terms(first: int, days: Sequence[int], rng: Random) -> Iterator[Term]:
    """The terms held so far. A renewal falls on a working day within the 90 days before the end."""
    term, starts, begun = "6", first, first
    while True:
        until = 0 if term == LONG else years_on(starts, int(term))
        yield Term(term, starts, until, begun)
        if not until:
            return
        begun = days[max(bisect_right(days, until - int(rng.random() * WINDOW)) - 1, 0)]
        lapsed = days[-1] - until < CANCELLED_AFTER and rng.random() < LAPSES
        if until - WINDOW > days[-1] or begun >= days[-1] or lapsed:
            return
        starts = until
        if rng.random() >= FULL_MARK_IN_TERM:
            term = LONG if term == "10" else "10"
