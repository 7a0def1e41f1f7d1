"""学习驾驶证明、考试地、临时驾驶许可。"""

from datetime import date

from cheguan.registers.drivers.models import ExamPlace, LearnerPermit, TemporaryPermit


def issue_learner_permit(party_id: int, *, code: str, valid_from: date, valid_until: date, act: int) -> None:
    """核发学习驾驶证明；one for the same class that has run out gives way."""
    end_permit(party_id, code=code, act=act)
    LearnerPermit.objects.create(
        party_id=party_id, code=code, valid_from=valid_from, valid_until=valid_until, issued_by_id=act
    )


def end_permit(party_id: int, *, code: str, act: int) -> None:
    """The class is granted, or the permit has run out."""
    LearnerPermit.objects.filter(party_id=party_id, code=code, voided_by=None).update(voided_by=act)


def change_exam_place(party_id: int, *, code: str, district: str, on: date, act: int) -> None:
    """变更考试地：from now on the learner is examined there."""
    permit = LearnerPermit.objects.get(party_id=party_id, code=code, voided_by=None)
    ExamPlace.objects.filter(permit=permit, voided_by=None).update(voided_by=act)
    ExamPlace.objects.create(permit=permit, district=district, on=on, issued_by_id=act)


def issue_temporary_permit(
    party_id: int, *, code: str, foreign_number: str, since: date, until: date, act: int
) -> None:
    """核发临时机动车驾驶许可；the earlier one gives way."""
    TemporaryPermit.objects.filter(party_id=party_id, voided_by=None).update(voided_by=act)
    TemporaryPermit.objects.create(
        party_id=party_id, code=code, foreign_number=foreign_number, since=since, until=until, issued_by_id=act
    )
