"""注册登记 and what belongs to it."""

from datetime import date

from cheguan.law.rules import inspection
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, stated_day
from cheguan.work.cases.effects.numbers import assign
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Case


@effect
def register_vehicle(case: Locked, act: int, on: date) -> None:
    """注册登记：the vehicle enters the register with its owner, number and papers."""
    assert case.new_vehicle is not None
    facts = case.asked(on=case.accepted_on).facts
    vehicle = vehicles.register(
        case.new_vehicle,
        owner_id=case.applicant_id,
        way=case.declared.get("way", "A"),
        since=stated_day(case, "acquired_on") or on,
        office=case.office,
        mark_until=inspection.first_validity(facts.the_vehicle, registered_on=on),
        on=on,
        act=act,
    )
    Case.objects.filter(pk=case.id).update(vehicle=vehicle)
    number = assign(case, vehicle.pk, act=act)
    vehicles.endorse_title(vehicle.pk, kind="registration", on=on, text=f"注册登记，号牌号码{number}", act=act)
