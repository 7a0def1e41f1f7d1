"""记分 as it stands: from the entries and what was cleared or taken off to the points of each cycle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cheguan.law.rules.points import FULL_MARK, Act, carried_over, cycle_of

RECENT = 4
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of points; ``settled`` once the violation has been dealt with."""

    on: date
    points: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Relief:
    """Points ``cleared`` after the full-mark education, or ``reduced`` by study."""

    kind: str
    on: date
    points: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle: its days, the most points that stood at once, what stood at its end, when twelve were last reached."""

    starts: date
    ends: date
    most: int
    last: int
    full_on: date | None


def cycles(
    first_issued_on: date, entries: Iterable[Entry], reliefs: Iterable[Relief], *, since: date, on: date
) -> list[Cycle]:
    """The cycles that count, oldest first: from ``since`` or the first entry to the one that runs on that day."""
    entered, relieved = sorted(entries, key=lambda each: each.on), sorted(reliefs, key=lambda each: each.on)
    found: list[Cycle] = []
    earliest = min([since, *(each.on for each in entered[:1])])
    starts, ends = cycle_of(first_issued_on, max(earliest, first_issued_on))
    while True:
        unpaid = [Act(each.points, each.settled) for each in entered if each.on < starts]
        carried = carried_over(found[-1].last, unpaid) if found else 0
        found.append(_cycle(starts, ends, carried, entered, relieved))
        if on <= ends:
            return found
        starts, ends = cycle_of(first_issued_on, ends + DAY)


def most_points(found: Sequence[Cycle], *, since: date) -> tuple[int, ...]:
    """The most points of each cycle that had not ended before that day."""
    return tuple(cycle.most for cycle in found if cycle.ends >= since)


def _cycle(starts: date, ends: date, carried: int, entries: Iterable[Entry], reliefs: Iterable[Relief]) -> Cycle:
    """On one day what is entered comes before what is taken off."""
    changes = [(each.on, 0, each.points) for each in entries if starts <= each.on <= ends]
    changes += [(each.on, 1, -each.points) for each in reliefs if starts <= each.on <= ends]
    most = now = carried
    full_on = None
    for day, _, points in sorted(changes):
        before, now = now, max(0, now + points)
        most = max(most, now)
        full_on = day if before < FULL_MARK <= now else full_on
    return Cycle(starts, ends, most, now, full_on)
