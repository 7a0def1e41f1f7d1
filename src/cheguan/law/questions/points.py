"""Penalty points: of one act, of a cycle, the education after twelve, and taking points off by study."""

from datetime import date
from typing import Any

from msgspec import Struct

from cheguan.law.inputs import Amount, Count, Positive
from cheguan.law.question import Answer, BadInput, question
from cheguan.law.rules import points as cycles
from cheguan.law.rules import points_education, points_matrix
from cheguan.law.rules.points_education import Holder
from cheguan.law.rules.points_matrix import Carrier, Points, Road, SpeedGroup, Tired

APRIL_2022 = date(2022, 4, 1)
MEASURES = "道路交通安全违法行为记分管理办法"


class Act(Struct, frozen=True):
    """One penalised act of the cycle."""

    points: Count
    fine_paid: bool


def _answer(found: Points) -> Answer:
    return Answer({"points": found.points}, () if found.article is None else (found.article,))


@question(
    "points.overload_passengers",
    f"{MEASURES}#8(4)",
    f"{MEASURES}#9(1)",
    f"{MEASURES}#10(1)",
    f"{MEASURES}#11(1)",
    since=APRIL_2022,
    en="Points for carrying more persons than approved",
)
def overload_passengers(*, vehicle: Carrier, approved: Positive, aboard: Count) -> Answer:
    """校车、公路和旅游客运一超员就记分，其他客车从超员百分之二十起，按七座以上和以下分档。"""
    return _answer(points_matrix.too_many(vehicle, approved=approved, aboard=aboard))


@question(
    "points.speeding",
    f"{MEASURES}#8(5)",
    f"{MEASURES}#9(2)",
    f"{MEASURES}#10(2)",
    f"{MEASURES}#10(3)",
    f"{MEASURES}#11(2)",
    f"{MEASURES}#12(1)",
    since=APRIL_2022,
    en="Points for speeding",
)
def speeding(*, group: SpeedGroup, road: Road, limit: Positive, speed: Count) -> Answer:
    """按车辆（H 校车、中型以上客货车、危险物品运输车，L 其他）、道路和超过的百分比记分。"""
    return _answer(points_matrix.too_fast(group, road, limit=limit, speed=speed))


@question(
    "points.goods_overload",
    f"{MEASURES}#10(4)",
    f"{MEASURES}#11(9)",
    f"{MEASURES}#12(6)",
    since=APRIL_2022,
    en="Points for carrying more goods than allowed",
)
def goods_overload(*, max_mass_kg: Positive, mass_kg: Count) -> Answer:
    """超过最大允许总质量不到百分之三十记1分，百分之三十以上记3分，百分之五十以上记6分。"""
    return _answer(points_matrix.too_heavy(mass_kg=mass_kg, max_mass_kg=max_mass_kg))


@question(
    "points.fatigue",
    f"{MEASURES}#9(7)",
    f"{MEASURES}#11(14)",
    since=APRIL_2022,
    en="Points for driving too long without a rest",
)
def fatigue(*, vehicle: Tired, hours: Amount, rest_min: Count = 0) -> Answer:
    """连续驾驶超过4小时，没有停车休息或者休息少于20分钟：中型以上客车、危险物品运输车9分，货车3分。"""
    return _answer(points_matrix.too_long(vehicle, hours=hours, rest_min=rest_min))


@question(
    "points.full_mark_education",
    f"{MEASURES}#18",
    f"{MEASURES}#21",
    f"{MEASURES}#22",
    since=APRIL_2022,
    en="How long is the study after twelve points, and which examinations follow?",
)
def full_mark_education(*, holder: Holder, points_in_cycle: Count, education_number_in_cycle: Positive = 1) -> Answer:
    """学习七天（大中型客货车三十天），每多一次教育、每多12分各加七天（三十天），最多六十天（一百二十天）。

    ``points_in_cycle`` 是这一次教育时的记分。第二次或者24分以上加考道路，第三次以上或者36分以上再加考场地。
    次数和记分都增加的，加的天数相加。
    """
    days = points_education.study_days(holder, points=points_in_cycle, number=education_number_in_cycle)
    exams = points_education.exams(points=points_in_cycle, number=education_number_in_cycle)
    both = education_number_in_cycle > 1 and points_in_cycle >= 2 * cycles.FULL_MARK
    return Answer({"study_days": days, "exams": exams}, grade="C" if both else "")


@question("points.cycle_end", f"{MEASURES}#15", since=APRIL_2022, en="Which points go into the next cycle?")
def cycle_end(*, points: Count, acts: tuple[Act, ...] = ()) -> Answer:
    """周期届满未满12分的清除，罚款未缴的违法行为按其分值转入下一周期；满12分的不因届满清除。"""
    carried = cycles.carried_over(points, (cycles.Act(act.points, act.fine_paid) for act in acts))
    full = points >= cycles.FULL_MARK
    return Answer({"carried_over": carried, "education_needed": full}, grade="C" if full else "")


@question(
    "points.reduction",
    f"{MEASURES}#25",
    f"{MEASURES}#26",
    f"{MEASURES}#27",
    since=APRIL_2022,
    en="Does this study take points off, and how many remain?",
)
def reduction(
    *,
    points: Count,
    kind: cycles.Study,
    all_processed: bool = True,
    in_probation: bool = False,
    already_reduced: Count = 0,
    bars: tuple[cycles.Bar, ...] = (),
) -> Answer:
    """违法处理完且未满12分的，网上学习减1分、现场学习减2分、公益活动减1分，一个周期累计最多6分。

    实习期内等情形（``bars``）不受理；只剩一分可减的减一分，没有可减的不受理。
    """
    off = cycles.taken_off(
        points,
        kind,
        already=already_reduced,
        all_processed=all_processed,
        in_probation=in_probation,
        bars=bars,
    )
    in_part = 0 < off < cycles.OFF[kind]
    return Answer({"accepted": off > 0, "points_after": points - off}, grade="C" if in_part else "")


@question("points.cycle", f"{MEASURES}#3", since=APRIL_2022, en="Which points cycle is this day in?")
def cycle(*, first_licence: date, date: date) -> dict[str, Any]:
    """记分周期十二个月，自初次领证之日起连续计算。"""
    if date < first_licence:
        raise BadInput("date", "早于初次领证日期 · before the first licence")
    start, end = cycles.cycle_of(first_licence, date)
    return {"cycle_start": start, "cycle_end": end}
