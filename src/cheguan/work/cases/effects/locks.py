"""What an authority orders: restrictions, theft records, release from the customs, a registration restored."""

from datetime import date

from cheguan.registers.holds import commands as holds
from cheguan.registers.parties import queries as parties
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.locked import Locked

STOLEN, CUSTOMS = "stolen", "customs"
STOLEN_LETTER, CUSTOMS_LETTER, CANCELLED_LETTERS = "C", "H", "EMP"


@effect
def place_hold(case: Locked, act: int, on: date) -> None:
    """锁定、查封、嫌疑调查：the restriction stands until it is lifted."""
    _place(case, case.declared["hold_kind"], act=act, on=on)


@effect
def lift_hold(case: Locked, act: int, on: date) -> None:
    """解锁、解封。"""
    holds.lift(kind=case.declared["hold_kind"], vehicle_id=vehicle_of(case), act=act)


@effect
def record_theft(case: Locked, act: int, on: date) -> None:
    """记录被盗抢骗：every service on the vehicle stops."""
    _place(case, STOLEN, act=act, on=on)


@effect
def end_theft_record(case: Locked, act: int, on: date) -> None:
    """发还后恢复办理。"""
    holds.lift(kind=STOLEN, vehicle_id=vehicle_of(case), act=act)
    vehicles.clear_status(vehicle_of(case), letters=STOLEN_LETTER, act=act)


@effect
def release_from_customs(case: Locked, act: int, on: date) -> None:
    """解除海关监管。"""
    vehicle_id = vehicle_of(case)
    holds.lift(kind=CUSTOMS, vehicle_id=vehicle_id, act=act)
    vehicles.clear_status(vehicle_id, letters=CUSTOMS_LETTER, act=act)
    document = case.declared["order_document"]
    vehicles.endorse_title(vehicle_id, kind="customs_release", on=on, text=f"解除海关监管，{document}", act=act)


@effect
def restore_registration(case: Locked, act: int, on: date) -> None:
    """恢复登记：the status is undone, new papers are made, the old number comes back if nobody has it."""
    vehicle_id, asked = vehicle_of(case), case.asked(on=case.accepted_on)
    assert asked.holder_id is not None
    vehicles.clear_status(vehicle_id, letters=CANCELLED_LETTERS, act=act)
    vehicles.receive(vehicle_id, office=case.office, act=act)
    vehicles.restore_papers(vehicle_id, act=act)
    plates.take_back(vehicle_id=vehicle_id, owner_id=asked.holder_id, case_no=case.no, on=on, act=act)
    document = case.declared["order_document"]
    vehicles.endorse_title(vehicle_id, kind="restoration", on=on, text=f"恢复登记，{document}", act=act)


def _place(case: Locked, kind: str, *, act: int, on: date) -> None:
    holds.place(
        kind=kind,
        authority=parties.get(case.applicant_id).name,
        document=case.declared["order_document"],
        since=on,
        vehicle_id=vehicle_of(case),
        act=act,
    )
