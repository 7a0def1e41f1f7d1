"""Registration certificate and corrections (登记证书补换领、登记事项更正)."""

from datetime import date

from cheguan.law import codes, practice
from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, rule

MAY_2022 = date(2022, 5, 1)
VERIFIED = "title.vehicle_verified"
COLOURS, MOST_SEATS = 3, 1000
LONGEST = {"engine_no": 30, "brand": 40, "model": 40}
LONGEST_OTHER = 200


@predicate("title_unverified", zh="网上申请，或者本所不查验车辆", en="online, or where the office does not verify")
def title_unverified(case: CaseFacts) -> bool:
    """申领、补领登记证书不查验车辆：规定没有写，由本所的惯例开关决定；网上申请的无从查验。"""
    return case.channel == "online" or not practice.switches()[VERIFIED]


@rule(
    VERIFIED,
    REFUSE,
    "机动车登记工作规范#42",
    since=MAY_2022,
    grade="C",
    en="The vehicle does not agree with its file",
    cure="恢复原状，或者先办理变更登记、备案",
    cure_en="Restore the vehicle, or register the change first",
    declared=("matches_file",),
)
def vehicle_verified(case: CaseFacts) -> str | None:
    """申领、补领登记证书时查验车辆；与档案不一致的不发证书。"""
    return "机动车与该车档案记载内容不一致" if case.says("matches_file") == "no" else None


@rule(
    "title.never_issued",
    REFUSE,
    "机动车登记工作规范#42",
    since=MAY_2022,
    grade="C",
    en="A registration certificate was issued before",
    cure="申请补领或者换领登记证书",
    cure_en="Apply for its reissue or exchange",
)
def never_issued(case: CaseFacts) -> str | None:
    """申领只适用于从未核发过登记证书的机动车。"""
    return "已核发过机动车登记证书" if case.the_vehicle.title_issued else None


@rule(
    "correction.is_error",
    REFUSE,
    "机动车登记规定#53",
    since=MAY_2022,
    en="The register is not wrong",
    cure="实际情况变化的，申请变更登记或者备案",
    cure_en="If the facts have changed, apply for a change",
    declared=("register_wrong",),
)
def is_error(case: CaseFacts) -> str | None:
    """确属登记错误的才予更正。"""
    return "经核对，登记内容没有错误" if case.says("register_wrong") == "no" else None


@rule(
    "correction.value_known",
    SUPPLEMENT,
    "机动车登记规定#53",
    since=MAY_2022,
    en="The right value cannot be an entry of this kind",
    cure="颜色、使用性质填代码，人数填数字",
    cure_en="Write a code for colour and use, a number for the seats",
    declared=("corrected_item", "corrected_to"),
)
def value_known(case: CaseFacts) -> str | None:
    """颜色（至多三个字母）和使用性质用代码表上的代码，核定载人数用数字。"""
    value = case.says("corrected_to")
    return None if _fits(case.says("corrected_item"), value) else f"“{value}”不能作为该项登记内容"


def _fits(item: str, value: str) -> bool:
    if item == "colour":
        return 0 < len(value) <= COLOURS and all(codes.known("colour", letter) for letter in value)
    if item == "use":
        return codes.known("use", value)
    if item == "seats":
        return value.isascii() and value.isdecimal() and int(value) < MOST_SEATS
    return len(value) <= LONGEST.get(item, LONGEST_OTHER)
