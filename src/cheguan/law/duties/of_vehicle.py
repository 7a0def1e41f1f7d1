"""What is due for one vehicle on a day."""

from datetime import date

from cheguan.law.dates import add_months, add_years
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection, inspection_cycle, scrapping
from cheguan.law.rules.inspection_schedules import MARK_ONLY

NOTICE_MONTHS = 2


def duties(vehicle: VehicleFacts, *, on: date) -> dict[str, date]:
    """The duties of ``names.OF_VEHICLES`` that stand on that day, each with the day it counts by."""
    return {**_inspection(vehicle, on), **_scrapping(vehicle, on)}


def _inspection(vehicle: VehicleFacts, on: date) -> dict[str, date]:
    valid, registered = vehicle.mark_valid_until, vehicle.registered_on
    if valid is None or registered is None:
        return {}
    if on > valid:
        missed = inspection.three_cycles_missed(vehicle, on=on)
        third = inspection_cycle.third_missed(
            inspection.subject_of(vehicle), registered_on=registered, validity_end=valid, on=on
        )
        return {"inspection_overdue": valid, **({"cycles_missed": third} if missed else {})}
    if on < inspection_cycle.window_start(valid, school_bus=inspection.subject_of(vehicle).school_bus):
        return {}
    asked = inspection.renewal(vehicle, registered_on=registered, validity_end=valid, on=on)
    return {"mark_due" if asked.mode == MARK_ONLY else "inspection_due": valid}


def _scrapping(vehicle: VehicleFacts, on: date) -> dict[str, date]:
    end = scrapping.end_of_use(vehicle)
    if end is None:
        return {}
    if on >= end:
        return {"scrap_reached": end}
    found = {"scrap_last_year": end} if on >= add_years(end, -1) else {}
    return {**found, "scrap_notice": end} if on >= add_months(end, -NOTICE_MONTHS) else found
