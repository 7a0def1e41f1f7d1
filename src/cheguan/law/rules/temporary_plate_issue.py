"""Issuing a temporary plate (核发临时行驶车号牌): the counts of article 47, the insurance, the day on which it ends."""

from datetime import date

from cheguan.law import workdays
from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, rule
from cheguan.law.rules import temporary_plates
from cheguan.law.rules.insurance import insurance_ended
from cheguan.law.rules.temporary_plates import TemporaryCase

MAY_2022 = date(2022, 5, 1)
WORKDAYS_AFTER_PLATES = 3
# 试验用、超限用的号牌另有字样；号码的排法未见原文，依据等级 C。
SIGNS = {"research_or_type_test": "试", "connected_vehicle_test": "试", "oversize_special_vehicle": "超"}
ORDINARY_SIGN, ENTRY_SIGN = "临", "境"
SERIALS = 100_000


class SeriesExhausted(Exception):
    """The series has no number left."""


def sign_of(purpose: str) -> str:
    """The sign at the end of the number, which names the series."""
    return ENTRY_SIGN if purpose == "temporary_entry" else SIGNS.get(purpose, ORDINARY_SIGN)


def number(prefix: str, purpose: str, serial: int) -> str:
    """桂E00042临：office prefix, five digits of the series, its sign. ``serial`` counts from one."""
    if not 0 < serial < SERIALS:
        raise SeriesExhausted(f"{prefix}{sign_of(purpose)} {serial}")
    return f"{prefix}{serial:05d}{sign_of(purpose)}"


def usable_until(valid_until: date, *, plates_received_on: date | None) -> date:
    """收到号牌之日起三日后作废：three working days after the real plates, if that comes first."""
    if plates_received_on is None:
        return valid_until
    return min(valid_until, workdays.add_workdays(plates_received_on, WORKDAYS_AFTER_PLATES))


@predicate("unsold", declared=("temporary_ground",), zh="机动车未销售", en="the vehicle is unsold")
def unsold(case: CaseFacts) -> bool:
    return case.says("temporary_ground") == "unsold"


@rule(
    "temporary_plate.three_times",
    REFUSE,
    "机动车登记规定#47",
    since=MAY_2022,
    en="Temporary plates were issued three times already",
    cure="办理注册登记",
    cure_en="Register the vehicle",
)
def three_times(case: CaseFacts) -> str | None:
    """未销售或者取得后尚未注册登记的，核发临时行驶车号牌不得超过三次。"""
    return _used_up("bought_not_registered", case.the_vehicle.temporary_before_registration)


@rule(
    "temporary_plate.once_for_export",
    REFUSE,
    "机动车登记规定#47",
    since=MAY_2022,
    en="A temporary plate for the export was issued already",
    cure="在已核发的有效期内出口",
    cure_en="Export the vehicle while the issued plate is valid",
)
def once_for_export(case: CaseFacts) -> str | None:
    """新车出口销售的，核发一次临时行驶车号牌。"""
    return _used_up("new_vehicle_export", case.the_vehicle.temporary_for_export)


def _used_up(purpose: TemporaryCase, issued: int) -> str | None:
    return None if temporary_plates.may_issue(purpose, issued_before=issued) else f"已核发{issued}次临时行驶车号牌"


@rule(
    "temporary_plate.insured",
    SUPPLEMENT,
    "机动车登记规定#47(2)",
    since=MAY_2022,
    en="The compulsory insurance has ended",
    cure="续保交强险后申请",
    cure_en="Renew the compulsory insurance",
    declared=("insurance_until",),
)
def insured(case: CaseFacts) -> str | None:
    """有效期不得超过交强险有效期；交强险已经到期的没有可核发的期限。"""
    return insurance_ended(case)


@rule(
    "temporary_plate.plates_awaited",
    REFUSE,
    "机动车登记规定#47",
    "机动车登记规定#51",
    since=MAY_2022,
    en="No plates of this vehicle are being made",
    cure="先申请补领、换领号牌",
    cure_en="Apply for new plates first",
)
def plates_awaited(case: CaseFacts) -> str | None:
    """号牌尚在制作、补换发期间的，才核发不超过十五日的临时行驶车号牌。"""
    return None if case.the_vehicle.plates_awaited else "没有正在制作的号牌"
