"""Rules of the transfer (转让登记)."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds, scrapping

MAY_2022 = date(2022, 5, 1)


@rule(
    "transfer.matches_file",
    REFUSE,
    "机动车登记规定#29(1)",
    since=MAY_2022,
    en="The vehicle does not agree with its file",
    cure="恢复原状，或者先办理变更登记、备案",
    cure_en="Restore the vehicle, or register the change first",
    declared=("matches_file",),
)
def matches_file(case: CaseFacts) -> str | None:
    """车辆与档案记载不一致的，不予转让登记。"""
    if case.says("matches_file") == "no":
        return "机动车与该车档案记载内容不一致"
    return None


@rule(
    "transfer.customs_released",
    REFUSE,
    "机动车登记规定#29(2)",
    since=MAY_2022,
    en="The vehicle is under customs supervision, not released, and the transfer not approved",
    cure="由海关解除监管或者批准转让后办理",
    cure_en="Have the customs release the vehicle or approve the transfer",
    declared=("customs_release",),
)
def customs_released(case: CaseFacts) -> str | None:
    """海关监管车辆未解除监管、也未批准转让的，不予转让登记。"""
    if kinds.under_customs(case.the_vehicle) and case.says("customs_release") == "no":
        return "机动车属于海关监管，海关未解除监管或者批准转让"
    return None


@rule(
    "transfer.not_in_last_year",
    REFUSE,
    "机动车登记规定#29(3)",
    "机动车强制报废标准规定#6",
    since=MAY_2022,
    en="One year or less is left before compulsory scrapping",
    cure="到期办理报废注销登记",
    cure_en="Have the vehicle scrapped when its time ends",
)
def not_in_last_year(case: CaseFacts) -> str | None:
    """距使用年限一年以内（含一年）的，不予转让登记。"""
    end = scrapping.end_of_use(case.the_vehicle)
    if end is not None and scrapping.in_last_year(end, on=case.on):
        return f"距强制报废使用年限（{end.isoformat()}）一年以内"
    return None
