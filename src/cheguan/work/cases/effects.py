"""What a grant does to the registers: one function for each effect that a service may name."""

from collections.abc import Callable, Mapping
from datetime import date

from cheguan.law.catalogue import EFFECTS as KNOWN
from cheguan.law.dates import add_years
from cheguan.law.rules import inspection, licence
from cheguan.registers.drivers import commands as drivers
from cheguan.registers.holds import commands as holds
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Case, Role
from cheguan.work.cases.opening import SECURED, check_roles
from cheguan.work.cases.refusals import NoNumberChosen

RETENTION_YEARS = 2
Effect = Callable[[Locked, int, date], None]


def reissue_vehicle_licence(case: Locked, act: int, on: date) -> None:
    """补领行驶证：the old copy is void."""
    vehicles.reissue_licence(_vehicle(case), act=act)


def renew_licence(case: Locked, act: int, on: date) -> None:
    """期满换证：the next term starts where the old one ends."""
    facts = case.asked(on=case.accepted_on).facts.the_licence
    assert facts.valid_until is not None
    term = licence.next_term(facts.term, facts.cycle_points)
    valid_from, valid_until = licence.next_validity(facts.valid_until, term)
    drivers.renew(_licence(case), term=term, valid_from=valid_from, valid_until=valid_until, act=act)


def reissue_licence(case: Locked, act: int, on: date) -> None:
    """遗失补证：the lost card is void."""
    drivers.reissue(_licence(case), act=act)


def register_vehicle(case: Locked, act: int, on: date) -> None:
    """注册登记：the vehicle enters the register with its owner, number and papers."""
    assert case.new_vehicle is not None
    facts = case.asked(on=case.accepted_on).facts
    vehicle = vehicles.register(
        case.new_vehicle,
        owner_id=case.applicant_id,
        way=case.declared.get("way", "A"),
        since=_day(case, "acquired_on") or on,
        office=case.office,
        mark_until=inspection.first_validity(facts.the_vehicle, registered_on=on),
        on=on,
        act=act,
    )
    Case.objects.filter(pk=case.id).update(vehicle=vehicle)
    number = _assign(case, vehicle.pk, act)
    vehicles.endorse_title(vehicle.pk, kind="registration", on=on, text=f"注册登记，号牌号码{number}", act=act)


def transfer_vehicle(case: Locked, act: int, on: date) -> None:
    """转让登记：new owner, new number, new licence and mark; a mortgage goes on in the mortgagee's favour."""
    vehicle_id = _vehicle(case)
    asked = case.asked(on=case.accepted_on)
    assert asked.holder_id is not None
    vehicles.transfer(
        vehicle_id,
        owner_id=case.applicant_id,
        way=case.declared.get("way", "A"),
        since=_day(case, "delivered_on") or case.accepted_on,
        act=act,
    )
    plates.release(vehicle_id=vehicle_id, keep_for=asked.holder_id, until=add_years(on, RETENTION_YEARS), act=act)
    number = _assign(case, vehicle_id, act)
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


def _assign(case: Locked, vehicle_id: int, act: int) -> str:
    assignment = plates.assign(case_no=case.no, vehicle_id=vehicle_id, act=act)
    if assignment is None:
        raise NoNumberChosen
    return assignment.number


def _vehicle(case: Locked) -> int:
    assert case.vehicle_id is not None
    return case.vehicle_id


def _licence(case: Locked) -> int:
    assert case.licence_id is not None
    return case.licence_id


def _day(case: Locked, key: str) -> date | None:
    value = case.declared.get(key)
    return date.fromisoformat(value) if value else None


EFFECTS: Mapping[str, Effect] = {
    effect.__name__: effect
    for effect in (reissue_vehicle_licence, renew_licence, reissue_licence, register_vehicle, transfer_vehicle)
}
if missing := KNOWN - EFFECTS.keys():
    raise LookupError(f"the catalogue names effects that nobody carries out: {sorted(missing)}")
