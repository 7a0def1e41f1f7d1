"""校车: the opinion on the permit, and the tags."""

from datetime import date

from cheguan.law.rules import school_bus
from cheguan.registers.buses import commands as buses
from cheguan.registers.buses.commands import Run
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, stated_day, vehicle_of
from cheguan.work.cases.effects.marks import next_validity
from cheguan.work.cases.locked import Locked


@effect
def give_bus_opinion(case: Locked, act: int, on: date) -> None:
    """回复校车使用许可意见 in favour; whoever is refused gets the reasons in the refusal."""
    buses.give_opinion(vehicle_id=vehicle_of(case), provider_id=case.applicant_id, on=on, act=act)


@effect
def issue_bus_tag(case: Locked, act: int, on: date) -> None:
    """核发校车标牌：valid as long as inspection and permit are."""
    mark_until = case.asked(on=case.accepted_on).facts.the_vehicle.mark_valid_until
    permit_until = stated_day(case, "bus_permit_until")
    assert mark_until is not None
    assert permit_until is not None
    stated = case.declared
    buses.tag(
        vehicle_id=vehicle_of(case),
        provider_id=case.applicant_id,
        run=Run(stated["bus_driver"], stated["bus_route"], stated["bus_hours"], stated["bus_stops"]),
        permit_until=permit_until,
        valid_until=school_bus.tag_until(mark_until=mark_until, permit_until=permit_until),
        office=case.office,
        act=act,
    )


@effect
def renew_bus_tag(case: Locked, act: int, on: date) -> None:
    """半年检验后换发：the next mark, and a tag that ends with it."""
    permit_until = case.asked(on=case.accepted_on).facts.the_vehicle.bus_permit_until
    mark_until = next_validity(case)
    assert permit_until is not None
    vehicles.reissue_mark(vehicle_of(case), valid_until=mark_until, act=act)
    valid_until = school_bus.tag_until(mark_until=mark_until, permit_until=permit_until)
    buses.tag_again(vehicle_id=vehicle_of(case), valid_until=valid_until, act=act)


@effect
def reissue_bus_tag(case: Locked, act: int, on: date) -> None:
    """补领、换领校车标牌。"""
    buses.tag_again(vehicle_id=vehicle_of(case), act=act)


@effect
def take_back_bus_tag(case: Locked, act: int, on: date) -> None:
    """交回校车标牌。"""
    buses.take_back(vehicle_id=vehicle_of(case), act=act)
