"""Rules of the transfer (转让登记)."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds, scrapping

MAY_2022 = date(2022, 5, 1)


@predicate("title_obtained", declared=("title_not_obtained",), zh="取得了登记证书", en="the certificate was obtained")
def title_obtained(case: CaseFacts) -> bool:
    return case.says("title_not_obtained") != "yes"


@predicate("licence_obtained", declared=("licence_not_obtained",), zh="取得了行驶证", en="the licence was obtained")
def licence_obtained(case: CaseFacts) -> bool:
    return case.says("licence_not_obtained") != "yes"


@predicate(
    "papers_not_obtained",
    declared=("title_not_obtained", "licence_not_obtained", "plates_not_obtained"),
    zh="未取得登记证书、号牌或者行驶证",
    en="certificate, plates or licence were not obtained",
)
def papers_not_obtained(case: CaseFacts) -> bool:
    plates = case.says("plates_not_obtained") != "yes"
    return not (title_obtained(case) and licence_obtained(case) and plates)


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
    """海关监管车辆未解除监管、也未批准转让的，不予办理。"""
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
    """距使用年限届满一年以内（含一年）的，不予办理。"""
    end = scrapping.end_of_use(case.the_vehicle)
    if end is not None and scrapping.in_last_year(end, on=case.on):
        return f"距强制报废使用年限（{end.isoformat()}）一年以内"
    return None


@rule(
    "transfer.export_firm",
    REFUSE,
    "机动车登记规定#28",
    "机动车登记规定#91",
    since=MAY_2022,
    en="The buyer is not a recognised exporter of used cars",
    cure="由商务主管部门确定的二手车出口企业申请",
    cure_en="Let a firm apply that the commerce authority has recognised",
    declared=("export_firm",),
)
def export_firm(case: CaseFacts) -> str | None:
    """二手车出口企业由商务主管部门确定。"""
    if case.says("export_firm") == "no" or case.applicant.kind == "person":
        return "申请人不是商务主管部门确定的二手车出口企业"
    return None
