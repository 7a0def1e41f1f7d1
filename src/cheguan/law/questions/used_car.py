"""Used cars: persons who sell too many, and cities that turn cars away."""

from datetime import date
from typing import Literal

from cheguan.law.inputs import Count, Positive
from cheguan.law.question import Answer, question
from cheguan.law.rules import emission, used_cars
from cheguan.law.rules.emission import Stage

NOTICE = "搞活汽车流通扩大汽车消费若干措施的通知"


@question(
    "used_car.natural_person",
    f"{NOTICE}#自然人",
    since=date(2023, 1, 1),
    grade="B",
    en="May a person sell another car held for less than a year?",
)
def natural_person(*, year: Positive, cars_sold_this_year_held_less_than_1y: Count) -> dict[str, bool]:
    """2023年起，自然人一个自然年度内出售持有不满一年的二手车，含本次达到三辆的，不予转让登记。"""
    allowed = used_cars.natural_person_may_sell(year=year, sold=cars_sold_this_year_held_less_than_1y)
    return {"transfer_allowed": allowed}


@question(
    "used_car.migration",
    f"{NOTICE}#限迁",
    since=date(2022, 8, 1),
    grade="B",
    en="May another city refuse a used car for its emission stage?",
)
def migration(
    *, emission_: Stage, vehicle: Literal["small_noncommercial", "other"] = "small_noncommercial", date_: date
) -> Answer:
    """2022年8月1日起，符合国五排放标准的小型非营运二手车不得限制迁入；其他车由当地规定。"""
    small = vehicle == "small_noncommercial"
    refusable = emission.may_refuse_migration(emission_, small_non_commercial=small, on=date_)
    return Answer({"may_be_refused_for_emission": refusable}, grade="U" if refusable else "B")
