"""What stands against some vehicles: mortgages on newer cars, open violations, seizures, missed inspections."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from cheguan.demo.days import FULL_YEAR
from cheguan.demo.draw import stream
from cheguan.demo.vehicles import Vehicle

LOAN_YEARS = 5
OVERDUE = 0.035
MORTGAGED = 0.30
RARE = (("open_violation", 0.05), ("open_accident", 0.003), ("seizure", 0.002), ("stolen", 0.0004), ("lock", 0.0006))
# So that the refusal can be tried in a small city, too.
STOLEN_AT_LEAST = 3
STOLEN_SINCE = 60
AUTHORITIES = {
    "open_violation": "交通违法处理窗口",
    "open_accident": "事故处理中队",
    "seizure": "人民法院",
    "stolen": "刑侦支队",
    "lock": "车辆管理所",
}


class Held(NamedTuple):
    """One hold. ``lender`` is the number of the lender, -1 when it is no mortgage."""

    kind: str
    since: int
    lender: int = -1


def holds(*, seed: int, machines: Sequence[Vehicle], today: date, lenders: int) -> dict[int, Held]:
    """At most one hold for a vehicle, by the vehicle's number."""
    rng = stream(seed, "holds")
    now = today.toordinal()
    found: dict[int, Held] = {}
    for number, machine in enumerate(machines):
        chance = rng.random()
        age = now - machine.registered
        if age < LOAN_YEARS * FULL_YEAR and machine.kind.make in {"car", "lorry"} and chance < MORTGAGED:
            found[number] = Held("mortgage", machine.registered, int(rng.random() * lenders))
        else:
            _rare(found, number, chance=1 - chance, since=now - int(rng.random() * min(age, 300)))
    _more_thefts(found, machines, rng=stream(seed, "thefts"), now=now)
    return found


def overdue(*, seed: int, count: int) -> frozenset[int]:
    """The vehicles whose last inspection was missed, if one has fallen due at all."""
    rng = stream(seed, "overdue")
    return frozenset(number for number in range(count) if rng.random() < OVERDUE)


def _rare(found: dict[int, Held], number: int, *, chance: float, since: int) -> None:
    for kind, share in RARE:
        if chance < share:
            found[number] = Held(kind, since)
            return
        chance -= share


def _more_thefts(found: dict[int, Held], machines: Sequence[Vehicle], *, rng: Random, now: int) -> None:
    missing = STOLEN_AT_LEAST - sum(held.kind == "stolen" for held in found.values())
    if missing > 0:
        old = [number for number, machine in enumerate(machines) if machine.registered < now - STOLEN_SINCE]
        for number in rng.sample([number for number in old if number not in found], missing):
            found[number] = Held("stolen", now - 1 - int(rng.random() * (STOLEN_SINCE - 1)))
