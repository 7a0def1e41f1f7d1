"""Reading plates: what was ordered and received, and until when a temporary plate may be used."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.base.rows import made
from cheguan.law.rules import temporary_plate_issue

TEMPORARY = """
SELECT t.number, t.kind, t.purpose, t.vin, t.party_id, t.valid_from, t.valid_until,
       (SELECT min(d.received_on) FROM plates_platedelivery d
          JOIN plates_plateset s ON s.id = d.plates_id
          JOIN vehicles_marking m ON m.vehicle_id = s.vehicle_id AND m.voided_by_id IS NULL
         WHERE m.vin = t.vin AND d.voided_by_id IS NULL AND d.received_on >= t.valid_from)
  FROM plates_temporaryplate t
"""


@dataclass(frozen=True, slots=True)
class Temporary:
    """One temporary plate; ``received_on`` is the day on which the owner got the real ones."""

    number: str
    kind: str
    purpose: str
    vin: str
    party_id: int
    valid_from: date
    valid_until: date
    received_on: date | None

    @property
    def usable_until(self) -> date:
        return temporary_plate_issue.usable_until(self.valid_until, plates_received_on=self.received_on)


def temporary_of_vin(vin: str) -> tuple[Temporary, ...]:
    """Every temporary plate of a vehicle, newest first."""
    return _temporary("t.vin = %s ORDER BY t.id DESC", vin)


def find_temporary(case_no: str) -> Temporary | None:
    """The temporary plate that a case has given."""
    return next(iter(_temporary("t.case_no = %s ORDER BY t.id DESC", case_no)), None)


def _temporary(where: str, value: str) -> tuple[Temporary, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"{TEMPORARY} WHERE {where}", [value])
        return tuple(made(Temporary, row) for row in cursor.fetchall())


def last_number(vehicle_id: int) -> str:
    """The number that the vehicle bears, or bore last; empty when it never had one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM plates_assignment WHERE vehicle_id = %s ORDER BY id DESC LIMIT 1", [vehicle_id]
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""
