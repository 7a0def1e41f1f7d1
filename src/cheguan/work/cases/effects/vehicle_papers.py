"""Plates, vehicle licence, title: new copies of what was lost or worn, and entries put right."""

from datetime import date

from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.effects.numbers import assign
from cheguan.work.cases.locked import Locked

CORRECTION = "correction"


@effect
def reissue_vehicle_licence(case: Locked, act: int, on: date) -> None:
    """补领行驶证：the old copy is void."""
    vehicles.reissue_licence(vehicle_of(case), act=act)


@effect
def reissue_plates(case: Locked, act: int, on: date) -> None:
    """补换领号牌：the number stays, the old plates are void, new ones are ordered."""
    plates.order(vehicle_id=vehicle_of(case), case_no=case.no, act=act, before=1)


@effect
def reissue_title(case: Locked, act: int, on: date) -> None:
    """申领、补领、换领登记证书：a copy there was is void."""
    vehicles.reissue_title(vehicle_of(case), act=act)


@effect
def correct_register(case: Locked, act: int, on: date) -> None:
    """更正登记事项：what is right now stands in the register and on the certificate; a new licence is issued."""
    vehicle_id, item, value = vehicle_of(case), case.declared["corrected_item"], case.declared["corrected_to"]
    if item == "colour":
        vehicles.recolour(vehicle_id, codes=value, act=act)
    elif item == "use":
        vehicles.change_use(vehicle_id, code=value, act=act)
    elif item == "engine_no":
        vehicles.remark(vehicle_id, engine_no=value, act=act)
    elif item in ("brand", "model", "seats"):
        vehicles.amend(vehicle_id, act=act, **{item: value})
    vehicles.endorse_title(
        vehicle_id, kind=CORRECTION, on=on, text=f"更正登记事项，{_named(case, item)}：{value}", act=act
    )
    vehicles.reissue_licence(vehicle_id, act=act)


@effect
def correct_number(case: Locked, act: int, on: date) -> None:
    """更正号牌号码：the wrong number is free again tomorrow; plates, licence and mark are issued anew."""
    vehicle_id, asked = vehicle_of(case), case.asked(on=case.accepted_on)
    assert asked.holder_id is not None
    plates.release(vehicle_id=vehicle_id, keep_for=asked.holder_id, until=on, act=act)
    number = assign(case, vehicle_id, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)
    mark_until = asked.facts.the_vehicle.mark_valid_until
    if mark_until is not None:
        vehicles.reissue_mark(vehicle_id, valid_until=mark_until, act=act)
    vehicles.endorse_title(vehicle_id, kind=CORRECTION, on=on, text=f"更正登记事项，号牌号码：{number}", act=act)


def _named(case: Locked, item: str) -> str:
    """The corrected entry in the words of the question."""
    asked = next(each for each in case.service.declared if each.code == "corrected_item")
    return next(zh for code, zh, _ in asked.choices if code == item)
