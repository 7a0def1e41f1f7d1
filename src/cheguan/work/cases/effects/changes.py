"""变更登记：colour, engine, body, whole vehicle, use, co-owner, swapped numbers."""

from datetime import date

from cheguan.law import codes
from cheguan.law.dates import add_years
from cheguan.law.rules import scrap_after_change
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles import queries
from cheguan.work.cases.effects.effect import effect, party_of, vehicle_of
from cheguan.work.cases.effects.marks import carried_on
from cheguan.work.cases.effects.numbers import RETENTION_YEARS, assign
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.refusals import NotOnRecord

COLOURS = ("new_colour", "new_colour_2", "new_colour_3")


@effect
def change_colour(case: Locked, act: int, on: date) -> None:
    """改变车身颜色。"""
    vehicle_id = vehicle_of(case)
    before = queries.get(vehicle_id).colour
    after = "".join(dict.fromkeys(case.declared[key] for key in COLOURS if case.declared.get(key)))
    vehicles.recolour(vehicle_id, codes=after, act=act)
    _endorse(vehicle_id, f"车身颜色由{_colours(before)}变更为{_colours(after)}", on=on, act=act)


@effect
def change_engine(case: Locked, act: int, on: date) -> None:
    """更换发动机。"""
    vehicle_id, engine_no = vehicle_of(case), case.declared["new_engine_no"]
    before = queries.get(vehicle_id).engine_no
    vehicles.remark(vehicle_id, engine_no=engine_no, act=act)
    _endorse(vehicle_id, f"更换发动机，发动机号由{before}变更为{engine_no}", on=on, act=act)


@effect
def change_body(case: Locked, act: int, on: date) -> None:
    """更换车身或者车架：the VIN stays, stamped on the new one."""
    _endorse(vehicle_of(case), "更换车身或者车架，车辆识别代号不变", on=on, act=act)


@effect
def replace_whole_vehicle(case: Locked, act: int, on: date) -> None:
    """因质量问题更换整车：the registration goes on with the replacement's VIN, engine and day of making."""
    vehicle_id, stated = vehicle_of(case), case.declared
    before = queries.get(vehicle_id).vin
    vehicles.remark(vehicle_id, vin=stated["new_vin"], engine_no=stated["new_engine_no"], act=act)
    vehicles.amend(vehicle_id, factory_on=stated["new_factory_on"], act=act)
    _endorse(vehicle_id, f"更换整车，车辆识别代号由{before}变更为{stated['new_vin']}", on=on, act=act)


@effect
def change_use(case: Locked, act: int, on: date) -> None:
    """使用性质改变：the years of use are reckoned anew; another kind of plate brings another number."""
    vehicle_id, use = vehicle_of(case), case.declared["new_use"]
    facts = case.asked(on=case.accepted_on).facts
    before = queries.get(vehicle_id)
    vehicles.change_use(vehicle_id, code=use, act=act)
    end = scrap_after_change.end_after(facts.the_vehicle, use=use, changed_on=on)
    if end is not None:
        vehicles.amend(vehicle_id, scrap_on=end, act=act)
    text = f"使用性质由{codes.name('use', before.use)}变更为{codes.name('use', use)}"
    if case.service.draws_number(facts):
        assert before.owner_id is not None
        text += f"，号牌号码变更为{_renumber(case, keep_for=before.owner_id, on=on, act=act)}"
        carried_on(facts, vehicle_id, act=act)
    _endorse(vehicle_id, text, on=on, act=act)


@effect
def change_joint_owner(case: Locked, act: int, on: date) -> None:
    """共同所有人姓名变更：the other co-owner is the owner on record now, the former one still a co-owner."""
    vehicle_id, asked = vehicle_of(case), case.asked(on=case.accepted_on)
    co_owner = party_of(case, "co_owner")
    if co_owner is None or asked.holder_id in (None, co_owner):
        raise NotOnRecord("变更后的机动车所有人应当是另一共同所有人")
    assert asked.holder_id is not None
    vehicles.transfer(vehicle_id, owner_id=co_owner, way=SHARED_BEFORE, since=on, act=act)
    vehicles.unshare(vehicle_id, party_id=co_owner, act=act)
    vehicles.share(vehicle_id, party_id=asked.holder_id, act=act)
    text = "登记的机动车所有人变更为共同所有人"
    if case.service.draws_number(asked.facts):
        text += f"，号牌号码变更为{_renumber(case, keep_for=asked.holder_id, on=on, act=act)}"
    carried_on(asked.facts, vehicle_id, act=act)
    _endorse(vehicle_id, text, on=on, act=act)


@effect
def swap_numbers(case: Locked, act: int, on: date) -> None:
    """号牌号码互换：both vehicles get new plates, licences and marks, both titles say so."""
    one = queries.get(vehicle_of(case))
    found = queries.find_by_plate(case.declared["other_plate"])
    other = next((card for card in found if card.plate_kind == one.plate_kind and card.id != one.id), None)
    if other is None:
        raise NotOnRecord("另一辆车的号牌号码已经变更")
    numbers = plates.swap(one.id, other.id, case_no=case.no, act=act)
    for card, number in zip((one, other), numbers, strict=True):
        vehicles.reissue_licence(card.id, act=act)
        if card.mark_valid_until is not None:
            vehicles.reissue_mark(card.id, valid_until=card.mark_valid_until, act=act)
        text = f"号牌号码互换，由{card.plate}变更为{number}"
        vehicles.endorse_title(card.id, kind=SWAP, on=on, text=text, act=act)


# 共同所有人之间变更，不是新取得。
SHARED_BEFORE = "Z"
CHANGE, SWAP = "change", "number_swap"


def _endorse(vehicle_id: int, text: str, *, on: date, act: int) -> None:
    vehicles.endorse_title(vehicle_id, kind=CHANGE, on=on, text=f"变更登记，{text}", act=act)
    vehicles.reissue_licence(vehicle_id, act=act)


def _renumber(case: Locked, *, keep_for: int, on: date, act: int) -> str:
    plates.release(vehicle_id=vehicle_of(case), keep_for=keep_for, until=add_years(on, RETENTION_YEARS), act=act)
    return assign(case, vehicle_of(case), act=act)


def _colours(letters: str) -> str:
    return "、".join(codes.name("colour", letter) for letter in letters)
