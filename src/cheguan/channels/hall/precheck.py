"""导办预审：before a number is taken, what the law would say at the window, and exactly what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.channels.hall.matters import Matter
from cheguan.law.facts import CaseFacts
from cheguan.law.one_id import IDENTITY
from cheguan.law.possible import Offer
from cheguan.law.rule import Finding
from cheguan.law.service import Material
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card
from cheguan.work.cases import offers
from cheguan.work.cases.applications import NewVehicle

PAPER = "material."


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a service. ``held`` by the person, ``shared`` by the network, or needed only in some case (``when``)."""

    material: Material
    key: str
    held: bool
    shared: bool

    @property
    def missing(self) -> bool:
        return not (self.held or self.shared)


@dataclass(frozen=True, slots=True)
class Checked:
    """One chosen service. Without an ``offer`` nothing is known of the person: the whole list of papers is shown."""

    matter: Matter
    offer: Offer | None
    papers: tuple[Paper, ...]

    @property
    def missing(self) -> tuple[Paper, ...]:
        return tuple(each for each in self.papers if each.missing)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What stands against it besides papers."""
        if self.offer is None:
            return ()
        return tuple(each for each in self.offer.findings if not each.rule.startswith(PAPER))


def subjects(party_id: int, vehicle: Card | None, *, by: Actor, at: datetime) -> Mapping[str, CaseFacts]:
    """What the registers know of a person, their licence, this vehicle of theirs, and a new car like most."""
    return offers.subjects(
        person_id=party_id,
        vehicle_id=vehicle.id if vehicle else None,
        new_vehicle=_usual(localdate(at)),
        by=by,
        at=at,
    )


def vehicle_of(party_id: int, wanted: int | None) -> tuple[list[Card], Card | None]:
    """Their vehicles, and the one that is meant: the picked one, else the newest."""
    cards = list(vehicles.of_party(party_id))
    return cards, next((card for card in cards if card.id == wanted), cards[0] if cards else None)


def check(
    chosen: Sequence[Matter], facts: Mapping[str, CaseFacts], *, held: frozenset[str], asked: bool
) -> tuple[Checked, ...]:
    """``held`` are keys of papers; before the person was ``asked`` they hold what lies on the desk: the identity card."""
    return tuple(_check(each, facts.get(each.service.subject), held, asked=asked) for each in chosen)


def _check(matter: Matter, facts: CaseFacts | None, held: frozenset[str], *, asked: bool) -> Checked:
    service = matter.service
    needed = service.needed(facts) if facts else service.materials
    papers = []
    for material in needed:
        key = f"{matter.code}:{material.code}"
        in_hand = key in held if asked else material.code in IDENTITY
        papers.append(Paper(material, key, in_hand, material.waived(facts) if facts else False))
    if facts is None:
        return Checked(matter, None, tuple(papers))
    given = frozenset(each.material.code for each in papers if each.held)
    return Checked(matter, Offer(service, replace(facts, materials=given)), tuple(papers))


def _usual(on: date) -> NewVehicle:
    """What is supposed of a car that is yet to be registered: small, petrol, private, made at home."""
    return NewVehicle(
        vin="", engine_no="", brand="", model="", vehicle_type="K33", energy="A", origin="A", seats=5, colour="A",
        use="A", factory_on=on,
    )  # fmt: skip
