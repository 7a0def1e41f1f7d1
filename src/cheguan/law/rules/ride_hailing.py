"""A small car in ride-hailing (预约出租客运): the mileage that scraps it, the years after which it must leave."""

from cheguan.law.rules.scrap_rows import ROWS, ScrapType

SCRAP_KM = 600_000
YEARS = 8


def scrapped(*, mileage_km: int) -> bool:
    """行驶里程达到六十万公里的强制报废"""
    return mileage_km >= SCRAP_KM


def must_leave(*, years_used: int, mileage_km: int) -> bool:
    """Whether it may not stay in ride-hailing: by years it leaves, by mileage it ends."""
    return years_used >= YEARS or scrapped(mileage_km=mileage_km)


def own_limit_reached(kind: ScrapType, *, years_used: int) -> bool:
    """A car of another commercial use keeps its own years as well: the earlier of the two ends it."""
    years = ROWS[kind].years
    return years is not None and years_used >= years
