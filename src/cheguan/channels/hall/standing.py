"""Who stands at the machine, from one page to the next: sealed into the form, never in an address, for some minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing

from cheguan.base.attempts import commands as attempts
from cheguan.base.people.actors import Actor
from cheguan.law import identifiers
from cheguan.registers.parties import masks
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.visits.arriving import Arrival
from cheguan.work.visits.telling import PLATE

SALT = "cheguan.hall.standing"
# Longer than any page of the machine waits for somebody.
LASTS_SECONDS = 900
PURPOSE = "大厅取号"


class Gone(Exception):
    """The page was left too long, or is another hall's: begin again."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """``identity``: ``card`` read, number ``typed``, ``plate``, or empty for whoever gave no number.

    ``party_id`` stays empty for somebody whom the register does not know; ``shown`` is the masked number.
    """

    identity: str = ""
    party_id: int | None = None
    born_on: date | None = None
    shown: str = ""

    def arrival(self, **more: Any) -> Arrival:
        return Arrival(party_id=self.party_id, born_on=self.born_on, identity=self.identity, **more)


NOBODY = Somebody()


def of_number(number: str, *, read: bool, by: Actor, at: datetime) -> Somebody:
    """By identity document; recorded, as every look at a person's data is."""
    person = parties.find_by_number(number)
    _record("ticket identity", masks.number(number), by=by, at=at)
    born_on = person.born_on if person else identifiers.birth_of(number)
    return Somebody("card" if read else "typed", person.id if person else None, born_on, masks.number(number))


def of_plate(number: str, *, by: Actor, at: datetime) -> Somebody:
    """By plate: its owner, if it is one person's and registered here. Their age is nobody's business at the machine."""
    _record("ticket plate", masks.number(number), by=by, at=at)
    owners = {card.owner_id for card in vehicles.find_by_plate(number)}
    return Somebody(PLATE, owners.pop() if len(owners) == 1 else None, None, number)


def seal(somebody: Somebody, *, hall: Actor) -> str:
    born_on = somebody.born_on.isoformat() if somebody.born_on else ""
    return signing.dumps(
        [hall.outlet_id, somebody.identity, somebody.party_id, born_on, somebody.shown], salt=SALT, compress=True
    )


def unseal(sealed: str, *, hall: Actor) -> Somebody:
    try:
        outlet_id, identity, party_id, born_on, shown = signing.loads(sealed, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Gone from error
    if outlet_id != hall.outlet_id:
        raise Gone
    return Somebody(identity, party_id, date.fromisoformat(born_on) if born_on else None, shown)


def of_form(data: Mapping[str, str], *, hall: Actor) -> Somebody:
    return unseal(data.get("standing", ""), hall=hall)


def _record(what: str, subject: str, *, by: Actor, at: datetime) -> None:
    attempts.look_up(what=what, subject=subject, purpose=PURPOSE, by=by, at=at)
