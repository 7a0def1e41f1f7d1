"""Rules of the driving licence: term and renewal, review, loss. Ages are in ``licence_age``."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import age_on
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, WAIT, rule
from cheguan.law.rules.licence_medical import OLD_AGE, medical_is_fresh, review
from cheguan.law.rules.licence_terms import has_lapsed, window_opens

APRIL_2022 = date(2022, 4, 1)
CANCELLED = frozenset("EFGR")
HELD = {"K": "扣押", "U": "扣留", "D": "暂扣"}


@predicate("aged_70", zh="年满70周岁", en="aged 70 or more")
def aged_70(case: CaseFacts) -> bool:
    return case.applicant.birth is not None and age_on(case.applicant.birth, case.on) >= OLD_AGE


@rule(
    "licence.has_term",
    REFUSE,
    "机动车驾驶证申领和使用规定#63",
    since=APRIL_2022,
    en="A long-term licence does not expire",
    cure="长期有效的驾驶证无需期满换证",
    cure_en="No renewal is needed",
)
def has_term(case: CaseFacts) -> str | None:
    """长期有效的驾驶证没有期满换证。"""
    if case.the_licence.valid_until is None:
        return "机动车驾驶证为长期有效，无需期满换证"
    return None


@rule(
    "licence.renewal_window",
    WAIT,
    "机动车驾驶证申领和使用规定#63",
    since=APRIL_2022,
    en="Renewal opens 90 days before the licence expires",
    cure="在有效期满前九十日内申请",
    cure_en="Apply within the 90 days before expiry",
)
def renewal_window(case: CaseFacts) -> str | None:
    """期满前九十日起可以换证；届满后到注销前仍可以换证，但不得驾驶。"""
    end = case.the_licence.valid_until
    if end is not None and case.on < window_opens(end):
        return f"未到换证时间，{window_opens(end).isoformat()}起可以申请"
    return None


@rule(
    "licence.not_lapsed",
    REFUSE,
    "机动车驾驶证申领和使用规定#79(8)",
    since=APRIL_2022,
    en="The licence expired a year or more ago and has to be cancelled",
    cure="注销未超过二年的，考试科目一合格后恢复驾驶资格",
    cure_en="Within two years of the cancellation, pass subject 1 to restore it",
)
def not_lapsed(case: CaseFacts) -> str | None:
    """超过有效期一年以上（含一年）未换证的，应当注销；经批准延期的除外。"""
    licence = case.the_licence
    end = licence.valid_until
    if end is None or not has_lapsed(end, on=case.on, deferred_until=licence.deferred_until):
        return None
    return f"机动车驾驶证于{end.isoformat()}期满，超过一年未换证，应当注销"


@rule(
    "licence.not_cancelled",
    REFUSE,
    "机动车驾驶证申领和使用规定#79",
    since=APRIL_2022,
    en="The licence has been cancelled, revoked or withdrawn",
    cure="符合条件的申请恢复驾驶资格或者重新申领",
    cure_en="Apply to restore it, or for a new licence, where the law allows",
)
def not_cancelled(case: CaseFacts) -> str | None:
    """已注销、吊销、撤销的驾驶证没有换证、补证。"""
    if case.the_licence.statuses & CANCELLED:
        return "机动车驾驶证已被注销、吊销或者撤销"
    return None


@rule(
    "licence.not_held",
    REFUSE,
    "机动车驾驶证申领和使用规定#69",
    since=APRIL_2022,
    en="The licence is detained, seized or suspended, not lost",
    cure="处理完毕、领回驾驶证后再办理",
    cure_en="Settle the matter and collect the licence first",
)
def not_held(case: CaseFacts) -> str | None:
    """被依法扣押、扣留、暂扣期间不得申请补发。"""
    held = [name for letter, name in HELD.items() if letter in case.the_licence.statuses]
    return f"机动车驾驶证处于{'、'.join(held)}期间，不得申请补发" if held else None


@rule(
    "licence.settled",
    WAIT,
    "机动车驾驶证申领和使用规定#72",
    "机动车驾驶证申领和使用规定#73",
    since=APRIL_2022,
    en="Traffic violations or accidents of the holder are not settled; the review cannot be passed",
    cure="先处理完交通违法行为和交通事故",
    cure_en="Settle the violations and accidents first",
)
def settled(case: CaseFacts) -> str | None:
    """换证即审验；违法或者事故未处理完毕的，不予通过。"""
    licence = case.the_licence
    open_matters = []
    if licence.open_violations or "H" in licence.statuses:
        open_matters.append("交通违法行为")
    if licence.open_accidents or "I" in licence.statuses:
        open_matters.append("交通事故")
    return f"{'、'.join(open_matters)}尚未处理完毕，不予通过审验" if open_matters else None


@rule(
    "licence.full_mark_served",
    WAIT,
    "机动车驾驶证申领和使用规定#71",
    "机动车驾驶证申领和使用规定#73",
    since=APRIL_2022,
    en="Twelve points were reached and the study and examination have not been done",
    cure="参加满分学习和考试并合格",
    cure_en="Take the study and pass the examination",
)
def full_mark_served(case: CaseFacts) -> str | None:
    """记满12分未按规定学习、考试的，不予通过审验。"""
    licence = case.the_licence
    if licence.full_mark_study_open or licence.statuses & {"B", "J"}:
        return "记满12分后尚未完成学习和考试，不予通过审验"
    return None


@rule(
    "licence.review_study",
    WAIT,
    "机动车驾驶证申领和使用规定#73",
    since=APRIL_2022,
    grade="C",
    en="The review asks three hours of study: a large class with points, or a fatal accident with equal or more blame",
    cure="参加不少于三小时的审验学习",
    cure_en="Take the three hours of study",
    declared=("review_study", "fatal_accident"),
)
def review_study(case: CaseFacts) -> str | None:
    """大中型车驾驶人最近一个记分周期有记分的，其他驾驶人死亡事故负同等以上责任的，审验时应当学习不少于三小时。"""
    licence = case.the_licence
    points = sum(licence.cycle_points[-2:])
    fatal = case.says("fatal_accident", otherwise="no") == "yes"
    if review(licence.classes, points=points, fatal_accident=fatal).hours and case.says("review_study") != "yes":
        return "大中型客货车驾驶人有记分，或者其他驾驶人死亡事故负同等以上责任，应当参加不少于三小时的审验学习"
    return None


@rule(
    "licence.medical_fresh",
    SUPPLEMENT,
    "机动车驾驶证申领和使用规定#85",
    since=APRIL_2022,
    en="The medical certificate is older than six months, or its day of issue is not stated",
    cure="提交六个月内出具的身体条件证明，并登记出具日期",
    cure_en="Hand in a certificate issued within six months and state its day",
    declared=("medical_issued_on",),
)
def medical_fresh(case: CaseFacts) -> str | None:
    """纸质身体条件证明自出具之日起六个月内有效；已联网核查的以联网信息为准。"""
    if "medical_certificate" not in case.materials or "medical_certificate" in case.networked:
        return None
    issued = case.day("medical_issued_on")
    if issued is None:
        return "未登记身体条件证明的出具日期"
    if not medical_is_fresh(issued, on=case.on):
        return f"身体条件证明（{issued.isoformat()}出具）不在六个月有效期内"
    return None


@rule(
    "licence.fit",
    REFUSE,
    "机动车驾驶证申领和使用规定#73(2)",
    "机动车驾驶证申领和使用规定#67",
    since=APRIL_2022,
    en="The holder is not fit for the classes held",
    cure="申请降低准驾车型；不适合驾驶的申请注销",
    cure_en="Apply for a lower class, or for cancellation",
    declared=("medical_result",),
)
def fit(case: CaseFacts) -> str | None:
    """身体条件不符合所持准驾车型的，不予通过审验。"""
    if case.says("medical_result") == "unfit":
        return "身体条件不符合所持准驾车型的条件"
    return None


@rule(
    "licence.ability_tested",
    SUPPLEMENT,
    "机动车驾驶证申领和使用规定#73",
    since=APRIL_2022,
    en="From the age of 70 the review includes a test of memory, judgement and reaction",
    cure="参加记忆力、判断力、反应力测试并合格",
    cure_en="Take and pass the test",
    declared=("ability_test",),
)
def ability_tested(case: CaseFacts) -> str | None:
    """满70周岁审验时应当进行三项能力测试。"""
    if not aged_70(case) or case.says("ability_test") == "passed":
        return None
    failed = case.says("ability_test") == "failed"
    return "记忆力、判断力、反应力测试不合格" if failed else "年满70周岁，尚未进行记忆力、判断力、反应力测试"
