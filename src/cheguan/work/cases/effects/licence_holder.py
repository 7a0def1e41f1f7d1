"""Data of the holder: on the card, and on file."""

from datetime import date

from cheguan.registers.drivers import commands as drivers
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties import queries as people
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.locked import Locked

PROFILE = {"holder_name": "name", "holder_address": "address", "holder_phone": "phone"}


@effect
def change_holder_data(case: Locked, act: int, on: date) -> None:
    """信息变化换证：what the card says of the holder reads so now."""
    _rename(case, act=act)
    number = case.declared.get("holder_number")
    if number:
        document = people.get(case.applicant_id).document
        parties.identify(case.applicant_id, document=document, number=number, act=act)
    drivers.reissue(licence_of(case), act=act)


@effect
def file_holder_contact(case: Locked, act: int, on: date) -> None:
    """驾驶人信息备案。"""
    _rename(case, act=act)
    employer = case.declared.get("employer")
    if employer:
        drivers.employ(licence_of(case), employer=employer, act=act)


def _rename(case: Locked, *, act: int) -> None:
    now = {part: case.declared[key] for key, part in PROFILE.items() if case.declared.get(key)}
    if now:
        parties.rename(case.applicant_id, act=act, **now)
