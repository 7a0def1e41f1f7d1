"""Examinations as the window records them: which subjects were passed, when, and with which learner's permit."""

from collections.abc import Callable, Collection
from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, Check, rule
from cheguan.law.rules.exam_booking import earliest_booking
from cheguan.law.rules.exam_subjects import FOREIGN, MILITARY, required
from cheguan.law.rules.licence_application import target

APRIL_2022 = date(2022, 4, 1)
ADAPTED = "C5"
SUBJECTS = {
    "1": ("subject_1_on", "科目一"),
    "2": ("subject_2_on", "科目二"),
    "3_road": ("road_on", "科目三道路驾驶技能"),
    "safety": ("safety_on", "安全文明驾驶常识"),
}
STATED = tuple(key for key, _ in SUBJECTS.values())


def _subjects_rule(code: str, article: str) -> Callable[[Check], Check]:
    """A rule on the subjects that are examined, by the article that names them."""
    return rule(
        code,
        WAIT,
        article,
        since=APRIL_2022,
        en="Not all subjects of the examination were passed",
        cure="参加考试并全部合格",
        cure_en="Take and pass the subjects",
        declared=("target_class", *STATED),
    )


def _oath_rule(code: str, *declared: str) -> Callable[[Check], Check]:
    return rule(
        code,
        WAIT,
        "机动车驾驶证申领和使用规定#60",
        since=APRIL_2022,
        en="The safety education and the oath have not taken place",
        cure="接受交通安全文明驾驶常识和交通事故案例警示教育，参加领证宣誓",
        cure_en="Take part in the safety education and the oath",
        declared=(*declared, "oath_on"),
    )


def held_classes(case: CaseFacts) -> frozenset[str]:
    """The classes of a licence in force; none of a former one."""
    licence = case.licence
    return licence.classes if licence is not None and licence.in_force else frozenset()


def _not_passed(case: CaseFacts, held: Collection[str]) -> str | None:
    wanted = required(held, target(case)).parts if target(case) else ()
    names = [SUBJECTS[each][1] for each in wanted if not _passed(case, SUBJECTS[each][0])]
    return f"{'、'.join(names)}尚未合格" if names else None


def _passed(case: CaseFacts, key: str) -> bool:
    day = case.day(key)
    return day is not None and day <= case.on


@_subjects_rule("exam.subjects_passed", "机动车驾驶证申领和使用规定#30")
def subjects_passed(case: CaseFacts) -> str | None:
    """申请的准驾车型所需科目全部考试合格；按已持有的准驾车型减免科目。"""
    return _not_passed(case, held_classes(case))


@_subjects_rule("exam.adapted_passed", "机动车驾驶证申领和使用规定#30")
def adapted_passed(case: CaseFacts) -> str | None:
    """因身体条件变化改为残疾人专用小型自动挡载客汽车的，考试科目二和科目三；降为其他车型的不考试。"""
    return _not_passed(case, held_classes(case)) if target(case) == ADAPTED else None


@_subjects_rule("exam.subjects_passed_military", "机动车驾驶证申领和使用规定#36")
def subjects_passed_military(case: CaseFacts) -> str | None:
    """持军队、武警驾驶证申请大中型客货车的，考试科目一和科目三；申请其他车型的免予考试。"""
    return _not_passed(case, (MILITARY + target(case),))


@_subjects_rule("exam.subjects_passed_foreign", "机动车驾驶证申领和使用规定#37")
def subjects_passed_foreign(case: CaseFacts) -> str | None:
    """持境外驾驶证申请的，考试科目一；申请大中型客货车的，还应当考试科目二和科目三。"""
    return _not_passed(case, (FOREIGN + target(case),))


@rule(
    "exam.subject_1_passed",
    WAIT,
    "机动车驾驶证申领和使用规定#40",
    since=APRIL_2022,
    en="Subject 1 has not been passed",
    cure="参加科目一考试并合格",
    cure_en="Take and pass subject 1",
    declared=("target_class", "subject_1_on"),
)
def subject_1_passed(case: CaseFacts) -> str | None:
    """科目一考试合格的，核发学习驾驶证明；第30条第2款至第5款不考科目一的，受理后直接核发。"""
    wanted = target(case)
    if wanted and "1" not in required(held_classes(case), wanted).parts:
        return None
    return None if _passed(case, "subject_1_on") else "科目一尚未合格"


@rule(
    "exam.permit_held",
    WAIT,
    "机动车驾驶证申领和使用规定#40",
    since=APRIL_2022,
    en="There is no learner's permit for this class",
    cure="领取学习驾驶证明：科目一合格后，不考科目一的受理后直接核发",
    cure_en="Get the learner's permit: after subject 1, or at once where subject 1 is not examined",
    declared=("target_class",),
)
def permit_held(case: CaseFacts) -> str | None:
    """初次申请、增加准驾车型的，凭学习驾驶证明学习、考试；不考科目一的也有，受理后直接核发。"""
    wanted = target(case)
    if not wanted:
        return None
    return None if wanted in case.applicant.permits_since else f"没有{wanted}的学习驾驶证明"


@rule(
    "exam.permit_in_time",
    REFUSE,
    "机动车驾驶证申领和使用规定#41",
    since=APRIL_2022,
    en="Not all subjects were passed while the learner's permit was valid; what was passed is void",
    cure="重新申请并考试",
    cure_en="Apply and be examined anew",
    declared=("target_class", *STATED),
)
def permit_in_time(case: CaseFacts) -> str | None:
    """学习驾驶证明有效期三年，未在有效期内考完的，已考试合格的科目成绩作废。"""
    until = case.applicant.permits_until.get(target(case))
    late = [name for key, name in SUBJECTS.values() if until and (day := case.day(key)) and day > until]
    return f"{'、'.join(late)}在学习驾驶证明有效期（{until}）之后" if late else None


@rule(
    "exam.waited",
    REFUSE,
    "机动车驾驶证申领和使用规定#43",
    "机动车驾驶证申领和使用规定#44",
    since=APRIL_2022,
    en="A subject was taken before the waiting period after the learner's permit was over",
    cure="核实考试日期；等待期满后重新考试",
    cure_en="Check the day of the examination, or take it again after the waiting period",
    declared=("target_class", "subject_2_on", "road_on"),
)
def waited(case: CaseFacts) -> str | None:
    """取得学习驾驶证明满规定的日数后，才能预约科目二、科目三。"""
    since, held = case.applicant.permits_since.get(target(case)), held_classes(case)
    if since is None:
        return None
    field, road = case.day("subject_2_on"), case.day("road_on")
    if field is not None and field < earliest_booking(target(case), "2", certificate=since, held=held):
        return f"科目二（{field}）早于等待期满之日"
    if road is not None and road < earliest_booking(target(case), "3", certificate=since, held=held):
        return f"科目三（{road}）早于等待期满之日"
    return None


@_oath_rule("exam.oath_taken_military", "target_class")
def oath_taken_military(case: CaseFacts) -> str | None:
    """持军队、武警驾驶证申请，须考试的，合格后同样教育、宣誓；免予考试的不宣誓。"""
    return oath_taken(case) if required((MILITARY + target(case),), target(case)).parts else None


@_oath_rule("exam.oath_taken")
def oath_taken(case: CaseFacts) -> str | None:
    """考试合格后接受不少于半小时的教育并宣誓，当日核发驾驶证。"""
    return None if _passed(case, "oath_on") else "尚未接受安全教育、参加领证宣誓"
