"""Classes that end with age: 60 until Order 172, 63 since; 70 for the light ones."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules.licence_downgrade import (
    APRIL_2022,
    HEAVY_AGE,
    HEAVY_AGE_UNTIL_2024,
    LAST_DAY_OF_60,
    ORDER_172,
    ended,
)

EN = "Some classes held have ended with the holder's age; the licence must first be changed for that"
CURE = "先办理达到规定年龄换证，换领准予驾驶的车型"
CURE_EN = "First change the licence for the classes still allowed at this age"


def heavy_age(on: date) -> int:
    return HEAVY_AGE_UNTIL_2024 if on < ORDER_172 else HEAVY_AGE


def ended_classes(case: CaseFacts, *, heavy_from: int) -> tuple[str, ...]:
    """The classes held that the holder's age no longer allows; none while the day of birth is not known."""
    birth, licence = case.applicant.birth, case.the_licence
    if birth is None:
        return ()
    until = licence.age_extension_until
    return ended(licence.classes, birth=birth, on=case.on, heavy_from=heavy_from, extended_until=until)


def _reason(case: CaseFacts, *, heavy_from: int) -> str | None:
    gone = ended_classes(case, heavy_from=heavy_from)
    return f"已达规定年龄，不得继续驾驶{'、'.join(gone)}，应当先降低准驾车型" if gone else None


@rule(
    "licence.age_allows",
    REFUSE,
    "机动车驾驶证申领和使用规定@162#65",
    since=APRIL_2022,
    until=LAST_DAY_OF_60,
    en=EN,
    cure=CURE,
    cure_en=CURE_EN,
)
def age_allows_until_2024(case: CaseFacts) -> str | None:
    """满60周岁不得驾驶大中型客货车等，满70周岁不得驾驶三轮、摩托等，先换证。"""
    return _reason(case, heavy_from=HEAVY_AGE_UNTIL_2024)


@rule(
    "licence.age_allows",
    REFUSE,
    "机动车驾驶证申领和使用规定@172#65",
    since=ORDER_172,
    en=EN,
    cure=CURE,
    cure_en=CURE_EN,
)
def age_allows(case: CaseFacts) -> str | None:
    """满63周岁（未获延期）不得驾驶大中型客货车等，满70周岁不得驾驶三轮、摩托等，先换证。"""
    return _reason(case, heavy_from=HEAVY_AGE)
