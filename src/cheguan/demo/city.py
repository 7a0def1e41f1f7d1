"""The city before anybody comes to the counter: people, firms, vehicles with their first owners, licences, holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from cheguan.demo import firms, holds, licences, people, vehicles
from cheguan.demo.draw import Weighted, stream
from cheguan.demo.holds import Held
from cheguan.demo.licences import Licence
from cheguan.demo.people import Identities, Party
from cheguan.demo.places import BY_DRIVERS, BY_VEHICLES
from cheguan.demo.scale import Scale
from cheguan.demo.vehicles import Vehicle

OTHER_OWNERS = 0.12
VEHICLES_OF_A_FIRM = 60
OWNER_DRIVES = 0.8
GROWN_UP = 18 * 366
AGES = Weighted({22: 6, 28: 12, 34: 15, 40: 15, 46: 15, 52: 14, 58: 10, 64: 7, 70: 4, 76: 2})


@dataclass(slots=True)
class City:
    """Parties stand in one row: drivers first, then other people, firms, lenders. Everything else points into it."""

    seed: int
    scale: Scale
    today: date
    parties: list[Party]
    licences: list[Licence]
    vehicles: list[Vehicle]
    arrivals: list[Vehicle]
    owners: list[int]
    held: dict[int, Held]
    overdue: frozenset[int]
    first_firm: int
    first_lender: int

    def machine(self, number: int) -> Vehicle:
        """A vehicle of the stock; beyond it, one that is still to be registered."""
        stock = len(self.vehicles)
        return self.vehicles[number] if number < stock else self.arrivals[number - stock]

    def adult(self, rng: Random, *, on: int) -> int:
        """A person who was grown up on that day; mostly one who drives."""
        for _ in range(12):
            drives = rng.random() < OWNER_DRIVES
            first, last = (0, len(self.licences)) if drives else (len(self.licences), self.first_firm)
            number = first + int(rng.random() * (last - first))
            if self.parties[number].birth + GROWN_UP < on:
                return number
        return self.firm(rng)

    def stolen_by(self, day: int, number: int) -> bool:
        """Whether the vehicle was reported stolen by that day: then nothing is done for it."""
        held = self.held.get(number)
        return held is not None and held.kind == "stolen" and held.since <= day

    def firm(self, rng: Random) -> int:
        return self.first_firm + int(rng.random() * (self.first_lender - self.first_firm))


def build(*, seed: int, scale: Scale, today: date) -> City:
    """The same city for the same seed, scale and day."""
    held_licences = licences.licences(seed=seed, scale=scale, today=today)
    machines = vehicles.vehicles(seed=seed, days=vehicles.registration_days(scale=scale, today=today), today=today)
    drivers, others = _people(seed, held_licences, round(scale.vehicles * OTHER_OWNERS), today)
    companies = firms.firms(seed=seed, count=scale.vehicles // VEHICLES_OF_A_FIRM + 8)
    lenders = firms.lenders()
    first_firm = len(drivers) + len(others)
    city = City(
        seed=seed,
        scale=scale,
        today=today,
        parties=[*drivers, *others, *companies, *lenders],
        licences=held_licences,
        vehicles=machines,
        arrivals=vehicles.vehicles(
            seed=seed, days=[today.toordinal()] * scale.arrivals, today=today, first=len(machines)
        ),
        owners=[],
        held=holds.holds(seed=seed, machines=machines, today=today, lenders=len(lenders)),
        overdue=holds.overdue(seed=seed, count=len(machines)),
        first_firm=first_firm,
        first_lender=first_firm + len(companies),
    )
    city.owners = _owners(city)
    return city


def _people(seed: int, held: Sequence[Licence], others: int, today: date) -> tuple[list[Party], list[Party]]:
    rng = stream(seed, "towns")
    births = [today.toordinal() - age * 365 - int(rng.random() * 2190) for age in AGES.many(rng, others)]
    identities = Identities()
    drivers = people.people(
        seed=seed,
        purpose="driver",
        births=[licence.birth for licence in held],
        towns=BY_DRIVERS.many(rng, len(held)),
        identities=identities,
    )
    rest = people.people(
        seed=seed, purpose="person", births=births, towns=BY_VEHICLES.many(rng, others), identities=identities
    )
    return drivers, rest


def _owners(city: City) -> list[int]:
    """Who each vehicle was first registered for."""
    rng = stream(city.seed, "owners")
    return [
        city.firm(rng) if rng.random() < machine.kind.firms else city.adult(rng, on=machine.registered)
        for machine in city.vehicles
    ]
