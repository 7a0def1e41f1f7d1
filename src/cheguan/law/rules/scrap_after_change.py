"""使用性质改变之后的使用年限届满日，由登记簿保存。"""

from dataclasses import replace
from datetime import date
from typing import cast

from cheguan.law.dates import add_years
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import scrapping
from cheguan.law.rules.scrap_conversion import NoSuchChange, by_formula, limit_after, total_years
from cheguan.law.rules.scrap_rows import ScrapType

DAYS_OF_A_YEAR = 365.25


def end_after(vehicle: VehicleFacts, *, use: str, changed_on: date) -> date | None:
    """The new end of use; nothing when the change leaves the reckoning by type and dates as it is, or has none."""
    before = vehicle.scrap_type or scrapping.type_of(vehicle)
    after = scrapping.type_of(replace(vehicle, use=use, scrap_on=None, scrap_type=None))
    start = scrapping.start_of_use(registered_on=vehicle.registered_on, factory_on=vehicle.factory_on)
    if before is None or after is None or before == after or start is None:
        return vehicle.scrap_on
    old, new = cast(ScrapType, before), cast(ScrapType, after)
    if by_formula(old, new):
        return add_years(start, total_years(new, years_used=(changed_on - start).days / DAYS_OF_A_YEAR))
    try:
        years = limit_after(old, new)
    except NoSuchChange:
        return None
    end = None if years is None else add_years(start, years)
    return min((day for day in (end, vehicle.scrap_on) if day is not None), default=None)
