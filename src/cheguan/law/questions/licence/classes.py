"""Classes: the first one, one more, and the probation that follows."""

from datetime import date
from typing import Any

from cheguan.law.citation import cite
from cheguan.law.inputs import Count
from cheguan.law.question import Answer, MissingInput, question
from cheguan.law.questions.licence.kinds import ORDER, Years
from cheguan.law.rules import licence_adding as adding
from cheguan.law.rules import licence_probation
from cheguan.law.rules.licence_classes import DrivingClass
from cheguan.law.rules.licence_downgrade import APRIL_2022


@question("licence.first_application", f"{ORDER}#16", since=APRIL_2022, en="May the class be a first licence?")
def first_application(*, class_: DrivingClass, held: tuple[DrivingClass, ...] = ()) -> dict[str, Any]:
    """大型客车、重型牵引挂车、中型客车、轻型牵引挂车只能增加，其余可以初次申领；已有驾驶证的不是初次申领。"""
    return {"allowed": adding.may_be_first(class_, held=held)}


@question(
    "licence.add_class",
    f"{ORDER}#16",
    f"{ORDER}#17",
    since=APRIL_2022,
    en="May the class be added to those held?",
)
def add_class(
    *,
    target: DrivingClass,
    held: dict[DrivingClass, Years],
    cycles_without_12: Count | None = None,
    current_cycle_12: bool = False,
    vocational_student: bool = False,
) -> Answer:
    """本周期和最近的周期未记满12分；轻型牵引挂车、中型客车、重型牵引挂车、大型客车还要持有规定车型满规定年限。

    ``held`` 写明持有各准驾车型的年数（可带小数），大车型包含的小车型也要写明才算；``cycles_without_12`` 是到申请时
    连续未记满12分的已结束周期数，领证以前的算作未记满。
    """
    ladder = adding.ladder_to(target, vocational_student=vocational_student)
    allowed = adding.may_add(
        target, held=held, ladder=ladder, cycles_without_12=cycles_without_12, current_cycle_12=current_cycle_12
    )
    if target == "C5":
        return Answer({"allowed": allowed, "by_change": True}, (cite(f"{ORDER}#17"), cite(f"{ORDER}#30")), grade="C")
    return Answer({"allowed": allowed}, (cite(f"{ORDER}#16"), cite(f"{ORDER}#17"), ladder.article))


@question("licence.probation", f"{ORDER}#76", f"{ORDER}#109(4)", since=APRIL_2022, en="Until when does probation run?")
def probation(
    *,
    first_car: date | None = None,
    first_motorcycle: date | None = None,
    add: tuple[tuple[DrivingClass, date], ...] = (),
) -> dict[str, Any]:
    """初次取得汽车类、初次取得摩托车类后各十二个月；同类内增加车型没有实习期。"""
    if first_car is None and first_motorcycle is None and not add:
        raise MissingInput("first_car")
    found = licence_probation.probation(first_car=first_car, first_motorcycle=first_motorcycle, added=add)
    added = {f"added_{each}_probation": each in found.begun_by for each, _ in add}
    return {"car_until": found.car_until, "motorcycle_until": found.motorcycle_until, **added}
