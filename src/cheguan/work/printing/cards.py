"""Plain pages of the certificates, in the size of the pre-printed blanks they stand for."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cheguan.work.printing.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleLicence(Paper):
    """行驶证：主页 and 副页, 88 × 60 mm. ``number`` is the blank's."""

    layout: ClassVar[str] = "vehicle_licence"
    title: ClassVar[str] = "中华人民共和国机动车行驶证"

    plate: str
    vehicle_type: str
    owner: str
    address: str
    use: str
    model: str
    vin: str
    engine_no: str
    registered_on: date
    issued_on: date
    file_no: str = ""
    seats: str = ""
    gross_mass: str = ""
    curb_mass: str = ""
    load_mass: str = ""
    traction_mass: str = ""
    dimensions: str = ""
    remarks: str = ""
    inspection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivingLicence(Paper):
    """驾驶证：主页 and 副页, 88 × 60 mm. ``valid_until`` is ``None`` for 长期."""

    layout: ClassVar[str] = "driving_licence"
    title: ClassVar[str] = "中华人民共和国机动车驾驶证"

    licence_no: str
    name: str
    sex: str
    nationality: str
    address: str
    born_on: date
    first_issued_on: date
    classes: str
    valid_from: date
    valid_until: date | None = None
    file_no: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One line of the certificate's summary: who held the vehicle from when, registered where, under what number."""

    name: str
    id_kind: str
    id_number: str
    office: str
    registered_on: date
    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """One entry of the certificate's register columns: 抵押登记, 变更登记 …"""

    title: str
    on: date
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleDetails:
    """机动车信息栏, in the order of the certificate. Measures are printed as given, with their units."""

    vehicle_type: str = ""
    brand: str = ""
    model: str = ""
    colour: str = ""
    vin: str = ""
    origin: str = ""
    engine_no: str = ""
    engine_model: str = ""
    fuel: str = ""
    displacement: str = ""
    maker: str = ""
    steering: str = ""
    track: str = ""
    tyres: str = ""
    tyre_size: str = ""
    springs: str = ""
    wheelbase: str = ""
    axles: str = ""
    dimensions: str = ""
    cargo_dimensions: str = ""
    gross_mass: str = ""
    load_mass: str = ""
    seats: str = ""
    traction_mass: str = ""
    cab_seats: str = ""
    use: str = ""
    acquired_by: str = ""
    made_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationCertificate(Paper):
    """机动车登记证书：summary, vehicle data, endorsements. ``holders`` oldest first."""

    layout: ClassVar[str] = "registration_certificate"
    title: ClassVar[str] = "机动车登记证书"

    holders: tuple[Holder, ...]
    vehicle: VehicleDetails
    issued_on: date
    endorsements: tuple[Endorsement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionMark(Paper):
    """检验合格标志：valid to the end of the month."""

    layout: ClassVar[str] = "inspection_mark"
    title: ClassVar[str] = "机动车检验合格标志"

    plate: str
    vehicle_type: str
    use: str
    vin: str
    inspected_on: date
    valid_until: date
