"""Matters that an authority or another unit starts, not a private person."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds

MAY_2022 = date(2022, 5, 1)
ENDED = frozenset("BEM")


@rule(
    "applicant.is_unit",
    REFUSE,
    "机动车登记规定#40",
    since=MAY_2022,
    en="This matter is brought by an authority or a unit, not by a private person",
    cure="由有权机关（单位）提出",
    cure_en="Let the competent authority or unit bring it",
)
def is_unit(case: CaseFacts) -> str | None:
    """依职权办理的事项由有关机关提出，测试号牌由测试单位申领，个人不能申请。"""
    return "本业务由有关机关（单位）提出，个人不能申请" if case.applicant.kind == "person" else None


@rule(
    "hold.in_place",
    REFUSE,
    "机动车登记规定#15(8)",
    since=MAY_2022,
    grade="U",
    en="There is no such restriction on record",
    cure="核对限制的种类",
    cure_en="Check which restriction is meant",
    declared=("hold_kind",),
)
def hold_in_place(case: CaseFacts) -> str | None:
    """没有登记这种限制的，无从解除。"""
    return None if case.says("hold_kind") in case.the_vehicle.holds else "登记簿上没有这种限制"


@rule(
    "theft.on_record",
    REFUSE,
    "机动车登记规定#76",
    since=MAY_2022,
    en="The vehicle is not on record as stolen",
    cure="核对车辆",
    cure_en="Check which vehicle is meant",
)
def theft_on_record(case: CaseFacts) -> str | None:
    """发还后恢复办理，以有被盗抢骗记录为前提。"""
    return None if case.the_vehicle.reported_stolen else "登记簿上没有被盗抢骗记录"


@rule(
    "customs.supervised",
    REFUSE,
    "机动车登记规定#29(2)",
    since=MAY_2022,
    en="The vehicle is not under customs supervision",
    cure="核对车辆",
    cure_en="Check which vehicle is meant",
)
def customs_supervised(case: CaseFacts) -> str | None:
    """只有海关监管车辆才有监管可以解除。"""
    return None if kinds.under_customs(case.the_vehicle) else "机动车不在海关监管之下"


@rule(
    "restoration.was_ended",
    REFUSE,
    "机动车登记规定#5",
    since=MAY_2022,
    grade="U",
    en="The registration was neither cancelled nor moved out",
    cure="无须恢复",
    cure_en="There is nothing to restore",
)
def was_ended(case: CaseFacts) -> str | None:
    """只有已注销或者已转出的登记才能恢复。"""
    return None if case.the_vehicle.statuses & ENDED else "机动车登记没有注销，也没有转出"
