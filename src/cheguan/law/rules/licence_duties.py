"""Deferrals, the extension of classes beyond 63, and the school-bus driver's qualification, at the window."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import add_years, age_on
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, rule
from cheguan.law.rules.licence_coverage import held_since
from cheguan.law.rules.licence_downgrade import may_extend
from cheguan.law.rules.licence_medical import STUDY_HOURS, due_after
from cheguan.law.rules.licence_terms import FULL_MARK, lapses_on
from cheguan.law.rules.points import cycle_of

APRIL_2022 = date(2022, 4, 1)
ORDER_172 = date(2025, 1, 1)
DEFERRAL_YEARS = 3
BUS_CLASSES = frozenset({"A1", "A2", "A3", "B1", "B2", "C1", "C2"})
BUS_AGES = range(25, 61)
BUS_YEARS = 3
BUS_CYCLES = 3


@rule(
    "deferral.in_time",
    REFUSE,
    "机动车驾驶证申领和使用规定#75",
    since=APRIL_2022,
    en="A deferral is asked for while the licence is valid or within a year of its end",
    cure="逾期一年以上的，注销后恢复驾驶资格",
    cure_en="After more than a year, the licence is cancelled and may be restored",
)
def deferral_in_time(case: CaseFacts) -> str | None:
    """延期在驾驶证有效期内或者有效期届满一年内申请。"""
    end = case.the_licence.valid_until
    if end is not None and case.on >= lapses_on(end):
        return f"驾驶证于{end}期满，已超过一年"
    return None


@rule(
    "deferral.span",
    REFUSE,
    "机动车驾驶证申领和使用规定#75",
    since=APRIL_2022,
    en="A deferral runs for three years at most",
    cure="缩短延期期限",
    cure_en="Ask for a shorter time",
    declared=("deferred_to",),
)
def deferral_span(case: CaseFacts) -> str | None:
    """延期换证最长不超过三年，自有效期届满起算，已届满的自申请之日起算。"""
    until, end = case.day("deferred_to"), case.the_licence.valid_until
    start = max(case.on, end) if end is not None else case.on
    if until is not None and until > add_years(start, DEFERRAL_YEARS):
        return "延期期限超过三年"
    return None


@rule(
    "deferral.span_of_duty",
    REFUSE,
    "机动车驾驶证申领和使用规定#75",
    since=APRIL_2022,
    en="A deferral runs for three years at most",
    cure="缩短延期期限",
    cure_en="Ask for a shorter time",
    declared=("deferred_to",),
)
def deferral_span_of_duty(case: CaseFacts) -> str | None:
    """延期审验、延期提交身体条件证明最长不超过三年，自本记分周期结束后三十日的届满日起算。"""
    until, first = case.day("deferred_to"), case.the_licence.first_issued_on
    due = case.on if first is None else due_after(cycle_of(first, case.on)[1])
    return "延期期限超过三年" if until is not None and until > add_years(due, DEFERRAL_YEARS) else None


@rule(
    "extension.open",
    REFUSE,
    "机动车驾驶证申领和使用规定@172#65",
    since=ORDER_172,
    en="The extension is for classes that end at 63, asked for in the year before, with the ability test passed",
    cure="在年满63周岁前一年内通过三项能力测试后申请",
    cure_en="Apply in the year before turning 63, after passing the ability test",
    declared=("ability_test",),
)
def extension_open(case: CaseFacts) -> str | None:
    """年满63周岁前一年内，通过记忆力、判断力、反应力测试的，可以申请延长原准驾车型的驾驶资格期限。"""
    birth = case.applicant.birth
    tested = case.says("ability_test") == "passed"
    if birth is not None and may_extend(case.the_licence.classes, birth=birth, on=case.on, ability_tested=tested):
        return None
    return "不在年满63周岁前一年内，没有可延长的准驾车型，或者三项能力测试未通过"


@rule(
    "school_bus.age",
    REFUSE,
    "校车安全管理条例#23",
    since=APRIL_2022,
    en="A school-bus driver is between 25 and 60 years old",
    cure="由符合年龄条件的驾驶人申请",
    cure_en="A driver of that age may apply",
)
def school_bus_age(case: CaseFacts) -> str | None:
    """校车驾驶人年龄在25周岁以上、不超过60周岁。"""
    birth = case.applicant.birth
    return None if birth is None or age_on(birth, case.on) in BUS_AGES else "年龄不在25至60周岁之间"


@rule(
    "school_bus.experience",
    REFUSE,
    "机动车驾驶证申领和使用规定#87",
    since=APRIL_2022,
    en="No class that a school bus may be driven with has been held for three years",
    cure="取得相应准驾车型满三年后申请",
    cure_en="Apply after three years of holding the class",
)
def school_bus_experience(case: CaseFacts) -> str | None:
    """取得相应准驾车型驾驶证并有三年以上驾驶经历。"""
    since = held_since(case.the_licence.class_dates)
    if any(each in BUS_CLASSES and age_on(day, case.on) >= BUS_YEARS for each, day in since.items()):
        return None
    return "取得相应准驾车型不满三年"


@rule(
    "school_bus.no_full_mark",
    REFUSE,
    "机动车驾驶证申领和使用规定#87",
    since=APRIL_2022,
    en="Twelve points were reached in one of the last three cycles",
    cure="连续三个记分周期没有记满12分后申请",
    cure_en="Apply after three cycles without twelve points",
)
def school_bus_no_full_mark(case: CaseFacts) -> str | None:
    """最近连续三个记分周期内没有被记满12分。"""
    if any(points >= FULL_MARK for points in case.the_licence.last_cycles[-BUS_CYCLES - 1 :]):
        return "最近三个记分周期内有记满12分的记录"
    return None


@rule(
    "school_bus.record",
    REFUSE,
    "校车安全管理条例#23",
    since=APRIL_2022,
    en="There is a record of crime, fatal accident, drink-driving, speeding or overload, drugs, or a disease that bars",
    cure="没有法律规定的记录的驾驶人可以申请",
    cure_en="A driver without such a record may apply",
    declared=("school_bus_record",),
)
def school_bus_record(case: CaseFacts) -> str | None:
    """无致人死亡或者重伤的事故责任，无犯罪、吸毒、酗酒记录，无酒驾和一年内超员超速记录，身心健康。"""
    if case.says("school_bus_record", otherwise="no") == "yes":
        return "有不得取得校车驾驶资格的记录或者病史"
    return None


@predicate("school_bus_driver", zh="校车驾驶人", en="school-bus driver")
def school_bus_driver(case: CaseFacts) -> bool:
    return case.the_licence.school_bus


@rule(
    "school_bus.review_study",
    WAIT,
    "机动车驾驶证申领和使用规定#90",
    since=APRIL_2022,
    en="A school-bus driver has to study three hours for the yearly review",
    cure="参加不少于三小时的审验学习",
    cure_en="Take the three hours of study",
    declared=("review_study",),
)
def school_bus_review_study(case: CaseFacts) -> str | None:
    """校车驾驶人每个记分周期审验，不论有无记分，都应当学习不少于三小时。"""
    if school_bus_driver(case) and case.says("review_study") != "yes":
        return f"校车驾驶人审验应当参加不少于{STUDY_HOURS}小时的学习"
    return None
