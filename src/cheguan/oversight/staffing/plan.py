"""一天的安排：who comes, what they come for, who sits where and when. Minutes everywhere, of the day or of a stretch."""

from collections.abc import Mapping
from dataclasses import dataclass

from cheguan.oversight.staffing.times import Times

NO_PRIORITY = ""
APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one minute of the day to another."""

    opens: float
    closes: float

    @property
    def minutes(self) -> float:
        return self.closes - self.opens


@dataclass(frozen=True, slots=True)
class Rate:
    """How strongly people come in a stretch, beside the other stretches."""

    during: Stretch
    weight: float


@dataclass(frozen=True, slots=True)
class Bookings:
    """A ``share`` comes by appointment, at its slot less ``early``, give or take ``spread`` (one standard deviation)."""

    share: float
    slots: tuple[Stretch, ...]
    early: float
    spread: float


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of errand: at the counter, in the back office, what is promised, and whether it could be done online.

    ``wait`` is the target for ticket to call, ``serve`` the promise for all handling."""

    code: str
    counter: Times
    back: Times
    wait: float
    serve: float
    online: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A line of people: its share of all visits, what they come for, how much slower it goes than elsewhere."""

    code: str
    share: float
    matters: Mapping[str, float]
    slower: float = 1.0


@dataclass(frozen=True, slots=True)
class Priority:
    """A share that is treated as having come ``head_start`` minutes earlier, and the wait that is meant for them."""

    code: str
    share: float
    head_start: float
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter: the queues that it serves, those it helps out with, and when somebody sits there."""

    no: int
    serves: tuple[str, ...]
    spans: tuple[Stretch, ...]
    overflow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calling:
    """``walk`` from call to counter, ``no_show`` until it is clear that nobody comes, ``never_there`` the share of those
    who take a ticket and leave, ``patience`` after which the others do; ``helps_after`` that wait an overflow queue is
    treated as one's own."""

    walk: float = 0.0
    no_show: float = 0.0
    never_there: float = 0.0
    patience: Times | None = None
    helps_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole day. ``visits`` is the expected number; ``booked_start`` the head start of an appointment."""

    visits: float
    rates: tuple[Rate, ...]
    queues: tuple[Queue, ...]
    matters: Mapping[str, Matter]
    counters: tuple[Counter, ...]
    priorities: tuple[Priority, ...] = ()
    bookings: Bookings | None = None
    booked_start: float = 0.0
    calling: Calling = Calling()

    def __post_init__(self) -> None:
        staying = {code for each in self.counters if each.spans[-1].closes >= self.doors_close for code in each.serves}
        if unserved := {each.code for each in self.queues} - staying:
            raise Unserved(unserved)

    @property
    def opens(self) -> float:
        return min(each.during.opens for each in self.rates)

    @property
    def doors_close(self) -> float:
        """Nobody takes a ticket from then on."""
        return max(each.during.closes for each in self.rates)


class Unserved(Exception):
    """有队列没有窗口，或者窗口下班早于停止取号：somebody would never be called."""

    def __init__(self, queues: set[str]) -> None:
        super().__init__("、".join(sorted(queues)))
        self.queues = queues
