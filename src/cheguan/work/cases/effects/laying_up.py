"""停驶、复驶：abolished in 2004; the status is in old files only."""

from datetime import date

from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.locked import Locked

LAID_UP = "D"


@effect
def lay_up(case: Locked, act: int, on: date) -> None:
    """停驶。"""
    vehicles.mark_status(vehicle_of(case), letter=LAID_UP, act=act)


@effect
def drive_again(case: Locked, act: int, on: date) -> None:
    """复驶。"""
    vehicles.clear_status(vehicle_of(case), letters=LAID_UP, act=act)
