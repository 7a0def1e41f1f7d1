"""大厅实况: a hall as one picture, from a few statements: who sits where and serves whom, who waits and how long already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from cheguan.work.visits import queries as visits
from cheguan.work.visits.line import CLASSES, QUEUES, Queue
from cheguan.work.visits.queries import CounterNow, MatterLine, VisitLine

MINUTE = timedelta(minutes=1)
# How much of a target is used: from the second half on it is soon, beyond it late.
SOON, LATE = 0.5, 1.0
# People of one line that find room with their numbers; beyond it each is a small square.
MANY = 48
HEAVIEST = {code: weight for weight, code in enumerate(("ordinary", "general", "inspection", "exam", "registration"))}


@dataclass(frozen=True, slots=True)
class Tile:
    """A counter: ``state`` is empty, free, away, called or serving; ``tone`` says whether serving takes too long."""

    counter: CounterNow
    state: str
    minutes: int
    promised: int | None
    tone: str

    @property
    def letters(self) -> str:
        """Of the lines that it serves."""
        return " ".join(QUEUES[code].letter for code in self.counter.queues)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in line, as a square: how long already, of how many minutes meant."""

    visit: VisitLine
    minutes: int
    target: int
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A queue with everybody in it, who is next first; ``serves`` counters call from it now."""

    queue: Queue
    people: tuple[Waiting, ...]
    serves: int

    @property
    def late(self) -> int:
        return sum(each.tone == "stop" for each in self.people)

    @property
    def many(self) -> bool:
        """More than can be shown with number and minutes."""
        return len(self.people) > MANY


@dataclass(frozen=True, slots=True)
class Hall:
    """The whole picture."""

    tiles: tuple[Tile, ...]
    lines: tuple[Line, ...]
    paused: tuple[Waiting, ...]
    at: datetime

    @property
    def staffed(self) -> list[Tile]:
        return [tile for tile in self.tiles if tile.state != "empty"]

    @property
    def empty(self) -> list[Tile]:
        return [tile for tile in self.tiles if tile.state == "empty"]

    @property
    def longest(self) -> int | None:
        """Minutes of whoever has waited longest."""
        return max((each.minutes for line in self.lines for each in line.people), default=None)

    @property
    def waiting(self) -> int:
        return sum(len(line.people) for line in self.lines)

    @property
    def serving(self) -> int:
        return sum(tile.state in ("called", "serving") for tile in self.tiles)

    @property
    def open(self) -> int:
        return sum(tile.state not in ("empty", "away") for tile in self.tiles)

    @property
    def late(self) -> int:
        """Waiting, or being served, for longer than is meant."""
        return sum(line.late for line in self.lines) + sum(tile.tone == "stop" for tile in self.tiles)


def draw(outlet_id: int, *, at: datetime) -> Hall:
    present, before = visits.going_on(outlet_id, on=localdate(at)), visits.waited_before(outlet_id, on=localdate(at))
    classes = _classes(visits.matters(*(each.id for each in present)))
    counters = sorted(visits.counters(outlet_id), key=lambda each: (len(each.no), each.no))
    tiles = tuple(_tile(each, classes, at=at) for each in counters)
    waiting = [_waiting(each, classes, before, at=at) for each in present if each.state == "waiting"]
    return Hall(
        tiles=tiles,
        lines=tuple(_line(queue, waiting, tiles) for queue in QUEUES.values()),
        paused=tuple(_paused(each, classes, at=at) for each in present if each.state == "paused"),
        at=at,
    )


def _classes(matters: Sequence[MatterLine]) -> Mapping[int, str]:
    """The heaviest matter of each visit."""
    found: dict[int, str] = {}
    for each in matters:
        if HEAVIEST[each.kind] >= HEAVIEST[found.get(each.visit_id, "ordinary")]:
            found[each.visit_id] = each.kind
    return found


def _tile(counter: CounterNow, classes: Mapping[int, str], *, at: datetime) -> Tile:
    if counter.officer_id is None:
        return Tile(counter, "empty", 0, None, "")
    if counter.away_since is not None:
        return Tile(counter, "away", _minutes(at - counter.away_since), None, "soon")
    if counter.visit_id is None or counter.since is None or counter.visit_state is None:
        return Tile(counter, "free", 0, None, "ok")
    spent = at - counter.since
    if counter.visit_state == "called":
        return Tile(counter, "called", _minutes(spent), None, "")
    promised = CLASSES[classes.get(counter.visit_id, "ordinary")].serve_minutes
    spent += counter.served
    return Tile(counter, counter.visit_state, _minutes(spent), promised, _tone(spent / (promised * MINUTE)))


def _waiting(visit: VisitLine, classes: Mapping[int, str], before: Mapping[int, timedelta], *, at: datetime) -> Waiting:
    target = CLASSES[classes.get(visit.id, "ordinary")].wait_minutes
    waited = at - visit.moved_at + before.get(visit.id, timedelta())
    return Waiting(visit, _minutes(waited), target, _tone(waited / (target * MINUTE)))


def _paused(visit: VisitLine, classes: Mapping[int, str], *, at: datetime) -> Waiting:
    target = CLASSES[classes.get(visit.id, "ordinary")].serve_minutes
    return Waiting(visit, _minutes(at - visit.moved_at), target, _tone((at - visit.moved_at) / (target * MINUTE)))


def _line(queue: Queue, waiting: Sequence[Waiting], tiles: Sequence[Tile]) -> Line:
    people = tuple(each for each in waiting if each.visit.queue == queue.code)
    serves = sum(tile.state not in ("empty", "away") and queue.code in tile.counter.queues for tile in tiles)
    return Line(queue, people, serves)


def _tone(share: float) -> str:
    return "stop" if share > LATE else "soon" if share > SOON else "ok"


def _minutes(span: timedelta) -> int:
    return max(0, span // MINUTE)
