"""What somebody scanned or typed, understood: a case, a person, a vehicle, or a vehicle that is not registered yet."""

import re
from dataclasses import dataclass

from cheguan.law import identifiers
from cheguan.registers.drivers import queries as drivers
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card

CASE_NO = re.compile(r"\d{8}-\d{6}-\d{5,}", re.ASCII)
FILE_NO = re.compile(r"\d{12}", re.ASCII)
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What fits. ``kind`` says as what the text was understood; by name there may be several people."""

    kind: str
    case_no: str = ""
    people: tuple[Person, ...] = ()
    vehicles: tuple[Card, ...] = ()


def find(text: str) -> Found:
    """Search the registers for what the text means; what has no other form is a name."""
    trimmed = text.strip()
    number = identifiers.normalise(trimmed)
    if CASE_NO.fullmatch(trimmed):
        return Found("case", case_no=trimmed)
    if identifiers.plate_problem(number) is None:
        return Found("plate", vehicles=tuple(vehicles.find_by_plate(number)))
    if identifiers.vin_problem(number) is None:
        card = vehicles.find_by_vin(number)
        return Found("vin", vehicles=(card,) if card else ())
    if any(sign.isdigit() for sign in number):
        return Found("identity", people=_holder(number))
    return Found("name", people=tuple(parties.search(trimmed, limit=MOST)))


def _holder(number: str) -> tuple[Person, ...]:
    """By identity document, or by the file number of a driving licence."""
    person = parties.find_by_number(number)
    licence = drivers.find_by_file_no(number) if person is None and FILE_NO.fullmatch(number) else None
    if licence is not None:
        person = parties.get(licence.party_id)
    return (person,) if person else ()
