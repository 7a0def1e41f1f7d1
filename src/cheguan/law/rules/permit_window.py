"""学习驾驶证明、考试地、临时驾驶许可 at the window."""

from datetime import date

from cheguan.law.dates import add_years
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, rule
from cheguan.law.rules.exam_booking import SITE_CHANGES, may_change_site
from cheguan.law.rules.exam_window import held_classes
from cheguan.law.rules.licence_adding import may_be_first
from cheguan.law.rules.licence_age_limits import SINCE_2025, UNTIL_2024
from cheguan.law.rules.licence_application import may_add_class, target
from cheguan.law.rules.licence_lowering import ADAPTED, may_be_adapted

APRIL_2022 = date(2022, 4, 1)
ORDER_172 = date(2025, 1, 1)
PERMIT_YEARS = 3
TEMPORARY_YEARS = 1


def permit_until(driving_class: str, *, since: date, birth: date | None) -> date:
    """The permit's last day: three years on, at most to the upper age of the class."""
    full = add_years(since, PERMIT_YEARS)
    ages = UNTIL_2024 if since < ORDER_172 else SINCE_2025
    highest = ages[driving_class].highest
    return full if birth is None or highest is None else min(full, add_years(birth, highest))


@rule(
    "permit.class_open",
    REFUSE,
    "机动车驾驶证申领和使用规定#16",
    "机动车驾驶证申领和使用规定#17",
    "机动车驾驶证申领和使用规定#30",
    since=APRIL_2022,
    en="The applicant may not ask for this class, neither as the first one nor as an added one",
    cure="申请可以初次申领或者符合增加条件的准驾车型",
    cure_en="Apply for a class that may be the first one, or whose conditions are met",
    declared=("target_class", "vocational_student"),
)
def class_open(case: CaseFacts) -> str | None:
    """没有驾驶证的，只能初次申领规定的车型；已有驾驶证的，符合增加（改为残疾人专用车的，变更）准驾车型的条件。"""
    held = held_classes(case)
    if target(case) == ADAPTED and may_be_adapted(held):
        return None
    if held:
        return may_add_class(case)
    return f"{target(case)}不能初次申领" if target(case) and not may_be_first(target(case)) else None


@rule(
    "permit.none_running",
    REFUSE,
    "机动车驾驶证申领和使用规定#41",
    since=APRIL_2022,
    grade="C",
    en="A learner's permit for this class is still valid",
    cure="凭现有的学习驾驶证明预约考试",
    cure_en="Book the examinations with the permit there is",
    declared=("target_class",),
)
def none_running(case: CaseFacts) -> str | None:
    """同一准驾车型的学习驾驶证明在有效期内的，不重新核发。"""
    until = case.applicant.permits_until.get(target(case))
    return f"{target(case)}的学习驾驶证明有效期至{until}" if until is not None and case.on <= until else None


@rule(
    "permit.place_changeable",
    REFUSE,
    "机动车驾驶证申领和使用规定#39",
    since=APRIL_2022,
    en="The place of examination cannot be changed: no valid permit for a class that allows it, or three changes so far",
    cure="在原考试地参加考试",
    cure_en="Take the examination where it was booked",
    declared=("target_class",),
)
def place_changeable(case: CaseFacts) -> str | None:
    """小型汽车、小型自动挡等车型的考生居住地发生变化的，可以变更考试地，不超过三次。"""
    wanted = target(case)
    until = case.applicant.permits_until.get(wanted)
    if not wanted:
        return None
    if until is None or case.on > until:
        return f"没有有效的{wanted}学习驾驶证明"
    if not may_change_site(wanted, changes=case.applicant.place_changes.get(wanted, 0)):
        return f"{wanted}不能变更考试地，或者已经变更{SITE_CHANGES}次"
    return None


@rule(
    "permit.temporary_within_a_year",
    REFUSE,
    "机动车驾驶证申领和使用规定#21",
    since=APRIL_2022,
    en="A temporary driving permit runs for a year at most",
    cure="缩短有效期；停留更久的申领驾驶证",
    cure_en="Ask for fewer days; who stays longer applies for a licence",
    declared=("temporary_to",),
)
def temporary_within_a_year(case: CaseFacts) -> str | None:
    """临时驾驶许可的有效期与停留时间相符，最长一年。"""
    until = case.day("temporary_to")
    if until is not None and until > add_years(case.on, TEMPORARY_YEARS):
        return "临时驾驶许可的有效期超过一年"
    return None


@rule(
    "permit.temporary_full_mark",
    WAIT,
    "机动车驾驶证申领和使用规定#21",
    since=APRIL_2022,
    en="Twelve points were reached on a temporary permit, and study and examination have not been done",
    cure="参加满分学习和考试并合格",
    cure_en="Take the study and pass the examination",
    declared=("temporary_full_mark",),
)
def temporary_full_mark(case: CaseFacts) -> str | None:
    """临时驾驶许可期间记满12分的，学习、考试合格前不核发。"""
    if case.says("temporary_full_mark", otherwise="no") == "yes":
        return "临时驾驶许可期间记满12分，尚未学习、考试合格"
    return None
