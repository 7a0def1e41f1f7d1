"""From the registers to the facts that the law is asked about: one statement, one row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from cheguan.law.facts import CaseFacts, PersonFacts, VehicleFacts
from cheguan.law.rules.filing import PREFECTURE
from cheguan.law.rules.licence_medical import medical_is_fresh
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.commands import NewVehicle
from cheguan.work.cases import licence_facts, permit_facts, plate_facts, vehicle_facts
from cheguan.work.cases.applications import Application

PERSON = """
    LEFT JOIN LATERAL (SELECT p.kind, f.born_on, f.district,
               (SELECT max(i.valid_until) FROM parties_identity i
                 WHERE i.party_id = p.id AND i.voided_by_id IS NULL) AS identity_until
          FROM parties_party p
          JOIN parties_profile f ON f.party_id = p.id AND f.voided_by_id IS NULL
         WHERE p.id = c.applicant_id) w ON true
"""
ASKED = "(SELECT %(applicant)s::bigint AS applicant_id, %(vehicle)s::bigint AS vehicle_id, %(licence)s::bigint AS licence_id)"
APPLICANT = "w.kind, w.born_on, w.district, w.identity_until"
OF_VEHICLE = f"{APPLICANT}, {plate_facts.COLUMNS}, {vehicle_facts.COLUMNS}"
ASK_VEHICLE = f"SELECT {OF_VEHICLE} FROM {ASKED} c {PERSON} {vehicle_facts.SOURCES}"
OF_DRIVER = f"{APPLICANT}, {permit_facts.COLUMNS}, {licence_facts.COLUMNS}"
ASK_LICENCE = f"SELECT {OF_DRIVER} FROM {ASKED} c {PERSON} {licence_facts.SOURCES}"
ASK_PERSON = f"SELECT {OF_DRIVER} FROM {ASKED} c {PERSON} {licence_facts.OF_APPLICANT}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts of a matter, and who is on record: the vehicle's owner or the licence's holder, and the creditors.

    ``creditors`` are (``mortgage`` or ``pledge``, party).
    """

    facts: CaseFacts
    holder_id: int | None
    creditors: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case itself contributes: day, office, door, papers in hand, statements."""

    on: date
    office: str
    channel: str
    by_agent: bool
    materials: frozenset[str]
    joint: frozenset[str]
    declared: Mapping[str, str]


def of_application(application: Application, *, on: date, office: str, channel: str) -> Asked:
    """The facts of an application that is not yet a case."""
    matter = Matter(
        on=on,
        office=office,
        channel=channel,
        by_agent=application.agent_id is not None,
        materials=application.in_hand,
        joint=application.joint,
        declared=application.declared,
    )
    return of_subject(
        matter,
        applicant_id=application.applicant_id,
        vehicle_id=application.vehicle_id,
        licence_id=application.licence_id,
        new=application.new_vehicle,
    )


def of_subject(
    matter: Matter, *, applicant_id: int, vehicle_id: int | None, licence_id: int | None, new: NewVehicle | None
) -> Asked:
    """The facts of a matter about a vehicle, a licence, a vehicle that is to be registered, or nothing but a person."""
    about_vehicle = vehicle_id is not None or new is not None
    with connection.cursor() as cursor:
        cursor.execute(
            ASK_LICENCE if licence_id else ASK_VEHICLE if about_vehicle else ASK_PERSON,
            {"applicant": applicant_id, "vehicle": vehicle_id, "licence": licence_id, "vin": new.vin if new else None},
        )
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    if about_vehicle:
        return of_vehicle(matter, row, applicant_id=applicant_id, new=new)
    return of_driver(matter, row, about_licence=bool(licence_id))


def of_driver(matter: Matter, row: Mapping[str, Any], *, about_licence: bool) -> Asked:
    """Facts from the row of ``ASK_LICENCE`` or ``ASK_PERSON``, whose licence, if there is one, is told as well."""
    known = row["licence_id"] is not None
    medical_on = row["medical_on"]
    shared = medical_on is not None and medical_is_fresh(medical_on, on=matter.on)
    facts = replace(
        _matter(matter, row),
        networked=frozenset({"medical_certificate"}) if shared else frozenset(),
        applicant=replace(_applicant(matter, row), **permit_facts.of_row(row)),
        licence=licence_facts.of_row(row, on=matter.on) if known else None,
    )
    return Asked(facts, row["holder_id"] if about_licence else None)


def of_vehicle(matter: Matter, row: Mapping[str, Any], *, applicant_id: int, new: NewVehicle | None) -> Asked:
    """Facts from the row of ``ASK_VEHICLE``."""
    if new is not None:
        vehicle = replace(vehicle_facts.of_new(new, matter.declared), **plate_facts.of_row(row))
        return Asked(replace(_matter(matter, row), vehicle=vehicle), None)
    if row["office"] is None:
        return Asked(_matter(matter, row), None)
    known = vehicle_facts.of_row(row, applicant_id=applicant_id)
    facts = replace(
        _matter(matter, row),
        vehicle=replace(known, **plate_facts.of_row(row)),
        other=_other(matter.declared.get("other_plate", ""), known.plate_kind, applicant_id),
    )
    return Asked(facts, row["holder_id"], frozenset(_creditor(line) for line in row["creditors"]))


def _other(number: str, kind: str, applicant_id: int) -> VehicleFacts | None:
    """The second vehicle of a swap: whatever bears this number on a plate, of the first one's kind if there is one."""
    found = vehicles.find_by_plate(number) if number else []
    other = next((card for card in found if card.plate_kind == kind), next(iter(found), None))
    if other is None:
        return None
    with connection.cursor() as cursor:
        asked = {"applicant": applicant_id, "vehicle": other.id, "licence": None, "vin": None}
        cursor.execute(ASK_VEHICLE, asked)
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return vehicle_facts.of_row(row, applicant_id=applicant_id)


def _matter(matter: Matter, row: Mapping[str, Any]) -> CaseFacts:
    return CaseFacts(
        on=matter.on,
        office=matter.office,
        channel=matter.channel,
        by_agent=matter.by_agent,
        materials=matter.materials,
        joint=matter.joint,
        declared=matter.declared,
        applicant=_applicant(matter, row),
    )


def _applicant(matter: Matter, row: Mapping[str, Any]) -> PersonFacts:
    return PersonFacts(
        kind=row["kind"] or "person",
        birth=row["born_on"],
        resident_here=(row["district"] or "")[:PREFECTURE] == matter.office[:PREFECTURE],
        identity_valid_until=row["identity_until"],
    )


def _creditor(line: str) -> tuple[str, int]:
    kind, party = line.split(" ")
    return kind, int(party)
