"""Age: from when and until when a class may be asked for, what age ends, what extends it."""

from datetime import date
from typing import Any, Literal

from cheguan.law.citation import cite
from cheguan.law.dates import age_on
from cheguan.law.question import Answer, BadInput, question
from cheguan.law.questions.licence.kinds import ORDER, Ability, Held
from cheguan.law.rules import licence_age_limits as limits
from cheguan.law.rules import licence_downgrade as downgrade
from cheguan.law.rules.licence_classes import DrivingClass
from cheguan.law.rules.licence_downgrade import APRIL_2022, LAST_DAY_OF_60, ORDER_172

Mode = Literal["first", "add"]
AGE_EN = "May somebody of this age apply for the class?"
DOWNGRADE_EN = "Which classes has the holder's age ended, and what may be asked for instead?"
EXTENSION_EN = "May the classes that end at 63 be extended, and to what day?"


@question(
    "licence.age",
    f"{ORDER}@162#14(1)",
    f"{ORDER}@162#14(2)",
    f"{ORDER}#110",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=AGE_EN,
    dated_by="date",
)
def age_until_2024(
    *,
    class_: DrivingClass,
    birth: date,
    date: date,
    mode: Mode = "first",
    vocational_student: bool = False,
    three_ability_test: Ability = None,
) -> Answer:
    """各车型的申请年龄，上限60周岁（含本数）；无上限的车型，70周岁以上须通过能力测试。

    满60周岁不得驾驶的大中型客货车等，自满60周岁之日起不再核发。
    """
    return _eligible(
        class_, birth, on=date, ages=limits.UNTIL_2024, student=vocational_student, test=three_ability_test
    )


@question(
    "licence.age",
    f"{ORDER}@172#14(1)",
    f"{ORDER}@172#14(2)",
    f"{ORDER}#110",
    since=ORDER_172,
    en=AGE_EN,
    dated_by="date",
)
def age(
    *,
    class_: DrivingClass,
    birth: date,
    date: date,
    mode: Mode = "first",
    vocational_student: bool = False,
    three_ability_test: Ability = None,
) -> Answer:
    """各车型的申请年龄，上限63或者70周岁（含本数）；无上限的车型，70周岁以上须通过能力测试。

    满63周岁不得驾驶的大中型客货车等，自满63周岁之日起不再核发。
    """
    return _eligible(
        class_, birth, on=date, ages=limits.SINCE_2025, student=vocational_student, test=three_ability_test
    )


def _eligible(
    driving_class: DrivingClass, birth: date, *, on: date, ages: limits.AgeTable, student: bool, test: Ability
) -> Answer:
    years = _age(birth, on, field="date")
    allowed = limits.eligible(
        driving_class, years, ages=ages, vocational_student=student, ability_tested=test == "passed"
    )
    outcome = {"age": years, "eligible_by_age": allowed}
    if limits.at_conflict(driving_class, years, ages=ages):
        return Answer(outcome, (cite(f"{ORDER}#14(1)"), cite(f"{ORDER}#65")), grade="C")
    return Answer(outcome)


@question(
    "licence.age_downgrade",
    f"{ORDER}@162#65",
    f"{ORDER}@162#79(10)",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=DOWNGRADE_EN,
    dated_by="as_of",
)
def age_downgrade_until_2024(*, held: Held, birth: date, as_of: date, extension: date | None = None) -> dict[str, Any]:
    """满60周岁不得驾驶大中型客货车等，满70周岁不得驾驶低速、三轮、轻型牵引挂车、普通摩托车；三十日内换证。

    那时没有延长。
    """
    return _downgrade(held, birth, on=as_of, heavy_from=downgrade.HEAVY_AGE_UNTIL_2024, extension=None)


@question(
    "licence.age_downgrade",
    f"{ORDER}@172#65",
    f"{ORDER}@172#79(10)",
    since=ORDER_172,
    en=DOWNGRADE_EN,
    dated_by="as_of",
)
def age_downgrade(*, held: Held, birth: date, as_of: date, extension: date | None = None) -> dict[str, Any]:
    """满63周岁且未获延长的不得驾驶大中型客货车等，满70周岁的限制不变；三十日内换证。

    ``extension`` 是延长到的日子，当日仍可驾驶。
    """
    return _downgrade(held, birth, on=as_of, heavy_from=downgrade.HEAVY_AGE, extension=extension)


def _downgrade(held: Held, birth: date, *, on: date, heavy_from: int, extension: date | None) -> dict[str, Any]:
    years = _age(birth, on, field="as_of")
    gone = downgrade.ended(held, birth=birth, on=on, heavy_from=heavy_from, extended_until=extension)
    may_hold = downgrade.instead(held, gone=gone, age=years)
    outcome: dict[str, Any] = {"must_change": bool(gone), "may_hold": may_hold, "ended": gone}
    if gone:
        outcome |= {"days_to_act": downgrade.DAYS_TO_ACT, "licence_ends": not may_hold}
    return outcome


@question(
    "licence.age_extension",
    f"{ORDER}@162#65",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=EXTENSION_EN,
    dated_by="apply",
)
def age_extension_until_2024(
    *, held: Held, birth: date, apply: date, three_ability_test: Ability = None
) -> dict[str, Any]:
    """满60周岁的一律换证，没有延长。"""
    _age(birth, apply, field="apply")
    return {"allowed": False}


@question("licence.age_extension", f"{ORDER}@172#65", since=ORDER_172, en=EXTENSION_EN, dated_by="apply")
def age_extension(*, held: Held, birth: date, apply: date, three_ability_test: Ability = None) -> dict[str, Any]:
    """年满63周岁前一年内申请并通过能力测试的，原准驾车型可以延长，最长三年。"""
    _age(birth, apply, field="apply")
    if downgrade.may_extend(held, birth=birth, on=apply, ability_tested=three_ability_test == "passed"):
        return {"allowed": True, "extended_to_at_most": downgrade.latest_extension(birth)}
    return {"allowed": False}


def _age(birth: date, on: date, *, field: str) -> int:
    if on < birth:
        raise BadInput(field, "早于出生日期 · before the day of birth")
    return age_on(birth, on)
