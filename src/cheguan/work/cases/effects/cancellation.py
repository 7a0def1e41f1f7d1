"""注销登记 and 公告作废：the registration ends, its papers with it; the number is kept for the former owner."""

from datetime import date

from cheguan.law.dates import add_years
from cheguan.law.rules import cancellation
from cheguan.registers.announcements import commands as announcements
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles import queries
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.effects.numbers import RETENTION_YEARS
from cheguan.work.cases.locked import Locked

CANCELLED, CANCELLED_BY_OFFICE, OVERDUE = "E", "M", "P"


@effect
def cancel_vehicle(case: Locked, act: int, on: date) -> None:
    """注销登记：what was not handed in is announced as void."""
    not_back = cancellation.not_back(case.declared)
    _end(case, letter=CANCELLED, ground="not_handed_in", void=not_back, act=act, on=on)


@effect
def cancel_by_office(case: Locked, act: int, on: date) -> None:
    """依职权注销：a seized and scrapped vehicle's papers are announced in any case, others where not recovered."""
    ground = case.declared["office_ground"]
    void = cancellation.PAPERS if ground == "seized_scrapped" else cancellation.not_back(case.declared)
    _end(case, letter=CANCELLED_BY_OFFICE, ground=ground, void=void, act=act, on=on)


@effect
def announce_void(case: Locked, act: int, on: date) -> None:
    """公告作废：certificate, plates and licence are void though nobody has handed them in."""
    vehicle_id, ground = vehicle_of(case), case.declared["announcement_ground"]
    plate = queries.get(vehicle_id).plate
    announcements.announce(
        vehicle_id=vehicle_id, ground=ground, papers=cancellation.PAPERS, plate=plate, on=on, act=act
    )
    vehicles.void_papers(vehicle_id, act=act)
    if ground == "overdue_scrapping":
        vehicles.mark_status(vehicle_id, letter=OVERDUE, act=act)


def _end(case: Locked, *, letter: str, ground: str, void: tuple[str, ...], act: int, on: date) -> None:
    card = queries.get(vehicle_of(case))
    vehicles.void_papers(card.id, act=act)
    vehicles.mark_status(card.id, letter=letter, act=act)
    if card.owner_id is not None:
        plates.release(vehicle_id=card.id, keep_for=card.owner_id, until=add_years(on, RETENTION_YEARS), act=act)
    if void:
        announcements.announce(vehicle_id=card.id, ground=ground, papers=void, plate=card.plate, on=on, act=act)
