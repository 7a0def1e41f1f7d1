"""注销驾驶证：by wish, for health, after death, for loss of capacity, by the office."""

from datetime import date

from cheguan.law.rules.licence_cancel import office_ground
from cheguan.law.rules.licence_cancelling import RESTORABLE
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.locked import Locked

# By the letter of the reason in the code table of licence services.
GROUNDS = {"A": "own_wish", "C": "unfit", "D": "death", "O": "no_capacity"}


@effect
def cancel_licence(case: Locked, act: int, on: date) -> None:
    """注销：the ground is the service's own."""
    (letter,) = case.service.system_reasons
    drivers.cancel(licence_of(case), ground=GROUNDS[letter], on=on, restorable=False, act=act)


@effect
def cancel_licence_by_office(case: Locked, act: int, on: date) -> None:
    """依职权注销：the ground that the register and the day show."""
    ground = office_ground(case.asked(on=case.accepted_on).facts)
    assert ground is not None
    drivers.cancel(licence_of(case), ground=ground, on=on, restorable=ground in RESTORABLE, act=act)
