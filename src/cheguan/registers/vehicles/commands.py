"""The only writer of vehicles. Every function changes rows by one act and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, connection

from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.vehicles.models import (
    Colour,
    InspectionMark,
    Ownership,
    Title,
    TitleEntry,
    Use,
    Vehicle,
    VehicleLicence,
)


class AlreadyRegistered(Refusal):
    """该车辆识别代号已注册登记。"""


@dataclass(frozen=True, slots=True)
class NewVehicle:
    """What the certificate of conformity or import paper says of a vehicle."""

    vin: str
    engine_no: str
    brand: str
    model: str
    vehicle_type: str
    energy: str
    origin: str
    seats: int
    colour: str
    use: str
    factory_on: date
    displacement_ml: int | None = None
    power_kw: Decimal | None = None
    mass_kg: int | None = None
    total_mass_kg: int | None = None
    emission: str = ""
    imported_on: date | None = None


def register(
    new: NewVehicle, *, owner_id: int, way: str, since: date, office: str, mark_until: date, on: date, act: int
) -> Vehicle:
    """注册登记：the vehicle, its owner and its papers come into being."""
    try:
        vehicle = Vehicle.objects.create(
            vin=new.vin,
            engine_no=new.engine_no,
            brand=new.brand,
            model=new.model,
            vehicle_type=new.vehicle_type,
            energy=new.energy,
            origin=new.origin,
            displacement_ml=new.displacement_ml,
            power_kw=new.power_kw,
            seats=new.seats,
            mass_kg=new.mass_kg,
            total_mass_kg=new.total_mass_kg,
            emission=new.emission,
            factory_on=new.factory_on,
            imported_on=new.imported_on,
            registered_on=on,
            office=office,
            issued_by_id=act,
        )
    except IntegrityError as error:
        if "one_vehicle_per_vin" in str(error):
            raise AlreadyRegistered(f"车辆识别代号 {new.vin} 已注册登记") from error
        raise
    Colour.objects.create(vehicle=vehicle, codes=new.colour, issued_by_id=act)
    Use.objects.create(vehicle=vehicle, code=new.use, issued_by_id=act)
    Ownership.objects.create(vehicle=vehicle, party_id=owner_id, way=way, since=since, issued_by_id=act)
    Title.objects.create(vehicle=vehicle, serial=1, issued_by_id=act)
    VehicleLicence.objects.create(vehicle=vehicle, serial=1, issued_by_id=act)
    InspectionMark.objects.create(vehicle=vehicle, valid_until=mark_until, issued_by_id=act)
    return vehicle


def transfer(vehicle_id: int, *, owner_id: int, way: str, since: date, act: int) -> None:
    """转让：the owner changes; the old ownership is void."""
    Ownership.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    Ownership.objects.create(vehicle_id=vehicle_id, party_id=owner_id, way=way, since=since, issued_by_id=act)


def endorse_title(vehicle_id: int, *, kind: str, on: date, text: str, act: int) -> None:
    """在登记证书上签注。"""
    TitleEntry.objects.create(vehicle_id=vehicle_id, kind=kind, on=on, text=text, issued_by_id=act)


VOID_LICENCE = """
UPDATE vehicles_vehiclelicence SET voided_by_id = %(act)s
 WHERE vehicle_id = %(vehicle)s AND voided_by_id IS NULL RETURNING serial
"""
ISSUE_LICENCE = "INSERT INTO vehicles_vehiclelicence (vehicle_id, serial, issued_by_id) VALUES (%s, %s, %s)"


def reissue_licence(vehicle_id: int, *, act: int) -> None:
    """换发行驶证：the old copy is void, the next one is issued. Two statements, as it is the commonest errand."""
    with connection.cursor() as cursor:
        cursor.execute(VOID_LICENCE, {"act": act, "vehicle": vehicle_id})
        row = cursor.fetchone()
        cursor.execute(ISSUE_LICENCE, [vehicle_id, (row[0] if row else 0) + 1, act])


def reissue_mark(vehicle_id: int, *, valid_until: date, act: int) -> None:
    """换发检验合格标志。"""
    InspectionMark.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    InspectionMark.objects.create(vehicle_id=vehicle_id, valid_until=valid_until, issued_by_id=act)
