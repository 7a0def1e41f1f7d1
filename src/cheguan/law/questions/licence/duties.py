"""Duties of the holder: medical certificates and the review after a points cycle."""

from datetime import date
from typing import Any

from cheguan.law.inputs import Count
from cheguan.law.question import BadInput, MissingInput, question
from cheguan.law.questions.licence.kinds import ORDER, Held
from cheguan.law.rules import licence_medical
from cheguan.law.rules.licence_classes import LARGE_CLASSES, DrivingClass
from cheguan.law.rules.licence_downgrade import APRIL_2022


@question(
    "licence.medical_due",
    f"{ORDER}#74",
    f"{ORDER}#79(9)",
    since=APRIL_2022,
    en="Until when is a medical certificate owed after this points cycle?",
)
def medical_due(
    *,
    birth: date,
    cycle_end: date | None = None,
    first_licence: date | None = None,
    held: tuple[DrivingClass, ...] = (),
) -> dict[str, Any]:
    """满70周岁每个记分周期、残疾人专用车每三个记分周期，结束后三十日内提交身体条件证明；一年内未提交的注销。

    年龄按周期最后一日计算；没有这项义务的，两个日子都没有。不写周期的，是满70周岁后的第一次。
    """
    if cycle_end is None:
        if first_licence is None or "C5" in held:
            raise MissingInput("cycle_end")
        cycle_end = licence_medical.first_cycle_end_in_old_age(first_licence, birth=birth)
    if cycle_end < birth:
        raise BadInput("cycle_end", "早于出生日期 · before the day of birth")
    if first_licence is not None and cycle_end < first_licence:
        raise BadInput("cycle_end", "早于初次领证日期 · before the first licence")
    if "C5" in held and first_licence is None:
        raise MissingInput("first_licence")
    if not licence_medical.owes_medical(cycle_end, birth=birth, held=held, first_licence=first_licence):
        return {"required": False, "due": None, "cancel_after": None}
    due, cancelled = licence_medical.due_after(cycle_end), licence_medical.medical_cancels_after(cycle_end)
    return {"required": True, "due": due, "cancel_after": cancelled}


@question(
    "licence.review",
    f"{ORDER}#72",
    f"{ORDER}#73",
    since=APRIL_2022,
    en="Until when is the review owed after this points cycle, and how many hours of study?",
)
def review(
    *,
    held: Held,
    cycle_end: date | None = None,
    points_in_cycle: Count | None = None,
    fatal_accident: bool = False,
) -> dict[str, Any]:
    """大中型客货车在有记分的周期结束后三十日内审验，学习不少于三小时；没有记分的免。

    其他车型只在发生负同等以上责任的死亡事故后审验（``fatal_accident``），不看记分；免的不看周期。
    """
    if points_in_cycle is None and frozenset(held) & LARGE_CLASSES:
        raise MissingInput("points_in_cycle")
    found = licence_medical.review(held, points=points_in_cycle or 0, fatal_accident=fatal_accident)
    if not found.owed:
        return {"exempt": True, "due": None, "study_hours_min": found.hours}
    if cycle_end is None:
        raise MissingInput("cycle_end")
    return {"exempt": False, "due": licence_medical.due_after(cycle_end), "study_hours_min": found.hours}


@question("licence.medical_certificate", f"{ORDER}#85", since=APRIL_2022, en="Is the medical certificate still good?")
def medical_certificate(*, issued: date, used: date) -> dict[str, Any]:
    """身体条件证明自出具之日起六个月内有效。"""
    return {"valid": licence_medical.medical_is_fresh(issued, on=used)}
