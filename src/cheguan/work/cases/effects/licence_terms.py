"""Terms and cards of a driving licence."""

from datetime import date

from cheguan.law.rules import licence_terms
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.effects.licence_duties import enter_medical, note_medical
from cheguan.work.cases.locked import Locked


@effect
def renew_licence(case: Locked, act: int, on: date) -> None:
    """期满换证：the next term starts where the old one ends. It is a review as well."""
    licence_id = licence_of(case)
    facts = case.asked(on=case.accepted_on).facts.the_licence
    assert facts.valid_until is not None
    term = licence_terms.next_term(facts.term, facts.cycle_points)
    valid_from, valid_until = licence_terms.next_validity(facts.valid_until, term)
    drivers.renew(licence_id, term=term, valid_from=valid_from, valid_until=valid_until, act=act)
    drivers.pass_review(licence_id, on=on, act=act)
    examined = ["medical"] if enter_medical(case, licence_id, act=act) else []
    drivers.made_good(licence_id, "renewal", "review", *examined, act=act)


@effect
def reissue_licence(case: Locked, act: int, on: date) -> None:
    """遗失补证、损毁换证：the old card is void."""
    drivers.reissue(licence_of(case), act=act)


@effect
def restore_licence(case: Locked, act: int, on: date) -> None:
    """恢复驾驶资格：the cancelled licence is in force again; one that has expired enters its next term."""
    licence_id = licence_of(case)
    facts = case.asked(on=case.accepted_on).facts.the_licence
    assert facts.valid_from is not None
    term, valid_from, valid_until = facts.term, facts.valid_from, facts.valid_until
    while valid_until is not None and valid_until < on:
        term = licence_terms.next_term(term, facts.cycle_points)
        valid_from, valid_until = licence_terms.next_validity(valid_until, term)
    drivers.restore(licence_id, term=term, valid_from=valid_from, valid_until=valid_until, act=act)
    drivers.made_good(licence_id, "renewal", act=act)
    note_medical(case, licence_id, act=act)


@effect
def issue_electronic_licence(case: Locked, act: int, on: date) -> None:
    """核发电子驾驶证。"""
    drivers.issue_electronic(licence_of(case), act=act)


@effect
def certify_driving_record(case: Locked, act: int, on: date) -> None:
    """安全驾驶记录证明：the registers stay as they are; the act says that it was given."""
