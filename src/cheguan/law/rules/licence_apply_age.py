"""The age at which a class may be asked for, at the window: before and since Order 172."""

from collections.abc import Mapping
from datetime import date

from cheguan.law.dates import age_on
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules.licence_age_limits import SINCE_2025, UNTIL_2024, Ages, eligible
from cheguan.law.rules.licence_application import is_student, target

APRIL_2022 = date(2022, 4, 1)
LAST_DAY_OF_60 = date(2024, 12, 31)
ORDER_172 = date(2025, 1, 1)
AGE_EN = "The applicant's age does not allow this class, or the ability test is missing"
AGE_CURE = "申请年龄相符的准驾车型；年满70周岁的先通过三项能力测试"
AGE_CURE_EN = "Apply for a class that the age allows; from 70 pass the ability test first"


def _age_reason(case: CaseFacts, ages: Mapping[str, Ages], *, student: bool = False) -> str | None:
    birth, wanted = case.applicant.birth, target(case)
    if birth is None or wanted not in ages:
        return None
    age, tested = age_on(birth, case.on), case.says("ability_test") == "passed"
    if eligible(wanted, age, ages=ages, vocational_student=student, ability_tested=tested):
        return None
    return f"申请人{age}周岁，不符合{wanted}的年龄条件或者未通过三项能力测试"


@rule(
    "licence.age_to_apply",
    REFUSE,
    "机动车驾驶证申领和使用规定@162#14(1)",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=AGE_EN,
    cure=AGE_CURE,
    cure_en=AGE_CURE_EN,
    declared=("target_class", "ability_test"),
)
def age_to_apply_until_2024(case: CaseFacts) -> str | None:
    """各准驾车型的申请年龄，上限60周岁；年满70周岁的通过三项能力测试。"""
    return _age_reason(case, UNTIL_2024)


@rule(
    "licence.age_to_apply",
    REFUSE,
    "机动车驾驶证申领和使用规定@172#14(1)",
    since=ORDER_172,
    en=AGE_EN,
    cure=AGE_CURE,
    cure_en=AGE_CURE_EN,
    declared=("target_class", "ability_test"),
)
def age_to_apply(case: CaseFacts) -> str | None:
    """各准驾车型的申请年龄，上限63周岁，三轮、二轮摩托和轻型牵引挂车70周岁；年满70周岁的通过三项能力测试。"""
    return _age_reason(case, SINCE_2025)


@rule(
    "licence.age_to_add",
    REFUSE,
    "机动车驾驶证申领和使用规定@162#14(1)",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=AGE_EN,
    cure=AGE_CURE,
    cure_en=AGE_CURE_EN,
    declared=("target_class", "ability_test", "vocational_student"),
)
def age_to_add_until_2024(case: CaseFacts) -> str | None:
    """增加准驾车型的年龄，上限60周岁；全日制驾驶职业教育学生申请大型客车、重型牵引挂车的19周岁起。"""
    return _age_reason(case, UNTIL_2024, student=is_student(case))


@rule(
    "licence.age_to_add",
    REFUSE,
    "机动车驾驶证申领和使用规定@172#14(1)",
    since=ORDER_172,
    en=AGE_EN,
    cure=AGE_CURE,
    cure_en=AGE_CURE_EN,
    declared=("target_class", "ability_test", "vocational_student"),
)
def age_to_add(case: CaseFacts) -> str | None:
    """增加准驾车型的年龄，上限63周岁；全日制驾驶职业教育学生申请大型客车、重型牵引挂车的19周岁起。"""
    return _age_reason(case, SINCE_2025, student=is_student(case))
