"""档案查询：what is on file is told; the registers stay as they are."""

from datetime import date

from cheguan.work.cases.effects.effect import effect
from cheguan.work.cases.locked import Locked


@effect
def disclose_file(case: Locked, act: int, on: date) -> None:
    """查询登记信息：the act itself records who was told what."""
