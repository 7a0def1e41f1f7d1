"""审验、体检、延期、延长驾驶资格、校车驾驶资格。"""

from datetime import date

from cheguan.law.rules.licence_downgrade import latest_extension
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, licence_of, stated_day
from cheguan.work.cases.locked import Locked

# Kept with the certificate where no institution shares it.
ON_PAPER = "申请人提交的纸质证明"


def note_medical(case: Locked, licence_id: int, *, act: int) -> None:
    """A certificate that came with the matter is entered, and what was owed of it is made good."""
    if enter_medical(case, licence_id, act=act):
        drivers.made_good(licence_id, "medical", act=act)


def enter_medical(case: Locked, licence_id: int, *, act: int) -> bool:
    """A certificate handed in on paper enters the register; one that is shared stands there already."""
    issued_on = stated_day(case, "medical_issued_on")
    if issued_on is None:
        return False
    drivers.enter_medical_report(licence_id, institution=ON_PAPER, issued_on=issued_on, fit=True, act=act)
    return True


@effect
def file_medical_certificate(case: Locked, act: int, on: date) -> None:
    """提交身体条件证明。"""
    enter_medical(case, licence_of(case), act=act)
    drivers.made_good(licence_of(case), "medical", act=act)


@effect
def record_review(case: Locked, act: int, on: date) -> None:
    """审验合格：what was overdue or deferred of it is made good; a school-bus driver's certificate is entered."""
    drivers.pass_review(licence_of(case), on=on, act=act)
    drivers.made_good(licence_of(case), "review", act=act)
    note_medical(case, licence_of(case), act=act)


@effect
def defer_renewal(case: Locked, act: int, on: date) -> None:
    """延期换证。"""
    _defer("renewal", case, act)


@effect
def defer_review(case: Locked, act: int, on: date) -> None:
    """延期审验。"""
    _defer("review", case, act)


@effect
def defer_medical(case: Locked, act: int, on: date) -> None:
    """延期提交身体条件证明。"""
    _defer("medical", case, act)


def _defer(kind: str, case: Locked, act: int) -> None:
    until = stated_day(case, "deferred_to")
    assert until is not None
    drivers.defer(licence_of(case), kind=kind, cause=case.declared["deferral_cause"], until=until, act=act)


@effect
def extend_driving_age(case: Locked, act: int, on: date) -> None:
    """延长驾驶资格期限：as far as the law allows."""
    birth = case.asked(on=case.accepted_on).facts.applicant.birth
    assert birth is not None
    drivers.extend_age(licence_of(case), until=latest_extension(birth), act=act)
    note_medical(case, licence_of(case), act=act)


@effect
def qualify_school_bus_driver(case: Locked, act: int, on: date) -> None:
    """校车驾驶资格：endorsed on a new card."""
    drivers.qualify_for_school_bus(licence_of(case), on=on, act=act)
    drivers.reissue(licence_of(case), act=act)
    note_medical(case, licence_of(case), act=act)
