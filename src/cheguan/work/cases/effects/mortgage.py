"""抵押登记、质押备案 and their release."""

from datetime import date

from cheguan.registers.holds import commands as holds
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.checking import SECURED
from cheguan.work.cases.effects.effect import effect, party_of, vehicle_of
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.refusals import NotOnRecord

WORDS = {"mortgage": "抵押登记", "pledge": "质押备案"}


@effect
def register_mortgage(case: Locked, act: int, on: date) -> None:
    """抵押登记：from the day of registration."""
    _secure(case, "mortgagee", document=case.declared.get("contract_no") or case.no, act=act, on=on)


@effect
def release_mortgage(case: Locked, act: int, on: date) -> None:
    """解除抵押登记。"""
    _release(case, "mortgagee", act=act, on=on)


@effect
def file_pledge(case: Locked, act: int, on: date) -> None:
    """质押备案。"""
    _secure(case, "pledgee", document=case.no, act=act, on=on)


@effect
def release_pledge(case: Locked, act: int, on: date) -> None:
    """解除质押备案。"""
    _release(case, "pledgee", act=act, on=on)


def _secure(case: Locked, role: str, *, document: str, act: int, on: date) -> None:
    kind, creditor_id = SECURED[role], party_of(case, role)
    assert creditor_id is not None
    holds.place(
        kind=kind,
        authority="车辆管理所",
        document=document,
        since=on,
        vehicle_id=vehicle_of(case),
        creditor_id=creditor_id,
        act=act,
    )
    text = f"{WORDS[kind]}，权利人{parties.get(creditor_id).name}"
    vehicles.endorse_title(vehicle_of(case), kind=kind, on=on, text=text, act=act)


def _release(case: Locked, role: str, *, act: int, on: date) -> None:
    kind, creditor_id = SECURED[role], _creditor(case, role)
    if not holds.lift(kind=kind, vehicle_id=vehicle_of(case), creditor_id=creditor_id, act=act):
        raise NotOnRecord(f"登记簿上没有{WORDS[kind]}")
    text = f"解除{WORDS[kind]}，权利人{parties.get(creditor_id).name}"
    vehicles.endorse_title(vehicle_of(case), kind=f"{kind}_end", on=on, text=text, act=act)


def _creditor(case: Locked, role: str) -> int:
    """Who joined; else the applicant, if it is a creditor's own; else the only creditor there is."""
    joined = party_of(case, role)
    if joined is not None:
        return joined
    asked = case.asked(on=case.accepted_on)
    creditors = {party for kind, party in asked.creditors if kind == SECURED[role]}
    if case.applicant_id in creditors:
        return case.applicant_id
    if len(creditors) != 1:
        raise NotOnRecord("登记的权利人不是一位，须由要解除的权利人申请")
    return creditors.pop()
