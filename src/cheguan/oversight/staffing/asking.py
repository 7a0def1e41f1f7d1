"""问：a day that is asked about, and the plan with and without what is to be tried."""

from collections.abc import Mapping
from dataclasses import dataclass

from cheguan.oversight.staffing import assumed
from cheguan.oversight.staffing.plan import Plan


@dataclass(frozen=True, slots=True)
class Question:
    """``peak`` times the mean day, ``counters`` by queue; tried are ``more`` counters and ``online``, the per cent of all
    visits that would not come."""

    peak: float
    counters: Mapping[str, int]
    more: int = 0
    online: float = 0.0
    replications: int = 30
    seed: int = 7

    @property
    def compares(self) -> bool:
        return bool(self.more or self.online)

    @property
    def sides(self) -> int:
        return 2 if self.compares else 1


def plan(peak: float, counters: Mapping[str, int]) -> Plan:
    """The assumed day with these counters."""
    return Plan(
        visits=assumed.visits_a_day() * peak,
        rates=assumed.rates(),
        queues=assumed.queues(),
        matters=assumed.matters(),
        counters=assumed.counters(counters),
        priorities=assumed.priorities(),
        bookings=assumed.bookings(),
        booked_start=assumed.booked_start(),
        calling=assumed.calling(),
    )


def split(total: int) -> Mapping[str, int]:
    """So many counters in all, divided as the hall is: at least one for a queue."""
    usual = assumed.counter_numbers()
    if total < len(usual):
        raise ValueError(total)
    whole = sum(usual.values())
    exact = {queue: total * number / whole for queue, number in usual.items()}
    given = {queue: max(1, int(number)) for queue, number in exact.items()}
    while sum(given.values()) < total:
        given[max(given, key=lambda queue: exact[queue] - given[queue])] += 1
    while sum(given.values()) > total:
        given[min((each for each in given if given[each] > 1), key=lambda queue: exact[queue] - given[queue])] -= 1
    return given
