"""Asking for a class: who may. Ages are in ``licence_apply_age``, examinations in ``exam_window``."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import add_years, age_on
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules.licence_adding import VOCATIONAL_TARGETS, ladder_to, may_add, may_be_first
from cheguan.law.rules.licence_bars import LARGE_YEARS, LEAST_AFTER, WHILE_IT_LASTS, barred, ends_on
from cheguan.law.rules.licence_classes import CLASSES, LARGE_CLASSES
from cheguan.law.rules.licence_coverage import held_since
from cheguan.law.rules.licence_lowering import ADAPTED
from cheguan.law.rules.licence_terms import FULL_MARK

APRIL_2022 = date(2022, 4, 1)


def target(case: CaseFacts) -> str:
    return case.says("target_class")


def is_student(case: CaseFacts) -> bool:
    """驾驶职业教育全日制学生"""
    return case.says("vocational_student") == "yes"


def target_large(case: CaseFacts) -> bool:
    return target(case) in LARGE_CLASSES


@predicate("veteran", declared=("veteran",), zh="退役人员", en="the applicant has left the forces")
def veteran(case: CaseFacts) -> bool:
    return case.says("veteran") == "yes"


@predicate(
    "needs_translation", declared=("foreign_text",), zh="驾驶证为外文", en="the licence is in a foreign language"
)
def needs_translation(case: CaseFacts) -> bool:
    return case.says("foreign_text", otherwise="yes") == "yes"


@predicate("mainlander", declared=("mainland_resident",), zh="内地居民", en="resident of the mainland")
def mainlander(case: CaseFacts) -> bool:
    return case.says("mainland_resident") == "yes"


@rule(
    "licence.none_held",
    REFUSE,
    "机动车驾驶证申领和使用规定#17",
    since=APRIL_2022,
    en="The applicant holds a licence; a further class is added to it",
    cure="申请增加准驾车型",
    cure_en="Apply to add a class",
)
def none_held(case: CaseFacts) -> str | None:
    """已持有机动车驾驶证的，申请增加准驾车型，不再初次申领。"""
    if case.licence is not None and case.licence.in_force:
        return "申请人已持有机动车驾驶证，应当申请增加准驾车型"
    return None


@rule(
    "licence.first_class",
    REFUSE,
    "机动车驾驶证申领和使用规定#16",
    since=APRIL_2022,
    en="This class cannot be the first one",
    cure="先申请可以初次申领的准驾车型",
    cure_en="Apply for a class that may be the first one",
    declared=("target_class",),
)
def first_class(case: CaseFacts) -> str | None:
    """大型客车、重型牵引挂车、中型客车、轻型牵引挂车不能初次申领，只能增加。"""
    if target(case) and not may_be_first(target(case)):
        return f"{target(case)}不能初次申领"
    return None


@rule(
    "licence.may_add",
    REFUSE,
    "机动车驾驶证申领和使用规定#16",
    "机动车驾驶证申领和使用规定#17",
    since=APRIL_2022,
    en="The class is held already or cannot be added, or its conditions (years of holding, cycles without 12 points) are not met",
    cure="满足持证年限和未记满12分的周期后申请",
    cure_en="Apply when the years of holding and the cycles without 12 points are complete",
    declared=("target_class", "vocational_student"),
)
def may_add_class(case: CaseFacts) -> str | None:
    """增加准驾车型：尚未持有，所持车型的年限够，本周期和最近的周期没有记满12分。"""
    licence, wanted = case.the_licence, target(case)
    if not wanted:
        return None
    if wanted == ADAPTED:
        return f"{wanted}不能增加，只能初次申领，或者因身体条件变化变更"
    cycles, since = licence.last_cycles, held_since(licence.class_dates)
    added = may_add(
        wanted,
        held={each: age_on(since[each], case.on) for each in CLASSES if each in since},
        ladder=ladder_to(wanted, vocational_student=is_student(case)),
        cycles_without_12=_without_12(cycles[:-1]),
        current_cycle_12=bool(cycles) and cycles[-1] >= FULL_MARK,
    )
    return None if added else f"不符合增加{wanted}的条件：已经持有，或者持证年限、未记满12分的周期不够"


@rule(
    "licence.add_here",
    REFUSE,
    "机动车驾驶证申领和使用规定#22(5)",
    "机动车驾驶证申领和使用规定#22(6)",
    since=APRIL_2022,
    en="A class is added at the office of issue, by a vocational student where the course is taken",
    cure="向驾驶证核发地车辆管理所申请；也可以先转入换证",
    cure_en="Apply at the office of issue, or move the licence in first",
    declared=("target_class", "vocational_student"),
)
def add_here(case: CaseFacts) -> str | None:
    """增加准驾车型，在核发地申请；全日制驾驶职业教育学生增加大型客车、重型牵引挂车，在接受教育地申请。"""
    if is_student(case) and target(case) in VOCATIONAL_TARGETS:
        return None
    return None if case.the_licence.office[:4] == case.office[:4] else "驾驶证不是本所核发"


def _without_12(finished: tuple[int, ...]) -> int | None:
    """How many of the latest finished cycles had none; nothing when all had none."""
    full = [n for n, points in enumerate(reversed(finished)) if points >= FULL_MARK]
    return full[0] if full else None


@rule(
    "licence.not_barred",
    REFUSE,
    "机动车驾驶证申领和使用规定#15",
    since=APRIL_2022,
    en="The applicant may not apply, or not yet",
    cure="不得申请的期限届满或者情形消失后再申请；终身不得申请的除外",
    cure_en="Apply when the bar has ended or its cause is gone, unless it is for life",
    declared=("bar", "bar_since"),
)
def not_barred(case: CaseFacts) -> str | None:
    """有妨碍安全驾驶的疾病、药瘾的，或者吸毒、吊销、撤销、无证肇事、替考、作弊等在规定的年限内（或者终身），不得申请。"""
    for bar, since in _bars(case):
        if bar in WHILE_IT_LASTS:
            return "有妨碍安全驾驶的疾病或者药瘾尚未戒除，不得申请机动车驾驶证"
        if barred(bar, since, on=case.on):
            ends = ends_on(bar, since)
            return f"不得申请机动车驾驶证，{ends.isoformat()}起可以申请" if ends else "终身不得申请机动车驾驶证"
    return None


def _bars(case: CaseFacts) -> list[tuple[str, date]]:
    """What was stated, and what the register knows of the former licence."""
    found = []
    stated = case.says("bar", otherwise="none")
    if stated != "none":
        found.append((stated, case.day("bar_since") or case.on))
    licence = case.licence
    if licence is not None and licence.cancelled_on is not None and licence.cancelled_for in LEAST_AFTER:
        found.append((LEAST_AFTER[licence.cancelled_for], licence.cancelled_on))
    return found


@rule(
    "licence.large_not_barred",
    REFUSE,
    "机动车驾驶证申领和使用规定#18",
    since=APRIL_2022,
    en="The applicant may not apply for a large class",
    cure="申请大中型客货车以外的准驾车型",
    cure_en="Apply for a class other than the large ones",
    declared=("target_class", "large_bar"),
)
def large_not_barred(case: CaseFacts) -> str | None:
    """死亡事故同等以上责任、醉驾、再次酒驾、吸毒、严重超员超速等构成犯罪，以及吊销撤销未满十年的，不得申请大中型客货车。"""
    if target_large(case) and (case.says("large_bar") == "yes" or _lost_within_ten_years(case)):
        return f"有不得申请大中型客货车准驾车型的记录，不得申请{target(case)}"
    return None


def _lost_within_ten_years(case: CaseFacts) -> bool:
    """被吊销或者撤销未满十年，登记簿有记载的"""
    licence = case.licence
    if licence is None or licence.cancelled_on is None or licence.cancelled_for not in LEAST_AFTER:
        return False
    return case.on < add_years(licence.cancelled_on, LARGE_YEARS)


@rule(
    "licence.target_fit",
    REFUSE,
    "机动车驾驶证申领和使用规定#14(2)",
    since=APRIL_2022,
    en="The applicant is not fit for the class asked for",
    cure="申请身体条件相符的准驾车型",
    cure_en="Apply for a class that the state of health allows",
    declared=("target_fit",),
)
def target_fit(case: CaseFacts) -> str | None:
    """身高、视力、辨色力、听力、四肢符合申请车型的条件。"""
    if case.says("target_fit", otherwise="yes") == "no":
        return "身体条件不符合申请的准驾车型"
    return None
