"""满分学习与学法减分 at the window."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, rule
from cheguan.law.rules.licence_classes import LARGE_CLASSES
from cheguan.law.rules.points import FULL_MARK, Bar, Study, taken_off
from cheguan.law.rules.points_education import ATTENDED, FIELD, ROAD, SUBJECT_1, Holder, exams, study_days

APRIL_2022 = date(2022, 4, 1)
EDUCATIONS = 2
PASSED = {SUBJECT_1: ("subject_1_on", "科目一"), FIELD: ("subject_2_on", "科目二"), ROAD: ("road_on", "道路驾驶技能")}
HELD = frozenset("DU")
OVERDUE = "S"


def holder_of(case: CaseFacts) -> Holder:
    return "A_or_B" if case.the_licence.classes & LARGE_CLASSES else "other"


def education(case: CaseFacts) -> int:
    """Which full-mark education of the running cycle this is."""
    return case.the_licence.full_marks_now + 1


@rule(
    "points.full_mark_reached",
    REFUSE,
    "道路交通安全违法行为记分管理办法#17",
    since=APRIL_2022,
    en="Fewer than twelve points stand",
    cure="未记满12分的，可以申请学法减分",
    cure_en="With fewer than twelve points, take points off by study",
)
def full_mark_reached(case: CaseFacts) -> str | None:
    """一个记分周期内累积记分满12分的，参加满分学习、考试。"""
    points = case.the_licence.points_now
    return None if points >= FULL_MARK else f"现有记分{points}分，未满12分"


@rule(
    "points.study_done",
    WAIT,
    "道路交通安全违法行为记分管理办法#18",
    since=APRIL_2022,
    en="The days of study are not complete",
    cure="按规定的天数参加学习",
    cure_en="Complete the days of study",
    declared=("study_days",),
)
def study_done(case: CaseFacts) -> str | None:
    """学习七日（大中型客货车驾驶人三十日），每增加一次或者每增加12分增加七日（三十日），最多六十日（一百二十日）。"""
    licence = case.the_licence
    needed = study_days(holder_of(case), points=licence.points_now, number=education(case))
    done = case.number("study_days") or 0
    return f"应当学习{needed}日，已学习{done}日" if done < needed else None


@rule(
    "points.study_attended",
    WAIT,
    "道路交通安全违法行为记分管理办法#19",
    since=APRIL_2022,
    en="Too few of the days of study were on site or online",
    cure="补足现场学习、网络学习的天数，其余可以自主学习",
    cure_en="Complete the days on site and online; the others may be studied alone",
    declared=("class_days", "site_days"),
)
def study_attended(case: CaseFacts) -> str | None:
    """现场、网络学习累计不少于五日，其中现场不少于二日；大中型客货车驾驶人不少于十日、五日。"""
    together, on_site = ATTENDED[holder_of(case)]
    if (case.number("class_days") or 0) >= together and (case.number("site_days") or 0) >= on_site:
        return None
    return f"现场学习、网络学习累计不少于{together}日，其中现场学习不少于{on_site}日"


@rule(
    "points.exams_passed",
    WAIT,
    "道路交通安全违法行为记分管理办法#21",
    "道路交通安全违法行为记分管理办法#22",
    since=APRIL_2022,
    en="The examinations after the full-mark education are not all passed",
    cure="参加考试并合格，不合格的十日后重新预约",
    cure_en="Take and pass them; after a failure book again in ten days",
    declared=("subject_1_on", "subject_2_on", "road_on"),
)
def exams_passed(case: CaseFacts) -> str | None:
    """学习后考试科目一；第二次或者满24分的加考道路，第三次或者满36分的再加考场地。"""
    wanted = exams(points=case.the_licence.points_now, number=education(case))
    names = [PASSED[each][1] for each in wanted if (day := case.day(PASSED[each][0])) is None or day > case.on]
    return f"{'、'.join(names)}尚未合格" if names else None


@rule(
    "points.fines_paid",
    WAIT,
    "道路交通安全违法行为记分管理办法#23",
    since=APRIL_2022,
    en="Fines are not paid",
    cure="缴清罚款",
    cure_en="Pay the fines",
    declared=("fines_paid",),
)
def fines_paid(case: CaseFacts) -> str | None:
    """考试合格且罚款缴清的，清除记分，发还驾驶证。"""
    if case.says("fines_paid", otherwise="yes") == "no" or case.the_licence.open_violations:
        return "罚款尚未缴清"
    return None


def _bars(case: CaseFacts) -> Iterator[Bar]:
    licence, stated = case.the_licence, case.says("reduction_bar", otherwise="none")
    if stated != "none":
        yield cast("Bar", stated)
    if licence.full_marks >= EDUCATIONS:
        yield "two_educations"
    if OVERDUE in licence.statuses:
        yield "review_overdue"
    if licence.statuses & HELD:
        yield "licence_held"


def reduction(case: CaseFacts) -> int:
    """How many points the stated study takes off; none when it is not accepted."""
    licence = case.the_licence
    if not case.says("study_kind"):
        return 0
    return taken_off(
        licence.points_now,
        cast("Study", case.says("study_kind")),
        already=licence.reduced,
        all_processed=not licence.open_violations,
        in_probation=any(case.on <= until for until in licence.probation_until.values()),
        bars=tuple(_bars(case)),
    )


@rule(
    "points.reducible",
    REFUSE,
    "道路交通安全违法行为记分管理办法#25",
    "道路交通安全违法行为记分管理办法#26",
    since=APRIL_2022,
    en="No points can be taken off: none stand, twelve are reached, six were taken off, or a bar of the law applies",
    cure="处理完交通违法行为；有不受理情形的，期满后申请",
    cure_en="Settle the violations; where a bar applies, apply when it has ended",
    declared=("study_kind", "reduction_bar"),
)
def reducible(case: CaseFacts) -> str | None:
    """违法处理完毕、未满12分的，学习考试合格后减分，一个周期累计不超过6分；有第26条情形的不受理。"""
    return None if not case.says("study_kind") or reduction(case) else "不能减免记分"
