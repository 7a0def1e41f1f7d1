"""Who came with what, and when: the finished cases of the years before today, in the order in which they came.

Registrations follow from the stock and renewals from the terms of the licences. Transfers and lost driving licences
are drawn; lost vehicle licences make up the rest of the number, standing for the services that are still to come.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from cheguan.demo.city import City
from cheguan.demo.days import ARRIVALS, QUARTER, back, weights, workdays
from cheguan.demo.draw import Weighted, stream

DAY = 86_400
REGISTER, TRANSFER, LOST_VEHICLE, RENEW, LOST_LICENCE = (
    "vehicle_registration",
    "vehicle_transfer",
    "vehicle_licence_reissue",
    "licence_renewal",
    "licence_reissue",
)
TRANSFERS, LOST_LICENCES, UNSUCCESSFUL = 0.16, 0.12, 0.03
ENDINGS = Weighted({"declined": 40, "refused": 22, "withdrawn": 38})
HELD_BEFORE_SALE = 200
LAST_YEARS = 1.2


class Matter(NamedTuple):
    """One case. ``at`` counts seconds from the first day of the calendar; ``ending`` is the state it reached."""

    at: int
    service: str
    subject: int
    ending: str = "archived"


class Season:
    """The working days of the years before today, drawn by how busy they are."""

    def __init__(self, city: City) -> None:
        self.first = back(city.today, city.scale.years).toordinal()
        self.days = workdays(date.fromordinal(self.first), date.fromordinal(city.today.toordinal() - 1))
        self._busy = Weighted(dict(zip(self.days, weights(self.days), strict=True)))

    def draw(self, rng: Random, count: int) -> list[int]:
        return self._busy.many(rng, count)


def finished(city: City) -> list[Matter]:
    """Exactly as many as the scale promises."""
    rng = stream(city.seed, "matters")
    season = Season(city)
    found = [(day, REGISTER, number) for number, day in _registered(city, season.first)]
    found += [(day, RENEW, number) for number, day in _renewed(city, season.first)]
    whole = city.scale.cases
    found += _transfers(city, season, rng, round(whole * TRANSFERS))
    found += _lost_licences(city, season, rng, round(whole * LOST_LICENCES))
    unsuccessful = round(whole * UNSUCCESSFUL)
    found += _lost_vehicle_papers(city, season, rng, whole - unsuccessful - len(found))
    matters = _at_moments(found, ["archived"] * len(found), rng)
    endings = ENDINGS.many(rng, unsuccessful)
    failed = [
        (day, LOST_VEHICLE if ending == "withdrawn" else TRANSFER, number)
        for (day, _, number), ending in zip(_lost_vehicle_papers(city, season, rng, unsuccessful), endings, strict=True)
    ]
    matters += _at_moments(failed, endings, rng)
    matters.sort()
    return matters


def _at_moments(found: Sequence[tuple[int, str, int]], endings: Sequence[str], rng: Random) -> list[Matter]:
    quarters = ARRIVALS.many(rng, len(found))
    return [
        Matter(day * DAY + quarter + int(rng.random() * QUARTER), service, subject, ending)
        for (day, service, subject), quarter, ending in zip(found, quarters, endings, strict=True)
    ]


def _registered(city: City, first: int) -> Iterator[tuple[int, int]]:
    return ((number, machine.registered) for number, machine in enumerate(city.vehicles) if machine.registered >= first)


def _renewed(city: City, first: int) -> Iterator[tuple[int, int]]:
    for number, licence in enumerate(city.licences):
        for term in licence.terms[1:]:
            if term.begun >= first:
                yield number, term.begun


def _transfers(city: City, season: Season, rng: Random, wanted: int) -> list[tuple[int, str, int]]:
    """Each vehicle at most once, not new, not in its last year, not under a hold."""
    found: list[tuple[int, str, int]] = []
    numbers = rng.sample(range(len(city.vehicles)), k=min(len(city.vehicles), wanted * 3))
    for number, day in zip(numbers, season.draw(rng, len(numbers)), strict=True):
        machine = city.vehicles[number]
        age = day - machine.registered
        if age > HELD_BEFORE_SALE and age < (machine.kind.life - LAST_YEARS) * 365 and number not in city.held:
            found.append((day, TRANSFER, number))
        if len(found) == wanted:
            break
    return found


def _lost_licences(city: City, season: Season, rng: Random, wanted: int) -> list[tuple[int, str, int]]:
    """Each driver at most once, while the licence runs."""
    found: list[tuple[int, str, int]] = []
    numbers = rng.sample(range(len(city.licences)), k=min(len(city.licences), wanted * 2))
    for number, day in zip(numbers, season.draw(rng, len(numbers)), strict=True):
        if _running(city, number, day):
            found.append((day, LOST_LICENCE, number))
        if len(found) == wanted:
            break
    return found


def _running(city: City, number: int, day: int) -> bool:
    return any(term.begun < day - 7 and day < (term.until or day + 1) for term in city.licences[number].terms)


def _lost_vehicle_papers(city: City, season: Season, rng: Random, wanted: int) -> list[tuple[int, str, int]]:
    found: list[tuple[int, str, int]] = []
    while len(found) < wanted:
        missing = wanted - len(found)
        for day, chance in zip(season.draw(rng, missing), [rng.random() for _ in range(missing)], strict=True):
            number = int(chance * len(city.vehicles))
            if day > city.vehicles[number].registered + 7 and not city.stolen_by(day, number):
                found.append((day, LOST_VEHICLE, number))
    return found
