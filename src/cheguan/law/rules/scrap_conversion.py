"""Years of use after a change of use (改变使用性质): which limit stays, and the formula for a private car."""

from math import ceil

from cheguan.law.rules.scrap_rows import RIDE_HAILING, ROWS, ScrapType

CAP_YEARS = 15
FORMULA_YEARS = 17

PRIVATE = frozenset[ScrapType]({"private_small", "private_medium", "private_large"})
COMMERCIAL = frozenset[ScrapType](
    {
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
        RIDE_HAILING,
    }
)
TRUCKS = frozenset[ScrapType]({"truck_micro", "truck_light", "truck_heavy", "truck_hazardous"})
SEMI_TRAILERS = frozenset[ScrapType]({"semi_trailer_container", "semi_trailer_hazardous", "semi_trailer_other"})


class NoSuchChange(Exception):
    """The standard knows no such change of use."""


def by_formula(before: ScrapType, after: ScrapType) -> bool:
    """小微型非营运载客汽车、大型非营运轿车转为营运：按附件1折算"""
    return before == "private_small" and after in COMMERCIAL and after != RIDE_HAILING


def limit_after(before: ScrapType, after: ScrapType) -> int | None:
    """Years where no formula applies; nothing when only the mileage of ride-hailing binds. ``NoSuchChange``."""
    pair = {before, after}
    hazardous = pair & {"truck_hazardous", "semi_trailer_hazardous"}
    if before == after:
        raise NoSuchChange
    if pair <= PRIVATE | COMMERCIAL and pair & COMMERCIAL:
        limits = [years for kind in pair & COMMERCIAL if (years := ROWS[kind].years) is not None]
        return min(limits, default=None)
    if hazardous and (pair <= TRUCKS or pair <= SEMI_TRAILERS):
        return ROWS[hazardous.pop()].years
    raise NoSuchChange


def total_years(after: ScrapType, *, years_used: float) -> int:
    """累计使用年限 by annex 1: used years count as whole ones, the result is cut to whole years and capped."""
    limit = ROWS[after].years
    if limit is None:
        raise NoSuchChange
    used = ceil(years_used)
    return min(CAP_YEARS, (FORMULA_YEARS * used + (FORMULA_YEARS - used) * limit) // FORMULA_YEARS)


def cap_passed(*, years_used: float) -> bool:
    """The cap was reached before the change: there is nothing left to convert."""
    return ceil(years_used) >= CAP_YEARS
