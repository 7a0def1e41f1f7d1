"""From the registers to the facts that the law is asked about: one statement, one row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts
from cheguan.law.rules import plates
from cheguan.law.rules.licence import medical_is_fresh
from cheguan.registers.vehicles.commands import NewVehicle
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
VEHICLE_COLUMNS = """
    w.kind, w.born_on, w.district, w.identity_until, v.office, v.vehicle_type, v.seats, v.origin, v.energy, v.emission,
    v.factory_on, v.imported_on, v.registered_on,
    (SELECT u.code FROM vehicles_use u WHERE u.vehicle_id = v.id AND u.voided_by_id IS NULL),
    (SELECT m.valid_until FROM vehicles_inspectionmark m WHERE m.vehicle_id = v.id AND m.voided_by_id IS NULL),
    ARRAY(SELECT s.letter FROM vehicles_status s WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL),
    ARRAY(SELECT h.kind FROM holds_hold h WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL),
    (SELECT a.kind FROM plates_assignment a WHERE a.vehicle_id = v.id AND a.voided_by_id IS NULL),
    (SELECT o.party_id FROM vehicles_ownership o WHERE o.vehicle_id = v.id AND o.voided_by_id IS NULL),
    ARRAY(SELECT h.kind || ' ' || h.creditor_id FROM holds_hold h
           WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL AND h.creditor_id IS NOT NULL)
"""
LICENCE_COLUMNS = """
    w.kind, w.born_on, w.district, w.identity_until, l.office, l.first_issued_on, l.party_id, t.term, t.valid_from, t.valid_until,
    ARRAY(SELECT k.code FROM drivers_drivingclass k WHERE k.licence_id = l.id AND k.voided_by_id IS NULL),
    ARRAY(SELECT s.letter FROM drivers_licencestatus s WHERE s.licence_id = l.id AND s.voided_by_id IS NULL),
    ARRAY(SELECT h.kind FROM holds_hold h WHERE h.licence_id = l.id AND h.voided_by_id IS NULL),
    ARRAY(SELECT n."on" || ' ' || n.points || ' ' || n.settled FROM drivers_points n
           WHERE n.licence_id = l.id AND n.voided_by_id IS NULL),
    (SELECT m.issued_on FROM drivers_medicalreport m
      WHERE m.licence_id = l.id AND m.voided_by_id IS NULL AND m.fit ORDER BY m.issued_on DESC LIMIT 1)
"""
VEHICLE_SOURCES = f"{PERSON} LEFT JOIN vehicles_vehicle v ON v.id = c.vehicle_id AND v.voided_by_id IS NULL"
LICENCE_SOURCES = f"""{PERSON}
    LEFT JOIN drivers_drivinglicence l ON l.id = c.licence_id AND l.voided_by_id IS NULL
    LEFT JOIN drivers_term t ON t.licence_id = l.id AND t.voided_by_id IS NULL
"""
ASKED = "(SELECT %(applicant)s::bigint AS applicant_id, %(vehicle)s::bigint AS vehicle_id, %(licence)s::bigint AS licence_id)"
ASK_VEHICLE = f"SELECT {VEHICLE_COLUMNS} FROM {ASKED} c {VEHICLE_SOURCES}"
ASK_LICENCE = f"SELECT {LICENCE_COLUMNS} FROM {ASKED} c {LICENCE_SOURCES}"


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
        row = cursor.fetchone()
    return build(matter, row, about_licence=bool(licence_id), new=new)


def build(matter: Matter, row: tuple[Any, ...], *, about_licence: bool, new: NewVehicle | None) -> Asked:
    """Facts from one row of ``VEHICLE_COLUMNS`` or ``LICENCE_COLUMNS``."""
    applicant = PersonFacts(
        kind=row[0] or "person",
        birth=row[1],
        resident_here=(row[2] or "")[:PREFECTURE] == matter.office[:PREFECTURE],
        identity_valid_until=row[3],
    )
    networked = set()
    vehicle = licence = None
    if about_licence:
        licence, medical_on = _licence(row)
        holder_id = row[6]
        if medical_on is not None and medical_is_fresh(medical_on, on=matter.on):
            networked.add("medical_certificate")
    elif new is not None:
        vehicle, holder_id = _new_vehicle(new), None
    else:
        vehicle, holder_id = _vehicle(row) if row[4] is not None else None, row[18]
    facts = CaseFacts(
        on=matter.on,
        office=matter.office,
        channel=matter.channel,
        by_agent=matter.by_agent,
        materials=matter.materials,
        networked=frozenset(networked),
        joint=matter.joint,
        declared=matter.declared,
        applicant=applicant,
        vehicle=vehicle,
        licence=licence,
    )
    on_record = row[19] if not about_licence and new is None else []
    return Asked(facts, holder_id, frozenset(_creditor(line) for line in on_record))


def _creditor(line: str) -> tuple[str, int]:
    kind, party = line.split(" ")
    return kind, int(party)


def _vehicle(row: tuple[Any, ...]) -> VehicleFacts:
    return VehicleFacts(
        office=row[4],
        vehicle_type=row[5],
        seats=row[6],
        origin=row[7],
        energy=row[8],
        emission=row[9],
        factory_on=row[10],
        imported_on=row[11],
        registered_on=row[12],
        use=row[13] or "A",
        mark_valid_until=row[14],
        statuses=frozenset(row[15]),
        holds=frozenset(row[16]),
        plate_kind=row[17] or "02",
        open_violations=row[16].count("open_violation"),
        open_accidents=row[16].count("open_accident"),
    )


def _new_vehicle(new: NewVehicle) -> VehicleFacts:
    return VehicleFacts(
        vehicle_type=new.vehicle_type,
        plate_kind=plates.kind_of(vehicle_type=new.vehicle_type, energy=new.energy, use=new.use),
        use=new.use,
        seats=new.seats,
        origin=new.origin,
        energy=new.energy,
        emission=new.emission,
        factory_on=new.factory_on,
        imported_on=new.imported_on,
    )


def _licence(row: tuple[Any, ...]) -> tuple[LicenceFacts, date | None]:
    entries = [_entry(line) for line in row[13]]
    holds = set(row[12])
    facts = LicenceFacts(
        office=row[4],
        first_issued_on=row[5],
        term=row[7],
        valid_from=row[8],
        valid_until=row[9],
        classes=frozenset(row[10]),
        statuses=frozenset(row[11]) | ({"U"} if "detained" in holds else frozenset()),
        cycle_points=points_by_cycle(first_issued_on=row[5], since=row[8], entries=entries),
        open_violations=sum(not settled for _, _, settled in entries) + ("open_violation" in holds),
        open_accidents=int("open_accident" in holds),
        full_mark_study_open="study_due" in holds,
    )
    return facts, row[14]


def _entry(line: str) -> tuple[date, int, bool]:
    on, points, settled = line.split(" ")
    return date.fromisoformat(on), int(points), settled == "true"


def points_by_cycle(
    *, first_issued_on: date, since: date, entries: Iterable[tuple[date, int, bool]]
) -> tuple[int, ...]:
    """记分周期合计 of the present term, oldest first; a cycle runs from each anniversary of the first issue."""
    sums: dict[int, int] = {}
    for on, points, _ in entries:
        if on >= since:
            anniversary_passed = (on.month, on.day) >= (first_issued_on.month, first_issued_on.day)
            cycle = on.year - (not anniversary_passed)
            sums[cycle] = sums.get(cycle, 0) + points
    return tuple(sums[cycle] for cycle in sorted(sums))
