"""Compulsory scrapping (强制报废): years of use by type, when they start and when they end."""

from datetime import date

from cheguan.law.citation import cite
from cheguan.law.dates import add_years
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import kinds
from cheguan.law.rules.scrap_rows import RIDE_HAILING, ROWS

BASIS = (cite("机动车强制报废标准规定#5"),)
LATE_REGISTRATION_YEARS = 2

_SIZES = {"1": "large", "2": "medium", "3": "small", "4": "small"}
_TRUCK_SIZES = {"1": "truck_heavy", "2": "truck_light", "3": "truck_light", "4": "truck_micro"}
LARGE_SEDAN = "K16"

# A car that left commerce (营转非 L, 出租转非 M) keeps the limit of its commerce.
_BY_USE = {
    "B": "other_commercial_{size}",
    "C": "public_bus",
    "D": "taxi_{size}",
    "E": "other_commercial_{size}",
    "G": "rental",
    "L": "other_commercial_{size}",
    "M": "taxi_{size}",
    "N": "training_{size}",
    "T": RIDE_HAILING,
}


def end_of_use(vehicle: VehicleFacts) -> date | None:
    """使用年限届满日; nothing when the type has no limit, or none can be told from the facts."""
    if vehicle.scrap_on is not None:
        return vehicle.scrap_on
    years = years_of_use(vehicle)
    start = start_of_use(registered_on=vehicle.registered_on, factory_on=vehicle.factory_on)
    return None if years is None or start is None else add_years(start, years)


def years_of_use(vehicle: VehicleFacts) -> int | None:
    """使用年限 by type; nothing when the type has no limit, or none can be told from the codes."""
    row = ROWS.get(vehicle.scrap_type or type_of(vehicle) or "")
    return row.years if row else None


def start_of_use(*, registered_on: date | None, factory_on: date | None) -> date | None:
    """The day of registration; the day of making when more than two years lay between."""
    if registered_on is None or factory_on is None:
        return registered_on or factory_on
    late = registered_on > add_years(factory_on, LATE_REGISTRATION_YEARS)
    return factory_on if late else registered_on


def in_last_year(end: date, *, on: date) -> bool:
    """一年以内, the year itself included."""
    return on >= add_years(end, -1)


def type_of(vehicle: VehicleFacts) -> str | None:
    """The row of the annex for a vehicle; nothing where the codes do not tell it (special work vehicles, tractors)."""
    group, size = vehicle.vehicle_type[:1], vehicle.vehicle_type[1:2]
    if group == "K":
        return _passenger(vehicle, _SIZES.get(size, "small"))
    if group in ("H", "Q"):
        return _truck(vehicle, group, size)
    if group == "M":
        return "moto_right_three_wheel" if vehicle.vehicle_type in ("M11", "M12", "M13", "M14") else "moto_other"
    return {"B": _semi_trailer(vehicle), "G": "full_trailer", "J": "wheeled_special_machine",
            "N": "three_wheel_or_single_cylinder"}.get(group)  # fmt: skip


def _passenger(vehicle: VehicleFacts, size: str) -> str:
    if kinds.is_dedicated_school_bus(vehicle):
        return "school_bus_special"
    if vehicle.use in _BY_USE:
        return _BY_USE[vehicle.use].format(size=size)
    return "private_small" if vehicle.vehicle_type == LARGE_SEDAN else f"private_{size}"


def _truck(vehicle: VehicleFacts, group: str, size: str) -> str:
    if vehicle.use == kinds.HAZARDOUS:
        return "truck_hazardous"
    if group == "H" and size == "5":
        return "low_speed_multi_cylinder"
    return _TRUCK_SIZES.get(size, "truck_light")


def _semi_trailer(vehicle: VehicleFacts) -> str:
    if vehicle.use == kinds.HAZARDOUS:
        return "semi_trailer_hazardous"
    return "semi_trailer_container" if vehicle.vehicle_type.endswith("5") else "semi_trailer_other"
