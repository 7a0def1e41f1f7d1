"""Who comes to the hall and what for: persons of a fitting age, services of a fitting kind, the commonest most often."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from random import Random
from typing import NamedTuple

from cheguan.demo.city import City
from cheguan.demo.draw import Weighted
from cheguan.law import catalogue
from cheguan.oversight.staffing.history import SimulatedVisit
from cheguan.work.visits.line import PRIORITIES, queue_of

# In each line the first so many services of the catalogue; what is rarer goes to the line for difficult matters.
COMMON = 10
HARD = "hard"
KNOWN, TWO_MATTERS = 0.85, 0.08
YEAR = 366
GROWN_UP = 19 * YEAR
ELDERLY = "elderly"


class Wanted(NamedTuple):
    """A service by its code and class."""

    code: str
    kind: str


class Errand(NamedTuple):
    """Why somebody comes; ``party`` counts from one, nought for somebody whom nobody knows."""

    party: int
    services: tuple[Wanted, ...]


class Errands:
    """Draws them. Nobody comes again before all others of the age have come, or as many of them as are wanted."""

    def __init__(self, city: City, *, on: date, rng: Random, wanted: int) -> None:
        self._rng = rng
        self._offered: dict[tuple[str, str], Weighted[Wanted]] = {}
        self._services = catalogue.services(on=on, channel="window")
        self._grown, self._elderly = _persons(city, rng, wanted)

    def of(self, visit: SimulatedVisit) -> Errand:
        rng = self._rng
        party = 0
        if visit.booked or rng.random() < KNOWN:
            party = next(self._elderly if visit.priority == ELDERLY else self._grown)
        services = self._offer(visit.queue, visit.matter).many(rng, 2 if rng.random() < TWO_MATTERS else 1)
        return Errand(party, tuple(dict.fromkeys(services)))

    def _offer(self, queue: str, matter: str) -> Weighted[Wanted]:
        found = self._offered.get((queue, matter))
        if found is None:
            fitting = [each for each in self._services if queue in (HARD, queue_of(each))]
            # Examinations and inspections are no services of a window's own: papers about them are.
            of_kind = [each for each in fitting if each.promise_class == matter]
            of_kind = of_kind or [each for each in fitting if each.promise_class == "ordinary"]
            chosen = of_kind[COMMON:] if queue == HARD else of_kind[:COMMON]
            offered = [Wanted(each.code, each.promise_class) for each in chosen]
            found = Weighted({service: 1 / place for place, service in enumerate(offered, start=1)})
            self._offered[queue, matter] = found
        return found


def _persons(city: City, rng: Random, wanted: int) -> tuple[Iterator[int], Iterator[int]]:
    """Grown-ups below and above the age that gives a head start, each group in an order of its own, again and again."""
    from_age = PRIORITIES[ELDERLY].from_age
    assert from_age is not None
    today = city.today.toordinal()
    some = rng.sample(range(city.first_firm), k=min(city.first_firm, wanted * 2))
    ages = [(number + 1, today - city.parties[number].birth) for number in some]
    grown = [party for party, age in ages if GROWN_UP < age < (from_age - 1) * 365]
    elderly = [party for party, age in ages if age > from_age * YEAR]
    return cycle(grown), cycle(elderly)
