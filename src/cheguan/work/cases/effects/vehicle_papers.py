"""Plates, vehicle licence, title and mark: new copies of what was lost or worn."""

from datetime import date

from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.locked import Locked


@effect
def reissue_vehicle_licence(case: Locked, act: int, on: date) -> None:
    """补领行驶证：the old copy is void."""
    vehicles.reissue_licence(vehicle_of(case), act=act)
