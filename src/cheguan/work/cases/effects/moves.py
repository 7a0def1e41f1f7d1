"""迁出、转入：a vehicle leaves this office's register for another's, or comes from there."""

from datetime import date

from cheguan.law.dates import add_years
from cheguan.law.rules import move
from cheguan.registers.holds import commands as holds
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles import queries
from cheguan.work.cases.checking import SECURED
from cheguan.work.cases.effects.effect import effect, party_of, stated_day, vehicle_of
from cheguan.work.cases.effects.marks import next_validity
from cheguan.work.cases.effects.numbers import RETENTION_YEARS, assign
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Case
from cheguan.work.cases.refusals import NotOnRecord

MOVE = "move"


@effect
def move_out(case: Locked, act: int, on: date) -> None:
    """迁出：the title says where to, the electronic file is sent; thirty days to move in there."""
    send_away(case, act=act, on=on)
    place = case.declared["destination"]
    vehicles.endorse_title(vehicle_of(case), kind=MOVE, on=on, text=f"变更登记，迁出至{place}", act=act)


@effect
def move_in(case: Locked, act: int, on: date) -> None:
    """转入：the vehicle is this office's now, with a number, licence and mark of its own."""
    vehicle_id = receive(case, way=BROUGHT_ALONG, since=on, act=act, on=on)
    number = assign(case, vehicle_id, act=act)
    vehicles.endorse_title(vehicle_id, kind=MOVE, on=on, text=f"转入，号牌号码{number}", act=act)


# 随车转入，不是新取得。
BROUGHT_ALONG = "Z"


def send_away(case: Locked, *, act: int, on: date) -> None:
    """制作上传电子档案：the vehicle has moved out; its owner has thirty days."""
    destination, arrive_by = case.declared["destination"], move.arrive_by(on)
    vehicles.send_away(vehicle_of(case), destination=destination, sent_on=on, arrive_by=arrive_by, act=act)


def receive(case: Locked, *, way: str, since: date, act: int, on: date) -> int:
    """Into this office's register: anew from its file, or back if the register knows it. Tells the vehicle."""
    assert case.new_vehicle is not None
    known = queries.find_by_vin(case.new_vehicle.vin)
    if known is None:
        vehicle_id = _enter(case, way=way, since=since, act=act)
    else:
        vehicle_id = known.id
        _bring_back(case, known.id, owner_id=known.owner_id, way=way, since=since, act=act, on=on)
    Case.objects.filter(pk=case.id).update(vehicle_id=vehicle_id)
    return vehicle_id


def _enter(case: Locked, *, way: str, since: date, act: int) -> int:
    """With the day of its first registration, as the file of the former office has it."""
    assert case.new_vehicle is not None
    registered_on = stated_day(case, "file_registered_on")
    assert registered_on is not None
    vehicle = vehicles.register(
        case.new_vehicle,
        owner_id=case.applicant_id,
        way=way,
        since=since,
        office=case.office,
        mark_until=_mark_until(case),
        on=registered_on,
        act=act,
    )
    _secure(case, int(vehicle.pk), act=act)
    return int(vehicle.pk)


def _bring_back(
    case: Locked, vehicle_id: int, *, owner_id: int | None, way: str, since: date, act: int, on: date
) -> None:
    vehicles.receive(vehicle_id, office=case.office, act=act)
    if owner_id is not None:
        plates.release(vehicle_id=vehicle_id, keep_for=owner_id, until=add_years(on, RETENTION_YEARS), act=act)
    if owner_id != case.applicant_id:
        vehicles.transfer(vehicle_id, owner_id=case.applicant_id, way=way, since=since, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)
    vehicles.reissue_mark(vehicle_id, valid_until=_mark_until(case), act=act)


def _mark_until(case: Locked) -> date:
    until = stated_day(case, "file_mark_until")
    assert until is not None
    return next_validity(case) if until < case.accepted_on else until


def _secure(case: Locked, vehicle_id: int, *, act: int) -> None:
    """What the file has as mortgaged or pledged stays so, in favour of whoever applied along."""
    for role, kind in SECURED.items():
        if case.declared.get(ON_FILE[kind]) != "yes":
            continue
        creditor_id = party_of(case, role)
        if creditor_id is None:
            raise NotOnRecord("电子档案记载的抵押权人、质权人没有共同申请")
        holds.place(
            kind=kind,
            authority="车辆管理所",
            document=case.no,
            since=case.accepted_on,
            vehicle_id=vehicle_id,
            creditor_id=creditor_id,
            act=act,
        )


ON_FILE = {"mortgage": "file_mortgaged", "pledge": "file_pledged"}
