"""选号：a vehicle's number, drawn by the computer and chosen by its owner, before the decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cheguan.base.acts.commands import AlreadyRecorded
from cheguan.base.acts.queries import find_repeated
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.law.lifecycle import State
from cheguan.law.rules import plates as law
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases.facts import Matter, of_subject
from cheguan.work.cases.locked import Locked, lock
from cheguan.work.cases.queries import CaseView
from cheguan.work.cases.refusals import WrongState

OFFERS = 50
UNDECIDED = frozenset({State.ACCEPTED, State.VERIFIED, State.REVIEWED})


@kept("draw_numbers")
def draw_numbers(*, case_no: str, by: Actor, at: datetime, key: UUID) -> tuple[str, ...]:
    """抽号：up to fifty free numbers (how many is the office's choice: `docs/decisions/0006-plate-draw.md`)."""
    by = by.at("accept")
    try:
        with transaction.atomic(durable=True):
            case = _choosing(case_no, by=by)
            kind, energy = kind_for(case)
            drawn = plates.draw(case_no=case.no, kind=kind, energy=energy, offers=OFFERS, by=by, at=at, key=key)
            return tuple(drawn.candidates)
    except AlreadyRecorded as error:
        _only_again("draw_numbers", case_no=case_no, by=by, key=key, error=error)
        return plates.candidates(case_no)


@kept("choose_number")
def choose_number(*, case_no: str, number: str, by: Actor, at: datetime, key: UUID) -> None:
    """选定一个抽出的号码。"""
    by = by.at("accept")
    try:
        with transaction.atomic(durable=True):
            case = _choosing(case_no, by=by)
            plates.choose(case_no=case.no, number=number, by=by, at=at, key=key)
    except AlreadyRecorded as error:
        _only_again("choose_number", case_no=case_no, by=by, key=key, error=error)


def _only_again(kind: str, *, case_no: str, by: Actor, key: UUID, error: AlreadyRecorded) -> None:
    if find_repeated(key=key, kind=kind, by=by, case_no=case_no) is None:
        raise KeyUsed from error


def draws(case: Locked | CaseView) -> bool:
    """Whether the case ends with a new number: some do only when its facts say so."""
    service = case.service
    if not service.gives_number or not service.number_if.text:
        return service.gives_number
    matter = Matter(
        on=case.accepted_on,
        office=case.office,
        channel=case.channel,
        by_agent=case.agent_id is not None,
        materials=frozenset(),
        joint=frozenset(),
        declared=case.declared,
    )
    asked = of_subject(
        matter, applicant_id=case.applicant_id, vehicle_id=case.vehicle_id, licence_id=case.licence_id, new=None
    )
    return service.draws_number(asked.facts)


def kind_for(case: Locked) -> tuple[str, str]:
    """号牌种类 of the new number and the fuel that its letters tell of."""
    if case.new_vehicle is not None:
        new = case.new_vehicle
        return law.kind_of(vehicle_type=new.vehicle_type, energy=new.energy, use=new.use), new.energy
    assert case.vehicle_id is not None
    vehicle = vehicles.get(case.vehicle_id)
    if new_use := case.declared.get("new_use"):
        return law.kind_of(vehicle_type=vehicle.vehicle_type, energy=vehicle.energy, use=new_use), vehicle.energy
    return vehicle.plate_kind, vehicle.energy


def _choosing(case_no: str, *, by: Actor) -> Locked:
    case = lock(case_no, office=by.office)
    if case.state not in UNDECIDED or not draws(case):
        raise WrongState("这件业务现在不能选号")
    return case
