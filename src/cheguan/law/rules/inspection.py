"""The periodic inspection of a vehicle on record: its line in the statutory table, when it falls due, what it asks."""

from datetime import date

from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection_cycle as cycle
from cheguan.law.rules import inspection_schedules as schedules
from cheguan.law.rules import kinds
from cheguan.law.rules.inspection_cycle import Renewal
from cheguan.law.rules.inspection_schedules import Line, Schedule, Subject

LARGE_SEDAN = "K16"


def class_of(vehicle: VehicleFacts) -> Line:
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


def subject_of(vehicle: VehicleFacts) -> Subject:
    line = class_of(vehicle)
    return Subject(
        line=line,
        seats=vehicle.seats,
        minibus=kinds.is_minibus(vehicle),
        exemption_lost=vehicle.exemption_lost,
        made_on=vehicle.factory_on,
        by_sign=line == "schoolbus" and not kinds.is_dedicated_school_bus(vehicle),
    )


def schedule(vehicle: VehicleFacts, *, on: date) -> Schedule:
    """The schedule that an application on that day falls under."""
    return schedules.schedule(subject_of(vehicle), registered_on=vehicle.registered_on, on=on)


def first_validity(vehicle: VehicleFacts, *, registered_on: date) -> date:
    """Until when the first mark is valid: the end of the month of the first due day."""
    return cycle.first_validity(subject_of(vehicle), registered_on=registered_on)


def renewal(vehicle: VehicleFacts, *, registered_on: date, validity_end: date, on: date) -> Renewal:
    """The due day that an application satisfies: the last whose window is open, at least the present one."""
    return cycle.renewal(subject_of(vehicle), registered_on=registered_on, validity_end=validity_end, on=on)


def three_cycles_missed(vehicle: VehicleFacts, *, on: date) -> bool:
    """连续三个检验周期未取得检验合格标志: the day after the third due day that follows the end of the mark."""
    valid_until, registered_on = vehicle.mark_valid_until, vehicle.registered_on
    if valid_until is None or registered_on is None or on <= valid_until:
        return False
    known = subject_of(vehicle)
    return on > cycle.third_missed(known, registered_on=registered_on, validity_end=valid_until, on=on)
