"""The plain pages of 行驶证, 驾驶证, 登记证书 and 检验合格标志: the registers as they stand after the grant."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from cheguan.law import codes
from cheguan.law.rules.licence_coverage import shown
from cheguan.registers.buses import queries as buses
from cheguan.registers.drivers import queries as drivers
from cheguan.registers.drivers.queries import Card as LicenceCard
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card as VehicleCard
from cheguan.work.cases.queries import CaseView
from cheguan.work.printing import cards
from cheguan.work.printing import queries as printing
from cheguan.work.printing.papers import Issuer

SEX = {"1": "男", "2": "女"}


def vehicle_of(case: CaseView) -> VehicleCard:
    assert case.vehicle_id is not None
    return vehicles.get(case.vehicle_id)


def licence_of(case: CaseView) -> LicenceCard:
    assert case.licence_id is not None
    return drivers.get(case.licence_id)


def blank_of(case: CaseView, kind: str) -> str:
    """The number of the good blank that the case used, if the papers are made."""
    return next((use.number for use in printing.blank_uses(case.no) if use.kind == kind and not use.spoiled), "")


def vehicle_licence(case: CaseView, issuer: Issuer, at: datetime) -> cards.VehicleLicence:
    """行驶证主页与副页。"""
    card = vehicle_of(case)
    assert card.owner_id is not None
    owner = parties.get(card.owner_id)
    return cards.VehicleLicence(
        issuer=issuer,
        number=blank_of(case, "vehicle_licence"),
        at=at,
        plate=card.plate,
        vehicle_type=codes.name("vehicle_type", card.vehicle_type),
        owner=owner.name,
        address=owner.address,
        use=codes.name("use", card.use),
        model=f"{card.brand}{card.model}",
        vin=card.vin,
        engine_no=card.engine_no,
        registered_on=card.registered_on,
        issued_on=_decided_on(case, at),
        seats=f"{card.seats}人",
        inspection=f"检验有效期至{card.mark_valid_until:%Y年%m月}" if card.mark_valid_until else "",
        remarks=_bus_remark(card),
    )


def _bus_remark(card: VehicleCard) -> str:
    """非专用校车在行驶证副页上签注 (机动车登记规定#60)."""
    return f"校车，核载{card.seats}人" if buses.find_tag(card.id) else ""


def driving_licence(case: CaseView, issuer: Issuer, at: datetime) -> cards.DrivingLicence:
    """驾驶证主页与副页。"""
    card = licence_of(case)
    holder = parties.get(card.party_id)
    assert holder.born_on is not None
    assert card.valid_from is not None
    return cards.DrivingLicence(
        issuer=issuer,
        number=blank_of(case, "driving_licence"),
        at=at,
        licence_no=holder.number,
        name=holder.name,
        sex=SEX.get(holder.sex, ""),
        nationality="中国",
        address=holder.address,
        born_on=holder.born_on,
        first_issued_on=card.first_issued_on,
        classes="".join(shown(card.classes)),
        valid_from=card.valid_from,
        valid_until=card.valid_until,
        file_no=card.file_no,
        record="；".join(_record(card, localdate(at))),
    )


def _record(card: LicenceCard, on: date) -> Iterator[str]:
    """副页记录：the end of a probation that still runs, an extension beyond 63, the school-bus qualification."""
    found = drivers.remarks(card.id)
    if found.probation_until is not None and on <= found.probation_until:
        yield f"实习期至{found.probation_until}"
    if found.extended_until is not None:
        yield f"准驾车型延长至{found.extended_until}"
    if found.school_bus:
        yield "准予驾驶校车"


def title(case: CaseView, issuer: Issuer, at: datetime) -> cards.RegistrationCertificate:
    """登记证书：摘要、机动车信息与签注。"""
    card = vehicle_of(case)
    return cards.RegistrationCertificate(
        issuer=issuer,
        number=blank_of(case, "registration_certificate"),
        at=at,
        holders=tuple(_holders(card, issuer)),
        vehicle=_details(card),
        issued_on=_decided_on(case, at),
        endorsements=tuple(
            cards.Endorsement(title=entry.text.split("，")[0], on=entry.on, lines=(entry.text,))
            for entry in vehicles.title_entries(card.id)
            if entry.kind != "registration"
        ),
    )


def _holders(card: VehicleCard, issuer: Issuer) -> list[cards.Holder]:
    owners = vehicles.owners(card.id)
    people = parties.get_many([owner.party_id for owner in owners])
    return [
        cards.Holder(
            name=people[owner.party_id].name,
            id_kind=codes.name("identity_document", people[owner.party_id].document),
            id_number=people[owner.party_id].number,
            office=issuer.office,
            registered_on=owner.since,
            plate=card.plate if owner is owners[-1] else "",
        )
        for owner in owners
    ]


def _details(card: VehicleCard) -> cards.VehicleDetails:
    return cards.VehicleDetails(
        vehicle_type=codes.name("vehicle_type", card.vehicle_type),
        brand=card.brand,
        model=card.model,
        colour="、".join(codes.name("colour", letter) for letter in card.colour),
        vin=card.vin,
        engine_no=card.engine_no,
        fuel=codes.name("fuel", card.energy),
        seats=f"{card.seats}人",
        use=codes.name("use", card.use),
        made_on=card.factory_on,
    )


def mark(case: CaseView, issuer: Issuer, at: datetime) -> cards.InspectionMark:
    """检验合格标志。"""
    card = vehicle_of(case)
    assert card.mark_valid_until is not None
    return cards.InspectionMark(
        issuer=issuer,
        number=case.no,
        at=at,
        plate=card.plate,
        vehicle_type=codes.name("vehicle_type", card.vehicle_type),
        use=codes.name("use", card.use),
        vin=card.vin,
        inspected_on=_decided_on(case, at),
        valid_until=card.mark_valid_until,
    )


def _decided_on(case: CaseView, at: datetime) -> date:
    return localdate(case.ended_at or at)
