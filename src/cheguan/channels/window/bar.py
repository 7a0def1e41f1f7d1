"""叫号栏: where this clerk sits, whom they have in hand and why that one, how many wait, and the second screen.

Two statements a page, whatever is in hand; a clerk without a counter is shown those of the hall instead, by three.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.timezone import localdate, now

from cheguan.base.people.actors import Actor
from cheguan.channels.sessions import actor_of
from cheguan.channels.window.why import why
from cheguan.work.confirmations import queries as confirmations
from cheguan.work.confirmations.queries import AtCounter
from cheguan.work.visits import bench
from cheguan.work.visits import queries as visits
from cheguan.work.visits.bench import MOST, Bench, Freed, InHand
from cheguan.work.visits.line import CALLS_BEFORE_NO_SHOW, CLASSES
from cheguan.work.visits.queries import CounterNow, Seat

MINUTE = timedelta(minutes=1)
DRAWN = "call_bar"
# Where the ring of minutes is full: the promise is over, and the colour says so.
FULL = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """``counters`` are there to be chosen from while the clerk sits at none, and ``freed`` says that it was not they who
    stood up; ``screen`` is there while they sit at one."""

    bench: Bench
    counters: tuple[CounterNow, ...]
    screen: AtCounter | None
    at: datetime
    freed: Freed | None = None

    @property
    def seat(self) -> Seat | None:
        return self.bench.seat

    @property
    def current(self) -> InHand | None:
        """Who was called, or is being served."""
        return next((each for each in self.bench.hand if each.state != "paused"), None)

    @property
    def paused(self) -> list[InHand]:
        return [each for each in self.bench.hand if each.state == "paused"]

    @property
    def away(self) -> bool:
        return self.seat is not None and self.seat.away_since is not None

    @property
    def left_behind(self) -> bool:
        """What is in hand stands at a counter that the clerk has left."""
        return self.current is not None and self.seat is not None and self.current.counter_id != self.seat.counter_id

    @property
    def waiting(self) -> str:
        return f"{MOST - 1}+" if self.bench.waiting >= MOST else str(self.bench.waiting)

    @property
    def free(self) -> list[CounterNow]:
        return free(self.counters)

    @property
    def wanted(self) -> bool:
        """A hall without counters calls nobody."""
        return self.seat is not None or bool(self.counters) or bool(self.bench.hand)

    @property
    def waited(self) -> int:
        """Minutes in line, whatever came between."""
        return minutes(self.current.waited) if self.current else 0

    @property
    def why(self) -> str:
        return why(self.current, self.seat) if self.current and self.seat else ""

    @property
    def served(self) -> int:
        return minutes(self.current.served_until(self.at)) if self.current else 0

    @property
    def promise(self) -> int:
        """Minutes of service that were promised for what this visit is about: the longest of its matters."""
        kinds = [each.kind for each in self.current.matters] if self.current else []
        return max((CLASSES[kind].serve_minutes for kind in kinds), default=0)

    @property
    def share(self) -> int:
        """How much of the promised minutes is used, of a hundred."""
        return min(FULL, self.served * FULL // self.promise) if self.promise else 0

    @property
    def calls_left(self) -> int:
        """How often somebody still has to be called before they count as not there."""
        return max(0, CALLS_BEFORE_NO_SHOW - self.current.calls) if self.current else 0

    @property
    def stamp(self) -> str:
        """Changes with what is shown: an unchanged bar is not sent again."""
        running = [minutes(self.at - each.moved_at) for each in self.bench.hand]
        seen = repr((self.bench, self.counters, self.screen, running, self.served, self.freed))
        return hashlib.blake2s(seen.encode(), digest_size=8).hexdigest()

    def minutes_of(self, visit: InHand) -> int:
        return minutes(self.at - visit.moved_at)


def of(request: HttpRequest) -> Bar:
    """The bar of a page, read once however many parts of the page ask for it."""
    found: Bar | None = getattr(request, DRAWN, None)
    if found is None:
        found = draw(actor_of(request), at=now())
        setattr(request, DRAWN, found)
    return found


def waited_for(request: HttpRequest, party_id: int) -> frozenset[str]:
    """The services that this person took a ticket for and that no case came of yet."""
    if not actor_of(request).may("accept"):
        return frozenset()
    visit = of(request).current
    if visit is None or visit.party_id != party_id:
        return frozenset()
    return frozenset(each.service for each in visit.matters if each.case_no is None and not each.outcome)


def draw(by: Actor, *, at: datetime) -> Bar:
    seen = bench.of_officer(by.officer_id, outlet_id=by.outlet_id, on=localdate(at))
    if seen.seat is None:
        freed = bench.find_freed(by.officer_id, on=localdate(at))
        return Bar(seen, visits.counters(by.outlet_id), None, at, freed)
    served = next((each.id for each in seen.hand if each.state != "paused"), None)
    return Bar(seen, (), confirmations.at_counter(seen.seat.counter_id, visit_id=served, at=at), at)


def free(counters: Sequence[CounterNow]) -> list[CounterNow]:
    """Where nobody sits."""
    empty = [each for each in counters if each.officer_id is None]
    return sorted(empty, key=lambda each: (len(each.no), each.no))


def minutes(span: timedelta) -> int:
    return max(0, span // MINUTE)
