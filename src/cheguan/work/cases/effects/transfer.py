"""转让登记：the vehicle goes to a new owner."""

from datetime import date

from cheguan.law.dates import add_years
from cheguan.registers.holds import commands as holds
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, stated_day, vehicle_of
from cheguan.work.cases.effects.numbers import assign
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Role
from cheguan.work.cases.opening import SECURED, check_roles

RETENTION_YEARS = 2


@effect
def transfer_vehicle(case: Locked, act: int, on: date) -> None:
    """转让登记：new owner, new number, new licence and mark; a mortgage goes on in the mortgagee's favour."""
    vehicle_id = vehicle_of(case)
    asked = case.asked(on=case.accepted_on)
    assert asked.holder_id is not None
    vehicles.transfer(
        vehicle_id,
        owner_id=case.applicant_id,
        way=case.declared.get("way", "A"),
        since=stated_day(case, "delivered_on") or case.accepted_on,
        act=act,
    )
    plates.release(vehicle_id=vehicle_id, keep_for=asked.holder_id, until=add_years(on, RETENTION_YEARS), act=act)
    number = assign(case, vehicle_id, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)
    mark_until = asked.facts.the_vehicle.mark_valid_until
    if mark_until is not None:
        vehicles.reissue_mark(vehicle_id, valid_until=mark_until, act=act)
    vehicles.endorse_title(vehicle_id, kind="transfer", on=on, text=f"转让登记，号牌号码{number}", act=act)
    joined = list(Role.objects.filter(case_id=case.id, voided_by=None).values_list("role", "party_id"))
    still = [(role, party) for role, party in joined if (SECURED.get(role), party) in asked.creditors]
    check_roles(still, asked)
    for role, creditor_id in still:
        _secure_again(case, vehicle_id, kind=SECURED[role], creditor_id=creditor_id, act=act, on=on)


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
