"""The annex of the scrapping standard: for each type and use the years, the guiding mileage, a province's floor."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

ScrapType = Literal[
    "taxi_small",
    "taxi_medium",
    "taxi_large",
    "rental",
    "training_small",
    "training_medium",
    "training_large",
    "public_bus",
    "other_commercial_small",
    "other_commercial_medium",
    "other_commercial_large",
    "school_bus_special",
    "private_small",
    "private_medium",
    "private_large",
    "truck_micro",
    "truck_light",
    "truck_heavy",
    "truck_hazardous",
    "three_wheel_or_single_cylinder",
    "low_speed_multi_cylinder",
    "special_work_cargo",
    "special_work_no_cargo",
    "semi_trailer_container",
    "semi_trailer_hazardous",
    "semi_trailer_other",
    "full_trailer",
    "moto_right_three_wheel",
    "moto_other",
    "wheeled_special_machine",
    "private_small_registered_as_ride_hailing",
]
RIDE_HAILING: Final = "private_small_registered_as_ride_hailing"  # bound by mileage, not by years


@dataclass(frozen=True, slots=True)
class Row:
    """``guiding_km``: from there on the owner is guided to scrap it (引导报废), not compelled.

    ``floor``: the fewest years that a province may set; none where it may set nothing.
    """

    years: int | None
    guiding_km: int | None = None
    floor: int | None = None


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "taxi_small": Row(8, 600_000, floor=6),
        "taxi_medium": Row(10, 500_000),
        "taxi_large": Row(12, 600_000),
        "rental": Row(15, 600_000),
        "training_small": Row(10, 500_000),
        "training_medium": Row(12, 500_000),
        "training_large": Row(15, 600_000),
        "public_bus": Row(13, 400_000),
        "other_commercial_small": Row(10, 600_000),
        "other_commercial_medium": Row(15, 500_000),
        "other_commercial_large": Row(15, 800_000),
        "school_bus_special": Row(15, 400_000),
        "private_small": Row(None, 600_000),
        "private_medium": Row(20, 500_000),
        "private_large": Row(20, 600_000),
        "truck_micro": Row(12, 500_000),
        "truck_light": Row(15, 600_000),
        "truck_heavy": Row(15, 700_000),
        "truck_hazardous": Row(10, 400_000),
        "three_wheel_or_single_cylinder": Row(9),
        "low_speed_multi_cylinder": Row(12, 300_000),
        "special_work_cargo": Row(15, 500_000),
        "special_work_no_cargo": Row(30, 500_000),
        "semi_trailer_container": Row(20),
        "semi_trailer_hazardous": Row(10),
        "semi_trailer_other": Row(15),
        "full_trailer": Row(10),
        "moto_right_three_wheel": Row(12, 100_000, floor=10),
        "moto_other": Row(13, 120_000, floor=11),
        "wheeled_special_machine": Row(None, 500_000),
        "private_small_registered_as_ride_hailing": Row(None, 600_000),
    }
)


def years_of(kind: ScrapType, *, province_years: int | None = None) -> int | None:
    """使用年限. A province may only shorten it, and only where the annex lets it; see ``below_floor``."""
    row = ROWS[kind]
    if row.years is None or row.floor is None or province_years is None:
        return row.years
    return min(row.years, province_years)


def below_floor(kind: ScrapType, *, province_years: int | None) -> int | None:
    """The floor that a province's years fall short of; nothing when they are allowed or do not matter."""
    floor = ROWS[kind].floor
    return floor if floor is not None and province_years is not None and province_years < floor else None


def guided(kind: ScrapType, *, mileage_km: int) -> bool:
    """引导报废里程已达"""
    guiding = ROWS[kind].guiding_km
    return guiding is not None and mileage_km >= guiding
