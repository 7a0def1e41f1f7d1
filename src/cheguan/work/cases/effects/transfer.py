"""转让登记：the vehicle goes to a new owner."""

from datetime import date

from cheguan.law.dates import add_years
from cheguan.registers.announcements import commands as announcements
from cheguan.registers.holds import commands as holds
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles import queries
from cheguan.work.cases.checking import SECURED, check_roles
from cheguan.work.cases.effects.effect import effect, stated_day, vehicle_of
from cheguan.work.cases.effects.marks import carried_on
from cheguan.work.cases.effects.moves import receive, send_away
from cheguan.work.cases.effects.numbers import RETENTION_YEARS, assign
from cheguan.work.cases.effects.temporary_plates import give
from cheguan.work.cases.facts import Asked
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Role

BOUGHT = "A"
TRANSFER, EXPORT = "transfer", "export"
PAPERS = ("title", "plates", "licence")
RULING = "ruling"


@effect
def transfer_vehicle(case: Locked, act: int, on: date) -> None:
    """转让登记：new owner, new number, new licence and mark; a mortgage goes on in the mortgagee's favour."""
    vehicle_id = vehicle_of(case)
    asked = case.asked(on=case.accepted_on)
    assert asked.holder_id is not None
    vehicles.transfer(
        vehicle_id,
        owner_id=case.applicant_id,
        way=case.declared.get("way", BOUGHT),
        since=stated_day(case, "delivered_on") or case.accepted_on,
        act=act,
    )
    plates.release(vehicle_id=vehicle_id, keep_for=asked.holder_id, until=add_years(on, RETENTION_YEARS), act=act)
    number = assign(case, vehicle_id, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)
    carried_on(asked.facts, vehicle_id, act=act)
    vehicles.endorse_title(vehicle_id, kind=TRANSFER, on=on, text=f"转让登记，号牌号码{number}", act=act)
    _secure_anew(case, asked, act=act, on=on)


@effect
def transfer_away(case: Locked, act: int, on: date) -> None:
    """转让登记（转出辖区）：the new owner drives home on a temporary plate and moves in there within thirty days."""
    asked = case.asked(on=case.accepted_on)
    _hand_over(case, asked, act=act, on=on)
    send_away(case, act=act, on=on)
    give(case, "transfer_out", act=act, on=on)
    text = f"转让登记，转出至{case.declared['destination']}"
    vehicles.endorse_title(vehicle_of(case), kind=TRANSFER, on=on, text=text, act=act)
    _secure_anew(case, asked, act=act, on=on)


@effect
def transfer_from_elsewhere(case: Locked, act: int, on: date) -> None:
    """转让登记（在转入地交易）：the vehicle enters this register in its new owner's name."""
    since = stated_day(case, "delivered_on") or case.accepted_on
    vehicle_id = receive(case, way=case.declared.get("way", BOUGHT), since=since, act=act, on=on)
    number = assign(case, vehicle_id, act=act)
    vehicles.endorse_title(vehicle_id, kind=TRANSFER, on=on, text=f"转让登记，转入，号牌号码{number}", act=act)


@effect
def transfer_for_export(case: Locked, act: int, on: date) -> None:
    """转让待出口：the exporter is the owner; at most sixty days on a temporary plate."""
    asked = case.asked(on=case.accepted_on)
    _hand_over(case, asked, act=act, on=on)
    give(case, "used_car_export", act=act, on=on)
    vehicles.endorse_title(vehicle_of(case), kind=EXPORT, on=on, text="转让登记，转让待出口", act=act)
    _secure_anew(case, asked, act=act, on=on)


@effect
def transfer_by_ruling(case: Locked, act: int, on: date) -> None:
    """凭协助执行文书转让：what was not obtained is announced as void, a new title is issued in the same act."""
    vehicle_id, plate = vehicle_of(case), queries.get(vehicle_of(case)).plate
    missing = tuple(paper for paper in PAPERS if case.declared.get(f"{paper}_not_obtained") == "yes")
    if missing:
        announcements.announce(vehicle_id=vehicle_id, ground=RULING, papers=missing, plate=plate, on=on, act=act)
    transfer_vehicle(case, act, on)
    vehicles.reissue_title(vehicle_id, act=act)


def _hand_over(case: Locked, asked: Asked, *, act: int, on: date) -> None:
    """The new owner, no plates and no licence any more; the number is kept for the former owner."""
    assert asked.holder_id is not None
    vehicle_id = vehicle_of(case)
    since = stated_day(case, "delivered_on") or case.accepted_on
    vehicles.transfer(
        vehicle_id, owner_id=case.applicant_id, way=case.declared.get("way", BOUGHT), since=since, act=act
    )
    plates.release(vehicle_id=vehicle_id, keep_for=asked.holder_id, until=add_years(on, RETENTION_YEARS), act=act)
    vehicles.withdraw_licence(vehicle_id, act=act)


def _secure_anew(case: Locked, asked: Asked, *, act: int, on: date) -> None:
    """Whoever joined as mortgagee or pledgee, and is so on record, stays secured."""
    joined = list(Role.objects.filter(case_id=case.id, voided_by=None).values_list("role", "party_id"))
    still = [(role, party) for role, party in joined if (SECURED.get(role), party) in asked.creditors]
    check_roles(still, asked)
    for role, creditor_id in still:
        _secure_again(case, vehicle_of(case), kind=SECURED[role], creditor_id=creditor_id, act=act, on=on)


def _secure_again(case: Locked, vehicle_id: int, *, kind: str, creditor_id: int, act: int, on: date) -> None:
    """一并办理新的抵押登记（质押备案）：the old one ends with the old owner, the new one stands on the new owner."""
    holds.lift(kind=kind, vehicle_id=vehicle_id, act=act)
    holds.place(
        kind=kind,
        authority="车辆管理所",
        document=case.no,
        since=on,
        vehicle_id=vehicle_id,
        creditor_id=creditor_id,
        act=act,
    )
    vehicles.endorse_title(vehicle_id, kind=kind, on=on, text="转让时一并办理新的担保登记", act=act)
