"""学习驾驶证明、考试地、临时驾驶许可。"""

from datetime import date

from cheguan.law.rules.permit_window import permit_until
from cheguan.registers.drivers import commands as drivers
from cheguan.work.cases.effects.effect import effect, stated_day
from cheguan.work.cases.locked import Locked


@effect
def issue_learner_permit(case: Locked, act: int, on: date) -> None:
    """核发学习驾驶证明。"""
    code = case.declared["target_class"]
    birth = case.asked(on=case.accepted_on).facts.applicant.birth
    until = permit_until(code, since=on, birth=birth)
    drivers.issue_learner_permit(case.applicant_id, code=code, valid_from=on, valid_until=until, act=act)


@effect
def change_exam_place(case: Locked, act: int, on: date) -> None:
    """变更考试地。"""
    stated = case.declared
    drivers.change_exam_place(
        case.applicant_id, code=stated["target_class"], district=stated["exam_district"], on=on, act=act
    )


@effect
def issue_temporary_permit(case: Locked, act: int, on: date) -> None:
    """核发临时机动车驾驶许可。"""
    until = stated_day(case, "temporary_to")
    assert until is not None
    drivers.issue_temporary_permit(
        case.applicant_id,
        code=case.declared["target_class"],
        foreign_number=case.declared["foreign_number"],
        since=on,
        until=until,
        act=act,
    )
