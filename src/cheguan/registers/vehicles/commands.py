"""The only writer of vehicles. Every function changes rows by one act and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, connection, transaction

from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.vehicles.models import (
    Amendment,
    Colour,
    CoOwner,
    Departure,
    Fitting,
    InspectionMark,
    Marking,
    Ownership,
    Status,
    Title,
    TitleEntry,
    Use,
    Vehicle,
    VehicleLicence,
)

MOVED_OUT = "B"


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
    """注册登记：the vehicle, its owner and its papers come into being. ``on`` is the day of its first registration."""
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
    _mark(vehicle.pk, vin=new.vin, engine_no=new.engine_no, act=act)
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


def remark(vehicle_id: int, *, act: int, vin: str = "", engine_no: str = "") -> None:
    """变更标识：another VIN or engine number stands on the vehicle; what is not given stays."""
    former = Marking.objects.get(vehicle_id=vehicle_id, voided_by=None)
    Marking.objects.filter(pk=former.pk).update(voided_by=act)
    _mark(vehicle_id, vin=vin or former.vin, engine_no=engine_no or former.engine_no, act=act)


def amend(vehicle_id: int, *, act: int, **now: object) -> None:
    """变更登记内容：each named attribute has this value now (``seats=7``); the former amendment of it is void."""
    Amendment.objects.filter(vehicle_id=vehicle_id, attribute__in=now, voided_by=None).update(voided_by=act)
    Amendment.objects.bulk_create(
        Amendment(vehicle_id=vehicle_id, attribute=attribute, value=str(value), issued_by_id=act)
        for attribute, value in now.items()
    )


def recolour(vehicle_id: int, *, codes: str, act: int) -> None:
    """改变车身颜色：one to three letters."""
    Colour.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    Colour.objects.create(vehicle_id=vehicle_id, codes=codes, issued_by_id=act)


def change_use(vehicle_id: int, *, code: str, act: int) -> None:
    """改变使用性质。"""
    Use.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    Use.objects.create(vehicle_id=vehicle_id, code=code, issued_by_id=act)


def fit(vehicle_id: int, *, kind: str, act: int, note: str = "") -> None:
    """加装、更换：the fitting of this kind, in place of the one there was."""
    unfit(vehicle_id, kind=kind, act=act)
    Fitting.objects.create(vehicle_id=vehicle_id, kind=kind, note=note, issued_by_id=act)


def unfit(vehicle_id: int, *, kind: str, act: int) -> None:
    """拆除。"""
    Fitting.objects.filter(vehicle_id=vehicle_id, kind=kind, voided_by=None).update(voided_by=act)


def share(vehicle_id: int, *, party_id: int, act: int) -> None:
    """登记共同所有人 besides the owner of record."""
    if not CoOwner.objects.filter(vehicle_id=vehicle_id, party_id=party_id, voided_by=None).exists():
        CoOwner.objects.create(vehicle_id=vehicle_id, party_id=party_id, issued_by_id=act)


def unshare(vehicle_id: int, *, act: int, party_id: int | None = None) -> None:
    """One co-owner is none any more; without a name, all of them."""
    rows = CoOwner.objects.filter(vehicle_id=vehicle_id, voided_by=None)
    (rows if party_id is None else rows.filter(party_id=party_id)).update(voided_by=act)


def mark_status(vehicle_id: int, *, letter: str, act: int) -> None:
    """状态：the vehicle has this letter, too."""
    if not Status.objects.filter(vehicle_id=vehicle_id, letter=letter, voided_by=None).exists():
        Status.objects.create(vehicle_id=vehicle_id, letter=letter, issued_by_id=act)


def clear_status(vehicle_id: int, *, letters: str, act: int) -> None:
    """状态：none of these letters any more."""
    Status.objects.filter(vehicle_id=vehicle_id, letter__in=letters, voided_by=None).update(voided_by=act)


def send_away(vehicle_id: int, *, destination: str, sent_on: date, arrive_by: date, act: int) -> None:
    """转出：the file goes to another office; ``destination`` is an administrative division of six digits."""
    Departure.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    Departure.objects.create(
        vehicle_id=vehicle_id, destination=destination, sent_on=sent_on, arrive_by=arrive_by, issued_by_id=act
    )
    mark_status(vehicle_id, letter=MOVED_OUT, act=act)


def receive(vehicle_id: int, *, office: str, act: int) -> None:
    """转入 of a vehicle that this register knows already, from another of its offices or back from elsewhere."""
    Departure.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    clear_status(vehicle_id, letters=MOVED_OUT, act=act)
    amend(vehicle_id, office=office, act=act)


def withdraw_licence(vehicle_id: int, *, act: int) -> None:
    """收回行驶证：void, and no other is issued."""
    VehicleLicence.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)


def reissue_title(vehicle_id: int, *, act: int) -> None:
    """换发登记证书：the former copy is void."""
    rows = Title.objects.filter(vehicle_id=vehicle_id)
    last = rows.order_by("-serial").values_list("serial", flat=True).first() or 0
    rows.filter(voided_by=None).update(voided_by=act)
    Title.objects.create(vehicle_id=vehicle_id, serial=last + 1, issued_by_id=act)


def _mark(vehicle_id: int, *, vin: str, engine_no: str, act: int) -> None:
    try:
        with transaction.atomic():
            Marking.objects.create(vehicle_id=vehicle_id, vin=vin, engine_no=engine_no, issued_by_id=act)
    except IntegrityError as error:
        if "one_bearer_of_a_vin" in str(error):
            raise AlreadyRegistered(f"车辆识别代号 {vin} 已注册登记") from error
        raise


def void_papers(vehicle_id: int, *, act: int) -> None:
    """收回、公告作废：certificate, licence and mark are void, and none takes their place."""
    for paper in (Title, VehicleLicence, InspectionMark):
        paper._default_manager.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)


def restore_papers(vehicle_id: int, *, act: int) -> None:
    """恢复登记：a new certificate and licence; the mark is valid as long as the last one was."""
    reissue_title(vehicle_id, act=act)
    last = VehicleLicence.objects.filter(vehicle_id=vehicle_id).order_by("-serial").first()
    VehicleLicence.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
    VehicleLicence.objects.create(vehicle_id=vehicle_id, serial=(last.serial if last else 0) + 1, issued_by_id=act)
    mark = InspectionMark.objects.filter(vehicle_id=vehicle_id).order_by("-id").first()
    if mark is not None:
        reissue_mark(vehicle_id, valid_until=mark.valid_until, act=act)
