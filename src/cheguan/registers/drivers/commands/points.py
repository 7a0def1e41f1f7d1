"""记分：cleared after the full-mark education, reduced by study. The entries themselves stay."""

from datetime import date

from cheguan.registers.drivers.commands.statuses import remove_statuses
from cheguan.registers.drivers.models import PointsRelief

# 超分, 停止使用, 扣留: what twelve points had brought.
OF_FULL_MARK = frozenset("BJU")


def clear_points(licence_id: int, *, points: int, on: date, act: int) -> None:
    """满分学习、考试合格：the points are cleared and the licence is given back."""
    PointsRelief.objects.create(licence_id=licence_id, kind="cleared", on=on, points=points, issued_by_id=act)
    remove_statuses(licence_id, OF_FULL_MARK, act=act)


def reduce_points(licence_id: int, *, points: int, on: date, act: int) -> None:
    """学法减分。"""
    PointsRelief.objects.create(licence_id=licence_id, kind="reduced", on=on, points=points, issued_by_id=act)
