"""满分学习与学法减分。"""

from datetime import date

from cheguan.law.rules.points_window import reduction
from cheguan.registers.drivers import commands as drivers
from cheguan.registers.holds import commands as holds
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.locked import Locked


@effect
def clear_points(case: Locked, act: int, on: date) -> None:
    """满分学习、考试合格：the points are cleared, the licence is given back."""
    licence_id = licence_of(case)
    points = case.asked(on=case.accepted_on).facts.the_licence.points_now
    drivers.clear_points(licence_id, points=points, on=on, act=act)
    for kind in ("study_due", "detained"):
        holds.lift(kind=kind, licence_id=licence_id, act=act)


@effect
def reduce_points(case: Locked, act: int, on: date) -> None:
    """学法减分。"""
    points = reduction(case.asked(on=case.accepted_on).facts)
    drivers.reduce_points(licence_of(case), points=points, on=on, act=act)
