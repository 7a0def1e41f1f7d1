"""Classes that end, and what comes in their place."""

from datetime import date

from cheguan.law.rules.licence_cancel import full_mark_families
from cheguan.law.rules.licence_change import ended_by_age, left_by_age
from cheguan.law.rules.licence_lowering import Lowered, by_age, by_choice, of_family
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, licence_of
from cheguan.work.cases.effects.licence_duties import note_medical
from cheguan.work.cases.locked import Locked


@effect
def lower_classes_by_age(case: Locked, act: int, on: date) -> None:
    """达到规定年龄换证。"""
    facts = case.asked(on=case.accepted_on).facts
    lowered = by_age(
        facts.the_licence.class_dates,
        gone=ended_by_age(facts),
        allowed=left_by_age(facts),
        chosen=case.declared["target_class"],
    )
    _exchange(case, lowered, act=act)
    note_medical(case, licence_of(case), act=act)


@effect
def lower_classes(case: Locked, act: int, on: date) -> None:
    """自愿降低准驾车型、因身体条件降低准驾车型。"""
    held = case.asked(on=case.accepted_on).facts.the_licence.class_dates
    chosen = case.declared["target_class"]
    _exchange(case, by_choice(held, chosen), act=act)
    drivers.end_permit(case.applicant_id, code=chosen, act=act)
    note_medical(case, licence_of(case), act=act)


@effect
def end_top_class(case: Locked, act: int, on: date) -> None:
    """注销最高准驾车型（旧业务）。"""
    _exchange(case, Lowered(frozenset({case.declared["target_class"]}), {}), act=act)


@effect
def end_probation_class(case: Locked, act: int, on: date) -> None:
    """注销实习准驾车型：with nothing else left, the licence is cancelled."""
    facts, licence_id = case.asked(on=case.accepted_on).facts, licence_of(case)
    held, families = facts.the_licence.classes, full_mark_families(facts)
    gone = frozenset(each for family in families for each in of_family(held, family))
    for family in families:
        drivers.end_probation(licence_id, family=family, act=act)
    if gone == held:
        drivers.cancel(licence_id, ground="probation", on=on, restorable=False, act=act)
    else:
        _exchange(case, Lowered(gone, {}), act=act)


def _exchange(case: Locked, lowered: Lowered, *, act: int) -> None:
    drivers.replace_classes(licence_of(case), gone=lowered.gone, instead=lowered.instead, act=act)
    drivers.reissue(licence_of(case), act=act)
