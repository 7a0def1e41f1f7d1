"""The periodic inspection (检验周期): when it falls due under each reform, and whether the vehicle must be presented."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from cheguan.law.citation import Citation, cite
from cheguan.law.dates import add_months, add_years, month_end
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import kinds

ONLINE, MARK_ONLY = "online", "mark_only"
LATE_REGISTRATION_YEARS = 4
WINDOW_MONTHS = 2
LARGE_SEDAN = "K16"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Due every so many months: ``spans`` are (until this month, every so many); ``marks`` need no presentation."""

    spans: tuple[tuple[int | None, int], ...]
    marks: frozenset[int]
    basis: Citation
    grade: str = "A"

    def offsets(self) -> Iterator[int]:
        """Months after the registration, without end."""
        offset = 0
        for until, every in self.spans:
            while until is None or offset < until:
                offset += every
                yield offset


@dataclass(frozen=True, slots=True)
class Reform:
    """A regime of relief: from its first day, for cars of up to so many seats and for motorcycles."""

    since: date
    seats: int
    car: Schedule
    motorcycle: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What an application for the inspection mark leads to."""

    mode: str
    window_start: date
    due: date
    new_validity_end: date
    basis: Citation
    grade: str


def _statutory(item: int, *spans: tuple[int | None, int]) -> Schedule:
    return Schedule(spans, frozenset(), cite(f"道路交通安全法实施条例#16({item})"))


STATUTORY = {
    "commercial_pass": _statutory(1, (60, 12), (None, 6)),
    "truck": _statutory(2, (120, 12), (None, 6)),
    "lm_noncomm": _statutory(2, (120, 12), (None, 6)),
    "private": _statutory(3, (72, 24), (180, 12), (None, 6)),
    "moto": _statutory(4, (48, 24), (None, 12)),
    "other": _statutory(5, (None, 12)),
    "schoolbus": Schedule(((None, 6),), frozenset(), cite("校车安全管理条例#20")),
}
_TEN_YEARS = frozenset({24, 48, 96})
REFORMS = (
    Reform(
        since=date(2022, 10, 1),
        seats=9,
        car=Schedule(
            ((120, 24), (None, 12)), _TEN_YEARS, cite("深化机动车检验制度改革优化车检服务工作的意见#载客汽车"), "B"
        ),
        motorcycle=Schedule(
            ((120, 24), (None, 12)), _TEN_YEARS, cite("深化机动车检验制度改革优化车检服务工作的意见#摩托车"), "B"
        ),
    ),
    Reform(
        since=date(2020, 11, 20),
        seats=9,
        car=Schedule(
            ((120, 24), (180, 12), (None, 6)),
            frozenset({24, 48}),
            cite("优化机动车检验制度的改革措施#九座免检"),
            "B",
        ),
    ),
    Reform(
        since=date(2014, 9, 1),
        seats=6,
        car=Schedule(
            ((72, 24), (180, 12), (None, 6)),
            frozenset({24, 48}),
            cite("加强和改进机动车检验工作的意见#六年免检"),
            "B",
        ),
    ),
)


def class_of(vehicle: VehicleFacts) -> str:
    """The line of the statutory table."""
    if kinds.is_school_bus(vehicle):
        return "schoolbus"
    if kinds.is_passenger(vehicle):
        if vehicle.use in kinds.COMMERCIAL or vehicle.use in ("L", "M"):
            return "commercial_pass"
        private = kinds.is_small_passenger(vehicle) or vehicle.vehicle_type == LARGE_SEDAN
        return "private" if private else "lm_noncomm"
    if kinds.is_motorcycle(vehicle):
        return "moto"
    return "truck" if vehicle.vehicle_type[:1] in ("H", "Q") else "other"


def schedule(vehicle: VehicleFacts, *, on: date) -> Schedule:
    """The schedule that an application on that day falls under."""
    line = class_of(vehicle)
    reform = next((each for each in REFORMS if each.since <= on), None)
    if reform is None or vehicle.exemption_lost:
        return STATUTORY[line]
    if line == "moto":
        return reform.motorcycle or STATUTORY[line]
    relieved = line == "private" and vehicle.seats <= reform.seats
    return reform.car if relieved and not _never_exempt(vehicle) else STATUTORY[line]


def first_validity(vehicle: VehicleFacts, *, registered_on: date) -> date:
    """Until when the first mark is valid: the end of the month of the first due day."""
    first = next(schedule(replace(vehicle, registered_on=registered_on), on=registered_on).offsets())
    return month_end(add_months(registered_on.replace(day=1), first))


def renewal(vehicle: VehicleFacts, *, registered_on: date, validity_end: date, on: date) -> Renewal:
    """The due day that an application satisfies: the last whose window is open, at least the present one."""
    cycle = schedule(replace(vehicle, registered_on=registered_on), on=on)
    bus = class_of(vehicle) == "schoolbus"
    present = month_end(validity_end)
    due, mode, grade = present, _mode_between(cycle), "C"
    for day, asked in _due_days(cycle, registered_on):
        if day > present and window_start(day, school_bus=bus) > on:
            return Renewal(mode, window_start(due, school_bus=bus), due, day, cycle.basis, grade)
        if day >= present:
            due, mode, grade = day, asked, cycle.grade
    raise AssertionError("a schedule has no end")


def window_start(due: date, *, school_bus: bool = False) -> date:
    """The first day of the month two before; for a school bus of the month itself."""
    return add_months(due.replace(day=1), 0 if school_bus else -WINDOW_MONTHS)


def three_cycles_missed(vehicle: VehicleFacts, *, on: date) -> bool:
    """连续三个检验周期未取得检验合格标志: the day after the third due day that follows the end of the mark."""
    valid_until, registered_on = vehicle.mark_valid_until, vehicle.registered_on
    if valid_until is None or registered_on is None or on <= valid_until:
        return False
    days = takewhile(lambda day: day[0] < on, _due_days(schedule(vehicle, on=on), registered_on))
    return sum(day > valid_until for day, _ in days) >= 3


def _mode_between(cycle: Schedule) -> str:
    """A mark of an older regime that ends where the present one asks for nothing: no presentation is due."""
    return MARK_ONLY if cycle.marks else ONLINE


def _never_exempt(vehicle: VehicleFacts) -> bool:
    made, registered = vehicle.factory_on, vehicle.registered_on
    late = made is not None and registered is not None and registered > add_years(made, LATE_REGISTRATION_YEARS)
    return kinds.is_minibus(vehicle) or late


def _due_days(cycle: Schedule, registered_on: date) -> Iterator[tuple[date, str]]:
    month = registered_on.replace(day=1)
    for offset in cycle.offsets():
        yield month_end(add_months(month, offset)), MARK_ONLY if offset in cycle.marks else ONLINE
