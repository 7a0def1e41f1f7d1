"""A registered vehicle as the law asks about it: the columns of its statement, and the facts from its row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import plates
from cheguan.registers.vehicles.commands import NewVehicle

COLUMNS = """
    v.office, v.vehicle_type, v.seats, v.origin, v.energy, v.emission, v.factory_on, v.imported_on, v.registered_on,
    v.scrap_on,
    (SELECT max(e."on") FROM vehicles_titleentry e
      WHERE e.vehicle_id = v.id AND e.kind = 'number_swap' AND e.voided_by_id IS NULL) AS numbers_swapped_on,
    (SELECT u.code FROM vehicles_use u WHERE u.vehicle_id = v.id AND u.voided_by_id IS NULL) AS use,
    (SELECT m.valid_until FROM vehicles_inspectionmark m
      WHERE m.vehicle_id = v.id AND m.voided_by_id IS NULL) AS mark_until,
    ARRAY(SELECT s.letter FROM vehicles_status s WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL) AS statuses,
    ARRAY(SELECT h.kind FROM holds_hold h WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL) AS holds,
    (SELECT a.kind FROM plates_assignment a WHERE a.vehicle_id = v.id AND a.voided_by_id IS NULL) AS plate_kind,
    (SELECT o.party_id FROM vehicles_ownership o
      WHERE o.vehicle_id = v.id AND o.voided_by_id IS NULL) AS holder_id,
    ARRAY(SELECT h.kind || ' ' || h.creditor_id FROM holds_hold h
           WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL AND h.creditor_id IS NOT NULL) AS creditors
"""
# What the electronic file of another office says is on the vehicle.
ON_FILE = {
    "file_mortgaged": "mortgage",
    "file_pledged": "pledge",
    "file_seized": "seizure",
    "file_stolen": "stolen",
}
SOURCES = "LEFT JOIN vehicles_now v ON v.id = c.vehicle_id"


def of_row(row: Mapping[str, Any], *, applicant_id: int) -> VehicleFacts:
    return VehicleFacts(
        office=row["office"],
        vehicle_type=row["vehicle_type"],
        seats=row["seats"],
        origin=row["origin"],
        energy=row["energy"],
        emission=row["emission"],
        factory_on=row["factory_on"],
        imported_on=row["imported_on"],
        registered_on=row["registered_on"],
        use=row["use"] or "A",
        mark_valid_until=row["mark_until"],
        statuses=frozenset(row["statuses"]),
        holds=frozenset(row["holds"]),
        plate_kind=row["plate_kind"] or "02",
        open_violations=row["holds"].count("open_violation"),
        open_accidents=row["holds"].count("open_accident"),
        scrap_on=row["scrap_on"],
        numbers_swapped_on=row["numbers_swapped_on"],
        held_by_applicant=row["holder_id"] == applicant_id,
    )


def of_new(new: NewVehicle, declared: Mapping[str, str]) -> VehicleFacts:
    """A vehicle that is still to be registered, from its papers; one from elsewhere also from its electronic file."""
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
        registered_on=stated_day(declared, "file_registered_on"),
        mark_valid_until=stated_day(declared, "file_mark_until"),
        holds=frozenset(kind for key, kind in ON_FILE.items() if declared.get(key) == "yes"),
        open_violations=int(declared.get("file_unsettled") == "yes"),
    )


def stated_day(declared: Mapping[str, str], key: str) -> date | None:
    """A stated day; nothing while it is not there, or half typed."""
    try:
        return date.fromisoformat(declared.get(key, ""))
    except ValueError:
        return None
