"""Rules of swapping the numbers of two vehicles (号牌号码互换)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from cheguan.law.facts import CaseFacts, VehicleFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, WAIT, rule
from cheguan.law.rules import inspection, kinds, plate_numbers, scrapping

MAY_2022 = date(2022, 5, 1)
IN_ORDER: Mapping[str, Any] = MappingProxyType(
    {
        "same_owner": True,
        "same_office": True,
        "same_kind": True,
        "non_commercial": (True, True),
        "last_swap_days": None,
    }
)
WORDS = {
    "same_owner": "两车不属于同一机动车所有人",
    "same_office": "两车不在同一车辆管理所登记",
    "same_kind": "两车号牌种类不同",
    "non_commercial": "有一车属于营运机动车",
    "last_swap_days": "一年内已经互换过号牌号码",
}


@rule(
    "swap.other_vehicle",
    SUPPLEMENT,
    "机动车登记规定#20",
    since=MAY_2022,
    en="No vehicle of this kind bears the other number",
    cure="填写另一辆车现在的号牌号码",
    cure_en="State the number that the other vehicle bears now",
    declared=("other_plate",),
)
def other_vehicle(case: CaseFacts) -> str | None:
    """互换须有另一辆已注册登记的机动车。"""
    if case.says("other_plate") and case.other is None:
        return f"没有使用号牌号码{case.says('other_plate')}的机动车"
    return None


@rule(
    "swap.conditions",
    REFUSE,
    "机动车登记规定#20",
    since=MAY_2022,
    en="The two vehicles may not swap numbers: one owner, one office, one kind of plate, not commercial, once a year",
    cure="符合条件后申请；一年内互换过的，满一年后申请",
    cure_en="Apply when the conditions are met; a year after the last swap",
)
def conditions(case: CaseFacts) -> str | None:
    """同一所有人、同一车辆管理所、号牌种类相同、均为非营运的两车可以互换，同一机动车一年内一次。"""
    if case.other is None:
        return None
    given = _given(case, case.the_vehicle, case.other)
    wrong = [WORDS[name] for name, value in given.items() if not plate_numbers.may_swap(**{**IN_ORDER, name: value})]
    return "；".join(wrong) or None


def _given(case: CaseFacts, one: VehicleFacts, other: VehicleFacts) -> dict[str, Any]:
    swapped = [day for day in (one.numbers_swapped_on, other.numbers_swapped_on) if day is not None]
    return {
        "same_owner": one.held_by_applicant and other.held_by_applicant,
        "same_office": one.office == other.office == case.office,
        "same_kind": one.plate_kind == other.plate_kind,
        "non_commercial": tuple(each.use not in kinds.COMMERCIAL for each in (one, other)),
        "last_swap_days": (case.on - max(swapped)).days if swapped else None,
    }


@rule(
    "swap.other_settled",
    WAIT,
    "机动车登记规定#20",
    since=MAY_2022,
    en="Violations or accidents of the other vehicle are not settled",
    cure="先处理完涉及另一辆车的交通违法行为和交通事故",
    cure_en="Settle the other vehicle's violations and accidents first",
)
def other_settled(case: CaseFacts) -> str | None:
    """两辆车的违法和事故都应当处理完毕。"""
    other = case.other
    if other is None:
        return None
    if other.open_violations or other.open_accidents or other.statuses & {"G", "I"}:
        return "涉及另一辆车的交通违法行为或者交通事故尚未处理完毕"
    return None


@rule(
    "swap.other_free",
    REFUSE,
    "机动车登记规定#21",
    "机动车登记规定#15(7)",
    "机动车登记规定#15(8)",
    "机动车登记规定#15(9)",
    since=MAY_2022,
    en="The other vehicle is stolen, seized, or due for scrapping",
    cure="另一辆车解除该情形后办理",
    cure_en="Apply when the other vehicle is free of it",
)
def other_free(case: CaseFacts) -> str | None:
    """另一辆车被盗抢骗、被查封扣押或者达到强制报废标准的，不予变更登记。"""
    other = case.other
    if other is None:
        return None
    if other.reported_stolen or other.seized or _due_for_scrapping(other, on=case.on):
        return "另一辆车被盗抢骗、被查封扣押或者达到强制报废标准"
    return None


def _due_for_scrapping(vehicle: VehicleFacts, *, on: date) -> bool:
    end = scrapping.end_of_use(vehicle)
    return (end is not None and on >= end) or inspection.three_cycles_missed(vehicle, on=on)
