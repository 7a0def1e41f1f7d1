"""Rules about the product: whether the new vehicle is what its papers, its licence and the standards say."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule

MAY_2022 = date(2022, 5, 1)
CURE = "由制造厂、销售单位更正或者更换后重新申请"
CURE_EN = "Have the maker or seller put it right, then apply again"


@rule(
    "product.papers_match",
    REFUSE,
    "机动车登记规定#15(3)",
    since=MAY_2022,
    en="The papers do not belong to this vehicle",
    cure=CURE,
    cure_en=CURE_EN,
    declared=("papers_match_vehicle",),
)
def papers_match(case: CaseFacts) -> str | None:
    """证明、凭证与机动车不符的，不予注册登记。"""
    if case.says("papers_match_vehicle") == "no":
        return "提交的证明、凭证与机动车不符"
    return None


@rule(
    "product.licensed",
    REFUSE,
    "机动车登记规定#15(4)",
    since=MAY_2022,
    en="The vehicle was made or imported without a licence",
    cure=CURE,
    cure_en=CURE_EN,
    declared=("type_licensed",),
)
def licensed(case: CaseFacts) -> str | None:
    """未经主管部门许可生产或者进口的，不予注册登记。"""
    if case.says("type_licensed") == "no":
        return "机动车未经许可生产或者进口"
    return None


@rule(
    "product.matches_announcement",
    REFUSE,
    "机动车登记规定#15(5)",
    since=MAY_2022,
    en="Model or data differ from the national product list",
    cure=CURE,
    cure_en=CURE_EN,
    declared=("matches_announcement",),
)
def matches_announcement(case: CaseFacts) -> str | None:
    """型号或者技术参数与产品公告不符的，不予注册登记。"""
    if case.says("matches_announcement") == "no":
        return "机动车的型号或者有关技术参数与公告不符"
    return None


@rule(
    "product.meets_standard",
    REFUSE,
    "机动车登记规定#15(6)",
    since=MAY_2022,
    en="VIN or data do not meet the national safety standard",
    cure=CURE,
    cure_en=CURE_EN,
    declared=("meets_standard",),
)
def meets_standard(case: CaseFacts) -> str | None:
    """车辆识别代号或者技术参数不合国家安全技术标准的，不予注册登记。"""
    if case.says("meets_standard") == "no":
        return "车辆识别代号或者有关技术参数不符合国家安全技术标准"
    return None
