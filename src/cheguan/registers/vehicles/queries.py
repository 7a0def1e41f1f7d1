"""Reading vehicles."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cheguan.base.rows import made

CARD = """
SELECT v.id, v.vin, v.brand, v.model, v.vehicle_type, v.energy, v.seats, v.registered_on, v.factory_on,
       coalesce(a.kind, ''), coalesce(a.number, ''),
       coalesce((SELECT codes FROM vehicles_colour c WHERE c.vehicle_id = v.id AND c.voided_by_id IS NULL), ''),
       coalesce((SELECT code FROM vehicles_use u WHERE u.vehicle_id = v.id AND u.voided_by_id IS NULL), 'A'),
       (SELECT valid_until FROM vehicles_inspectionmark m WHERE m.vehicle_id = v.id AND m.voided_by_id IS NULL),
       ARRAY(SELECT letter FROM vehicles_status s WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL ORDER BY 1),
       ARRAY(SELECT kind FROM holds_hold h WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL ORDER BY 1),
       (SELECT party_id FROM vehicles_ownership o WHERE o.vehicle_id = v.id AND o.voided_by_id IS NULL), v.engine_no,
       v.office
  FROM vehicles_now v
  LEFT JOIN plates_assignment a ON a.vehicle_id = v.id AND a.voided_by_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A vehicle as it stands now. Codes are those of the national tables; sets are tuples, sorted."""

    id: int
    vin: str
    brand: str
    model: str
    vehicle_type: str
    energy: str
    seats: int
    registered_on: date
    factory_on: date
    plate_kind: str
    plate: str
    colour: str
    use: str
    mark_valid_until: date | None
    statuses: tuple[str, ...]
    holds: tuple[str, ...]
    owner_id: int | None
    engine_no: str
    office: str


def _cards(where: str, values: list[Any]) -> list[Card]:
    with connection.cursor() as cursor:
        cursor.execute(f"{CARD} WHERE {where}", values)
        return [made(Card, row) for row in cursor.fetchall()]


class NoSuchVehicle(Exception):
    """没有这辆机动车。"""


def get(vehicle_id: int) -> Card:
    """The vehicle as it stands now."""
    found = _cards("v.id = %s", [vehicle_id])
    if not found:
        raise NoSuchVehicle(str(vehicle_id))
    return found[0]


def of_party(party_id: int, *, limit: int = 50) -> list[Card]:
    """名下机动车, newest ownership first."""
    return _cards(
        "v.id IN (SELECT vehicle_id FROM vehicles_ownership WHERE party_id = %s AND voided_by_id IS NULL"
        " ORDER BY id DESC LIMIT %s) ORDER BY v.id DESC",
        [party_id, limit],
    )


def find_by_plate(number: str) -> list[Card]:
    """Whatever bears this number now; the same number may stand on plates of several kinds."""
    return _cards(
        "v.id IN (SELECT vehicle_id FROM plates_assignment WHERE number = %s AND voided_by_id IS NULL)", [number]
    )


def find_by_vin(vin: str) -> Card | None:
    """The registered vehicle that bears this VIN now."""
    found = _cards("v.vin = %s", [vin])
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Owner:
    """One ownership, past or present."""

    party_id: int
    way: str
    since: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the title's record."""

    kind: str
    on: date
    text: str


def owners(vehicle_id: int) -> tuple[Owner, ...]:
    """Every owner of record, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT party_id, way, since FROM vehicles_ownership WHERE vehicle_id = %s ORDER BY id", [vehicle_id]
        )
        return tuple(made(Owner, row) for row in cursor.fetchall())


def title_entries(vehicle_id: int) -> tuple[Entry, ...]:
    """登记证书签注, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT kind, "on", text FROM vehicles_titleentry'
            " WHERE vehicle_id = %s AND voided_by_id IS NULL ORDER BY id",
            [vehicle_id],
        )
        return tuple(made(Entry, row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Fitted:
    """One filed fitting."""

    kind: str
    note: str


def fittings(vehicle_id: int) -> tuple[Fitted, ...]:
    """加装 on file, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, note FROM vehicles_fitting WHERE vehicle_id = %s AND voided_by_id IS NULL ORDER BY id",
            [vehicle_id],
        )
        return tuple(made(Fitted, row) for row in cursor.fetchall())


def co_owners(vehicle_id: int) -> tuple[int, ...]:
    """共同所有人 besides the owner of record: their party ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT party_id FROM vehicles_coowner WHERE vehicle_id = %s AND voided_by_id IS NULL ORDER BY id",
            [vehicle_id],
        )
        return tuple(row[0] for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Away:
    """转出：where the file went, and until when the owner is to move in there."""

    destination: str
    sent_on: date
    arrive_by: date


def find_departure(vehicle_id: int) -> Away | None:
    """The departure under way, if the vehicle has moved out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT destination, sent_on, arrive_by FROM vehicles_departure"
            " WHERE vehicle_id = %s AND voided_by_id IS NULL",
            [vehicle_id],
        )
        row = cursor.fetchone()
    return made(Away, row) if row else None
