"""The points of one act: too many aboard, too fast, too heavy, too long at the wheel. Percentages in whole numbers."""

from typing import Literal, NamedTuple

from cheguan.law.citation import Citation, cite

Carrier = Literal["private", "school_bus", "highway_coach", "tourist_coach", "other_bus"]
SpeedGroup = Literal["H", "L"]
Road = Literal["expressway", "other"]
Tired = Literal["medium_passenger", "large_passenger", "hazardous", "truck", "other"]
COACHES = frozenset({"school_bus", "highway_coach", "tourist_coach"})
MANY_SEATS = 7
HOURS_WITHOUT_REST = 4
LEAST_REST_MINUTES = 20


class Points(NamedTuple):
    """Points of an act and the item that sets them."""

    points: int
    article: Citation | None = None


class Step(NamedTuple):
    """From this percentage over (nought: from anything over) the act has these points."""

    percent: int
    points: Points


NONE = Points(0)


def _points(points: int, item: str) -> Points:
    return Points(points, cite(f"道路交通安全违法行为记分管理办法#{item}"))


def _steps(*rows: tuple[int, int, str]) -> tuple[Step, ...]:
    """The highest step first."""
    return tuple(Step(percent, _points(points, item)) for percent, points, item in rows)


COACH = _steps((20, 12, "8(4)"), (0, 6, "10(1)"))
SEVEN_SEATS = _steps((100, 12, "8(4)"), (50, 9, "9(1)"), (20, 6, "10(1)"))
FEWER_SEATS = _steps((100, 12, "8(4)"), (50, 6, "10(1)"), (20, 3, "11(1)"))
SPEED: dict[tuple[SpeedGroup, Road], tuple[Step, ...]] = {
    ("H", "expressway"): _steps((20, 12, "8(5)"), (0, 6, "10(2)")),
    ("H", "other"): _steps((50, 9, "9(2)"), (20, 6, "10(2)"), (10, 1, "12(1)")),
    ("L", "expressway"): _steps((50, 12, "8(5)"), (20, 6, "10(3)")),
    ("L", "other"): _steps((50, 6, "10(3)"), (20, 3, "11(2)")),
}
GOODS = _steps((50, 6, "10(4)"), (30, 3, "11(9)"), (0, 1, "12(6)"))
PASSENGERS_OR_HAZARDOUS = _points(9, "9(7)")
TRUCK = _points(3, "11(14)")


def too_many(vehicle: Carrier, *, approved: int, aboard: int) -> Points:
    """超员；核定人数含驾驶人。"""
    steps = COACH if vehicle in COACHES else SEVEN_SEATS if approved >= MANY_SEATS else FEWER_SEATS
    return _reached(steps, value=aboard, allowed=approved)


def too_fast(group: SpeedGroup, road: Road, *, limit: int, speed: int) -> Points:
    """超速"""
    return _reached(SPEED[group, road], value=speed, allowed=limit)


def too_heavy(*, mass_kg: int, max_mass_kg: int) -> Points:
    """载货超过最大允许总质量"""
    return _reached(GOODS, value=mass_kg, allowed=max_mass_kg)


def too_long(vehicle: Tired, *, hours: float, rest_min: int) -> Points:
    """More than four hours at the wheel with no rest, or one of less than twenty minutes."""
    if vehicle == "other" or hours <= HOURS_WITHOUT_REST or rest_min >= LEAST_REST_MINUTES:
        return NONE
    return TRUCK if vehicle == "truck" else PASSENGERS_OR_HAZARDOUS


def _reached(steps: tuple[Step, ...], *, value: int, allowed: int) -> Points:
    over = value - allowed
    if over <= 0:
        return NONE
    return next((step.points for step in steps if over * 100 >= step.percent * allowed), NONE)
