"""Matters still open on the last working day before today, so that every queue of the office has something in it."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, cycle, islice
from random import Random

from cheguan.demo.city import City
from cheguan.demo.days import workdays
from cheguan.demo.draw import stream
from cheguan.demo.matters import DAY, LOST_LICENCE, LOST_VEHICLE, REGISTER, RENEW, TRANSFER, Matter

LOOK_BACK = 30
OPENING, CLOSING = 9 * 3600, 16 * 3600
STANDING = (
    (LOST_VEHICLE, "accepted"),
    (RENEW, "accepted"),
    (LOST_LICENCE, "accepted"),
    (REGISTER, "accepted"),
    (TRANSFER, "accepted"),
    (LOST_VEHICLE, "notified"),
    (RENEW, "notified"),
    (REGISTER, "verified"),
    (TRANSFER, "verified"),
    (LOST_VEHICLE, "reviewed"),
    (LOST_LICENCE, "reviewed"),
    (LOST_VEHICLE, "granted"),
    (LOST_LICENCE, "granted"),
    (LOST_VEHICLE, "made"),
    (LOST_LICENCE, "handed_over"),
    (TRANSFER, "suspended"),
)
PER_ARRIVAL = 8
# Before the age at which renewing takes a test of its own.
OLD_AGE = 69 * 365
SAFE_AGE, SAFE_LIFE = 400, 3 * 366


def unfinished(city: City) -> list[Matter]:
    """Every subject once, and nothing stands against it."""
    rng = stream(city.seed, "unfinished")
    last = workdays(date.fromordinal(city.today.toordinal() - LOOK_BACK), city.today)
    day = next(each for each in reversed(last) if each < city.today.toordinal())
    subjects = {service: chosen(city, rng) for service, chosen in SUBJECTS.items()}
    wanted = islice(cycle(STANDING), city.scale.arrivals * PER_ARRIVAL)
    moments = (day * DAY + rng.randrange(OPENING, CLOSING) for _ in count())
    return sorted(
        Matter(at, service, next(subjects[service]), state)
        for at, (service, state) in zip(moments, wanted, strict=False)
    )


def _arriving(city: City, rng: Random) -> Iterator[int]:
    return iter(range(len(city.vehicles), len(city.vehicles) + len(city.arrivals)))


def _vehicles(city: City, rng: Random) -> Iterator[int]:
    """In use for a while, far from scrapping, inspected, free of holds."""
    now = city.today.toordinal()
    numbers = list(range(len(city.vehicles)))
    rng.shuffle(numbers)
    for number in numbers:
        machine = city.vehicles[number]
        age = now - machine.registered
        if SAFE_AGE < age < machine.kind.life * 365 - SAFE_LIFE and not (number in city.held or number in city.overdue):
            yield number


def _licences(city: City, rng: Random) -> Iterator[int]:
    """Without points, running on for longer than the renewal window."""
    return _drivers(city, rng, lambda left: left is None or left > LOOK_BACK * 5)


def _ending(city: City, rng: Random) -> Iterator[int]:
    """Without points, to be renewed now."""
    return _drivers(city, rng, lambda left: left is not None and 0 < left < LOOK_BACK * 2)


def _drivers(city: City, rng: Random, fits: Callable[[int | None], bool]) -> Iterator[int]:
    now = city.today.toordinal()
    numbers = list(range(len(city.licences)))
    rng.shuffle(numbers)
    for number in numbers:
        licence = city.licences[number]
        until = licence.terms[-1].until
        young = now - licence.birth < OLD_AGE
        if (
            young
            and not licence.points
            and licence.terms[-1].begun < now - LOOK_BACK
            and fits(until - now if until else None)
        ):
            yield number


SUBJECTS: dict[str, Callable[[City, Random], Iterator[int]]] = {
    REGISTER: _arriving,
    TRANSFER: _vehicles,
    LOST_VEHICLE: _vehicles,
    RENEW: _ending,
    LOST_LICENCE: _licences,
}
