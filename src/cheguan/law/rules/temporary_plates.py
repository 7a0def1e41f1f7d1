"""Temporary plates (临时行驶车号牌): in which case how long, how often, and until which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from cheguan.law.citation import Citation, cite
from cheguan.law.dates import add_months

TemporaryCase = Literal[
    "bought_not_registered",
    "new_vehicle_export",
    "research_or_type_test",
    "oversize_special_vehicle",
    "waiting_for_plate",
    "transfer_out",
    "used_car_export",
    "connected_vehicle_test",
]


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most so many calendar days or months, so many times in all; ``fixed``: the length is the law's, not asked."""

    basis: Citation
    days: int | None = None
    months: int | None = None
    times: int | None = None
    fixed: bool = False


ALLOWANCES: Mapping[str, Allowance] = MappingProxyType(
    {
        "bought_not_registered": Allowance(cite("机动车登记规定#47"), days=30, times=3),
        "new_vehicle_export": Allowance(cite("机动车登记规定#47"), days=30, times=1),
        "research_or_type_test": Allowance(cite("机动车登记规定#47"), months=6),
        "oversize_special_vehicle": Allowance(cite("机动车登记规定#47"), days=90),
        "waiting_for_plate": Allowance(cite("机动车登记规定#47"), days=15),
        "transfer_out": Allowance(cite("机动车登记规定#27"), days=30, fixed=True),
        "used_car_export": Allowance(cite("机动车登记规定#28"), days=60),
        "connected_vehicle_test": Allowance(cite("机动车登记规定#48"), months=6),
    }
)


def may_issue(case: TemporaryCase, *, issued_before: int) -> bool:
    times = ALLOWANCES[case].times
    return times is None or issued_before < times


def last_day(case: TemporaryCase, *, issued_on: date) -> date:
    """The longest that the case allows; the day of issue is not counted, which no text says outright."""
    allowed = ALLOWANCES[case]
    if allowed.months is not None:
        return add_months(issued_on, allowed.months)
    return issued_on + timedelta(days=allowed.days or 0)


def valid_until(
    case: TemporaryCase, *, issued_on: date, insurance_end: date | None = None, requested_days: int | None = None
) -> date:
    """有效期止：at most what the case allows, never beyond the compulsory insurance, no longer than was asked for."""
    days = [last_day(case, issued_on=issued_on)]
    if insurance_end is not None:
        days.append(insurance_end)
    if requested_days is not None and not ALLOWANCES[case].fixed and requested_days < (days[0] - issued_on).days:
        days.append(issued_on + timedelta(days=requested_days))
    return min(days)
