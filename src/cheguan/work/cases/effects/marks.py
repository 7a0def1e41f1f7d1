"""检验合格标志: the next one, and copies of the present one."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rules import marks
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.locked import Locked

INSPECTED = "inspection_certificate"


@effect
def issue_mark(case: Locked, act: int, on: date) -> None:
    """核发检验合格标志：valid until the next due day."""
    vehicles.reissue_mark(vehicle_of(case), valid_until=next_validity(case), act=act)


@effect
def reissue_mark(case: Locked, act: int, on: date) -> None:
    """补领、换领检验合格标志：the validity stays."""
    until = case.asked(on=case.accepted_on).facts.the_vehicle.mark_valid_until
    if until is not None:
        vehicles.reissue_mark(vehicle_of(case), valid_until=until, act=act)


def carried_on(facts: CaseFacts, vehicle_id: int, *, act: int) -> None:
    """随新号牌换发检验合格标志：as long as the last one; once that is over and the vehicle inspected, the next one."""
    until = facts.the_vehicle.mark_valid_until
    if until is not None:
        renewed = until < facts.on and INSPECTED in facts.materials | facts.networked
        end = marks.renewal(facts.the_vehicle, on=facts.on).new_validity_end if renewed else until
        vehicles.reissue_mark(vehicle_id, valid_until=end, act=act)


def next_validity(case: Locked) -> date:
    """Until when the mark is valid that the application of this case leads to."""
    facts = case.asked(on=case.accepted_on).facts
    return marks.renewal(facts.the_vehicle, on=case.accepted_on).new_validity_end
