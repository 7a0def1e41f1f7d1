"""The vehicles of the city, oldest first: number ``i`` was registered no later than number ``i + 1``."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from cheguan.demo import kinds
from cheguan.demo.days import FULL_YEAR, back, weights, workdays
from cheguan.demo.draw import spread, stream
from cheguan.demo.kinds import Kind
from cheguan.demo.scale import Scale
from cheguan.law.identifiers import vin_check_digit

YEARS, DECAY = 20, 0.9
MODEL_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
SERIALS, STEP = 1_000_000, 618_033
LATE_TO_REGISTER = 0.004


class Vehicle(NamedTuple):
    """Days are ordinals. What owners and cases change is kept elsewhere; this is the machine and its first day."""

    kind: Kind
    vin: str
    engine_no: str
    brand: str
    model: str
    emission: str
    colour: str
    factory: int
    registered: int


def registration_days(*, scale: Scale, today: date) -> list[int]:
    """The day of registration of every vehicle in the stock: steady lately, ever fewer the further back."""
    start = back(today, scale.years)
    recent = workdays(start, date.fromordinal(today.toordinal() - 1))
    older = workdays(back(today, YEARS), date.fromordinal(start.toordinal() - 1))
    new = scale.growth * scale.years
    fading = [busy * DECAY ** ((older[-1] - day) / FULL_YEAR) for day, busy in zip(older, weights(older), strict=True)]
    return _repeat(older, spread(scale.vehicles - new, fading)) + _repeat(recent, spread(new, weights(recent)))


def _repeat(days: Sequence[int], counts: Sequence[int]) -> list[int]:
    return [day for day, count in zip(days, counts, strict=True) for _ in range(count)]


def vehicles(*, seed: int, days: Sequence[int], today: date, first: int = 0) -> list[Vehicle]:
    """One vehicle for each day of registration, numbered from ``first``."""
    rng = stream(seed, "vehicles", first)
    colours = kinds.COLOURS.many(rng, len(days))
    return [
        _vehicle(number, day, colour, rng, today.toordinal())
        for number, (day, colour) in enumerate(zip(days, colours, strict=True), start=first)
    ]


def _vehicle(number: int, day: int, colour: str, rng: Random, today: int) -> Vehicle:
    year = date.fromordinal(day).year
    kind = _drive(kinds.mix(int((today - day) / FULL_YEAR)).one(rng), year, rng)
    brand, model, maker = rng.choice(kinds.MAKES[kind.make])
    factory = day - 4 - int(140 * rng.random() ** 2) - (800 if rng.random() < LATE_TO_REGISTER else 0)
    chance = int(rng.random() * 1e6)
    return Vehicle(
        kind,
        _vin(maker, kind, factory, number),
        f"{kind.vehicle_type}{chance:06}{number % 10}" if kind.power_kw else "",
        brand,
        f"{model}{kind.displacement_ml // 10:03}{'ABCDEF'[chance % 6]}",
        _emission(kind, year),
        colour,
        factory,
        day,
    )


def _drive(kind: Kind, year: int, rng: Random) -> Kind:
    if kind.turns_electric and rng.random() < kinds.new_energy_share(year):
        return kinds.electrified(kind, pure=rng.random() < kinds.PURE_ELECTRIC)
    return kind


def _vin(maker: str, kind: Kind, factory: int, number: int) -> str:
    head = f"{maker}{kind.displacement_ml // 10:04}{kind.seats % 10}"
    year = MODEL_YEARS[(date.fromordinal(factory).year - 2010) % 30]
    tail = f"{year}B{number * STEP % SERIALS:06}"
    return head + vin_check_digit(f"{head}0{tail}") + tail


def _emission(kind: Kind, year: int) -> str:
    """排放阶段 by the year of registration; none for what burns nothing."""
    if kind.energy in {kinds.ELECTRIC, "Y"}:
        return ""
    return "国六" if year >= 2020 else "国五" if year >= 2017 else "国四" if year >= 2011 else "国三"
