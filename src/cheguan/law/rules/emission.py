"""Emission stages (国家机动车排放标准阶段): what may be newly registered, and what another city may turn away."""

from datetime import date
from typing import Literal

Stage = Literal["China1", "China2", "China3", "China4", "China5", "China6a", "China6b"]

NEW_FROM = date(2023, 7, 1)
MONITOR_ONLY_UNTIL = date(2023, 12, 31)
FREE_FROM = date(2022, 8, 1)
FREE_STAGES: frozenset[Stage] = frozenset({"China5", "China6a", "China6b"})


def new_vehicle_allowed(stage: Stage, *, invoiced_on: date, monitor_only: bool = False) -> bool:
    """国六 b 阶段. ``monitor_only``: a car whose road emissions (RDE) were measured but not limited; sold out 2023."""
    if invoiced_on < NEW_FROM:
        return True
    return stage == "China6b" and (not monitor_only or invoiced_on <= MONITOR_ONLY_UNTIL)


def may_refuse_migration(stage: Stage, *, small_non_commercial: bool, on: date) -> bool:
    """迁入可否因排放阶段拒绝. No place may turn away a small private car of stage 5; the rest is local policy."""
    return on < FREE_FROM or not small_non_commercial or stage not in FREE_STAGES
