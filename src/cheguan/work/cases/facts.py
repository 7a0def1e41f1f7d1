"""From the registers to the facts that the law is asked about: one statement, one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cheguan.law.facts import CaseFacts, PersonFacts
from cheguan.law.rules.licence import medical_is_fresh
from cheguan.registers.vehicles.commands import NewVehicle
from cheguan.work.cases import licence_facts, vehicle_facts
from cheguan.work.cases.applications import Application

# The first four digits of an administrative code name the prefecture-level city.
PREFECTURE = 4
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
ASK_VEHICLE = f"SELECT {APPLICANT}, {vehicle_facts.COLUMNS} FROM {ASKED} c {PERSON} {vehicle_facts.SOURCES}"
ASK_LICENCE = f"SELECT {APPLICANT}, {licence_facts.COLUMNS} FROM {ASKED} c {PERSON} {licence_facts.SOURCES}"


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
    """The facts of a matter about a vehicle, a licence, or a vehicle that is to be registered."""
    with connection.cursor() as cursor:
        cursor.execute(
            ASK_LICENCE if licence_id else ASK_VEHICLE,
            {"applicant": applicant_id, "vehicle": vehicle_id, "licence": licence_id},
        )
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    return build(matter, row, about_licence=bool(licence_id), new=new)


def build(matter: Matter, row: Mapping[str, Any], *, about_licence: bool, new: NewVehicle | None) -> Asked:
    """Facts from the row of ``ASK_VEHICLE`` or ``ASK_LICENCE``."""
    networked = set()
    vehicle = licence = holder_id = None
    creditors: list[str] = []
    if about_licence:
        licence, holder_id = licence_facts.of_row(row), row["holder_id"]
        medical_on = row["medical_on"]
        if medical_on is not None and medical_is_fresh(medical_on, on=matter.on):
            networked.add("medical_certificate")
    elif new is not None:
        vehicle = vehicle_facts.of_new(new)
    elif row["office"] is not None:
        vehicle, holder_id, creditors = vehicle_facts.of_row(row), row["holder_id"], row["creditors"]
    facts = CaseFacts(
        on=matter.on,
        office=matter.office,
        channel=matter.channel,
        by_agent=matter.by_agent,
        materials=matter.materials,
        networked=frozenset(networked),
        joint=matter.joint,
        declared=matter.declared,
        applicant=_applicant(matter, row),
        vehicle=vehicle,
        licence=licence,
    )
    return Asked(facts, holder_id, frozenset(_creditor(line) for line in creditors))


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
