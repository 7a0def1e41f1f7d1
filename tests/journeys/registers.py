"""What the registers say, asked by their owner behind the product's back; and who in the demo city fits a journey."""

from dataclasses import dataclass
from typing import Any

import psycopg

Owner = psycopg.Connection[Any]

VEHICLE = """
SELECT v.id, v.vin, pl.number, o.party_id, i.number, p.name
  FROM vehicles_vehicle v
  JOIN vehicles_ownership o ON o.vehicle_id = v.id AND o.voided_by_id IS NULL
  JOIN parties_identity i ON i.party_id = o.party_id AND i.voided_by_id IS NULL AND i.document = 'A'
  JOIN parties_profile p ON p.party_id = o.party_id AND p.voided_by_id IS NULL
  JOIN plates_assignment pl ON pl.vehicle_id = v.id AND pl.voided_by_id IS NULL
  JOIN vehicles_inspectionmark m ON m.vehicle_id = v.id AND m.voided_by_id IS NULL
 WHERE v.vehicle_type = 'K33' AND v.registered_on > CURRENT_DATE - 3000 AND m.valid_until > CURRENT_DATE
   AND (i.valid_until IS NULL OR i.valid_until > CURRENT_DATE + 30) AND p.district LIKE '4505%%'
   AND p.born_on > CURRENT_DATE - 59 * 365
   AND NOT EXISTS (SELECT 1 FROM vehicles_status s WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.vehicle_id = v.id AND c.state <> 'archived')
   AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.applicant_id = o.party_id AND c.accepted_on >= CURRENT_DATE)
   AND 1 = (SELECT count(*) FROM vehicles_ownership n WHERE n.party_id = o.party_id AND n.voided_by_id IS NULL)
   AND (SELECT array_agg(h.kind) FROM holds_hold h WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL)
       IS NOT DISTINCT FROM %s::varchar[]
 ORDER BY v.id LIMIT %s
"""
LICENCE = """
SELECT d.id, i.party_id, i.number, p.name, t.valid_until, t.term
  FROM drivers_drivinglicence d
  JOIN drivers_term t ON t.licence_id = d.id AND t.voided_by_id IS NULL
  JOIN parties_identity i ON i.party_id = d.party_id AND i.voided_by_id IS NULL AND i.document = 'A'
  JOIN parties_profile p ON p.party_id = d.party_id AND p.voided_by_id IS NULL
 WHERE (i.valid_until IS NULL OR i.valid_until > CURRENT_DATE + 30) AND p.born_on > CURRENT_DATE - 60 * 365
   AND NOT EXISTS (SELECT 1 FROM drivers_licencestatus s WHERE s.licence_id = d.id AND s.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT 1 FROM drivers_points s WHERE s.licence_id = d.id AND s.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT 1 FROM holds_hold h WHERE h.licence_id = d.id AND h.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT 1 FROM drivers_medicalreport m WHERE m.licence_id = d.id AND m.issued_on > CURRENT_DATE - 190)
   AND NOT EXISTS (SELECT 1 FROM drivers_drivingclass c WHERE c.licence_id = d.id AND c.code NOT IN ('C1', 'C2'))
   AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.licence_id = d.id AND c.state <> 'archived')
   AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.applicant_id = d.party_id AND c.accepted_on >= CURRENT_DATE)
   AND t.valid_until BETWEEN CURRENT_DATE + %s::int AND CURRENT_DATE + %s::int
 ORDER BY d.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class OwnedVehicle:
    id: int
    vin: str
    plate: str
    owner: int
    owner_number: str
    owner_name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A driver with the licence."""

    licence: int
    party: int
    number: str
    name: str
    valid_until: Any
    term: str


def one(owner: Owner, sql: str, *given: Any) -> Any:
    """The only row; its only column, if it has but one."""
    rows = owner.execute(sql, given).fetchall()
    assert len(rows) == 1, rows
    return rows[0] if len(rows[0]) > 1 else rows[0][0]


def column(owner: Owner, sql: str, *given: Any) -> list[Any]:
    return [row[0] for row in owner.execute(sql, given).fetchall()]


def acts(owner: Owner, no: str) -> list[str]:
    """What was done in a case, in order."""
    return column(owner, "SELECT kind FROM acts_act WHERE case_no = %s ORDER BY id", no)


def state(owner: Owner, no: str) -> str:
    return str(one(owner, "SELECT state FROM cases_case WHERE no = %s", no))


def granted_by(owner: Owner, no: str) -> int:
    """The act of the grant."""
    return int(one(owner, "SELECT id FROM acts_act WHERE case_no = %s AND kind = 'grant'", no))


def a_vehicle(owner: Owner, *, held: str | None = None) -> OwnedVehicle:
    """A small car of a resident below sixty who owns no other, with nothing under way; under this hold and no other."""
    return OwnedVehicle(*one(owner, VEHICLE, [held] if held else None, 1))


def vehicles(owner: Owner, count: int) -> list[OwnedVehicle]:
    """So many of them, of as many owners, under no hold."""
    found = [OwnedVehicle(*row) for row in owner.execute(VEHICLE, [None, count]).fetchall()]
    assert len(found) == count
    return found


def a_holder(owner: Owner, *, ends_in: tuple[int, int]) -> Holder:
    """A driver of small cars without points, whose licence ends in so many days, and without a shared medical report."""
    return Holder(*one(owner, LICENCE, *ends_in))


def somebody_else(owner: Owner, *, than: int) -> tuple[int, str]:
    """A resident with an identity card and neither vehicle nor matter: party and number."""
    found = one(
        owner,
        "SELECT i.party_id, i.number FROM parties_identity i JOIN parties_profile p ON p.party_id = i.party_id"
        "   AND p.voided_by_id IS NULL AND p.district LIKE '4505%%' AND p.born_on < CURRENT_DATE - 20 * 365"
        " WHERE i.document = 'A' AND i.voided_by_id IS NULL AND i.party_id <> %s"
        "   AND (i.valid_until IS NULL OR i.valid_until > CURRENT_DATE + 30)"
        "   AND NOT EXISTS (SELECT 1 FROM vehicles_ownership o WHERE o.party_id = i.party_id)"
        "   AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.applicant_id = i.party_id)"
        " ORDER BY i.party_id LIMIT 1",
        than,
    )
    return int(found[0]), str(found[1])
