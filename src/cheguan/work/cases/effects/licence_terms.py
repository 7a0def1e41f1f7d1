"""Terms and cards of a driving licence."""

from datetime import date

from cheguan.law.rules import licence
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.locked import Locked


@effect
def renew_licence(case: Locked, act: int, on: date) -> None:
    """期满换证：the next term starts where the old one ends."""
    facts = case.asked(on=case.accepted_on).facts.the_licence
    assert facts.valid_until is not None
    term = licence.next_term(facts.term, facts.cycle_points)
    valid_from, valid_until = licence.next_validity(facts.valid_until, term)
    drivers.renew(licence_of(case), term=term, valid_from=valid_from, valid_until=valid_until, act=act)


@effect
def reissue_licence(case: Locked, act: int, on: date) -> None:
    """遗失补证：the lost card is void."""
    drivers.reissue(licence_of(case), act=act)
