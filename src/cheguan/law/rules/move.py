"""Rules of moving out and in (迁出、转入)."""

from datetime import date, timedelta

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds

MAY_2022 = date(2022, 5, 1)
ARRIVE_WITHIN = timedelta(days=30)


def arrive_by(sent_on: date) -> date:
    """转入的最后一日：thirty days after the file was sent, the day itself not counted."""
    return sent_on + ARRIVE_WITHIN


@rule(
    "move.out_of_here",
    REFUSE,
    "机动车登记规定#18",
    since=MAY_2022,
    en="Small and micro passenger cars and motorcycles apply at the new office directly",
    cure="直接向转入地车辆管理所申请，档案由系统转递",
    cure_en="Apply at the new office; the file is sent by network",
)
def out_of_here(case: CaseFacts) -> str | None:
    """小型、微型载客汽车和摩托车不办理迁出，直接向转入地申请。"""
    if kinds.moves_directly(case.the_vehicle):
        return "小型、微型载客汽车和摩托车直接向转入地车辆管理所申请，不办理迁出"
    return None


@rule(
    "move.directly_here",
    REFUSE,
    "机动车登记规定#18",
    "机动车登记规定#27",
    since=MAY_2022,
    en="Only small and micro passenger cars and motorcycles apply at the new office directly",
    cure="先向原登记地车辆管理所申请迁出或者转让登记",
    cure_en="Apply at the former office first",
)
def directly_here(case: CaseFacts) -> str | None:
    """直接向转入地申请的，只有小型、微型载客汽车和摩托车。"""
    if not kinds.moves_directly(case.the_vehicle):
        return "不属于小型、微型载客汽车或者摩托车，应当先向原登记地申请"
    return None
