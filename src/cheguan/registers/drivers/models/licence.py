"""A driving licence keeps its file number; classes, terms, copies and statuses are rows issued and voided by acts."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


def one(name: str, *fields: str) -> models.UniqueConstraint:
    """At most one row in force, of a licence or of what ``fields`` name."""
    return models.UniqueConstraint(fields=fields or ("licence",), condition=CURRENT, name=name)


class DrivingLicence(Issued):
    """机动车驾驶证。``file_no`` is the twelve-digit 档案编号."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    file_no = models.CharField(max_length=12)
    first_issued_on = models.DateField()
    office = models.CharField(max_length=6)

    class Meta:
        constraints = [
            one("one_licence_of_a_person", "party"),
            one("one_licence_per_file", "file_no"),
            models.CheckConstraint(name="file_no_digits", condition=models.Q(file_no__regex="^[0-9]{12}$")),
        ]


class DrivingClass(Issued):
    """准驾车型。"""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="classes", db_index=False)
    code = models.CharField(max_length=2)
    granted_on = models.DateField()

    class Meta:
        constraints = [
            one("class_held_once", "licence", "code"),
            models.CheckConstraint(
                name="known_driving_class", condition=models.Q(code__regex="^(A[123]|B[12]|C[1-6]|[DEFMNP])$")
            ),
        ]


class Term(Issued):
    """有效期：six years, ten years or 长期 (``valid_until`` empty)."""

    TERMS: ClassVar = [("6", "六年"), ("10", "十年"), ("long_term", "长期")]

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="terms", db_index=False)
    term = models.CharField(max_length=9, choices=TERMS)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            one("one_current_term"),
            models.CheckConstraint(
                name="long_term_has_no_end",
                condition=models.Q(term="long_term", valid_until=None)
                | (~models.Q(term="long_term") & models.Q(valid_until__gt=models.F("valid_from"))),
            ),
        ]


class LicenceCopy(Issued):
    """驾驶证证件：the card in the holder's hand."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="copies", db_index=False)
    serial = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [one("one_valid_driving_licence_copy")]


class LicenceStatus(Issued):
    """驾驶证状态：one letter of the set; no row means 正常."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="statuses", db_index=False)
    letter = models.CharField(max_length=1)

    class Meta:
        constraints = [
            one("licence_status_once", "licence", "letter"),
            models.CheckConstraint(name="licence_status_letter", condition=models.Q(letter__regex="^[B-NPRSTU]$")),
        ]


class ElectronicLicence(Issued):
    """电子驾驶证：worth the same as the card."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="electronic", db_index=False)

    class Meta:
        constraints = [one("one_electronic_licence")]


class Cancellation(Issued):
    """注销：since when and why. Its voiding restores the licence (恢复驾驶资格)."""

    GROUNDS: ClassVar = [
        ("own_wish", "本人申请"),
        ("unfit", "身体条件不适合"),
        ("death", "死亡"),
        ("no_capacity", "丧失民事行为能力"),
        ("expired", "逾期未换证"),
        ("medical_missing", "逾期未提交身体条件证明"),
        ("age", "仅有到龄不得驾驶的车型"),
        ("revoked", "被吊销"),
        ("rescinded", "被撤销"),
        ("drugs", "吸毒后驾驶或者药瘾未戒除"),
        ("exam_for_another", "代替他人考试"),
        ("probation", "实习期记满12分"),
    ]

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="cancellations", db_index=False)
    ground = models.CharField(max_length=16, choices=GROUNDS)
    on = models.DateField()

    class Meta:
        constraints = [
            one("cancelled_once"),
            models.CheckConstraint(
                name="known_ground_of_cancelling",
                condition=models.Q(
                    ground__in=[
                        "own_wish",
                        "unfit",
                        "death",
                        "no_capacity",
                        "expired",
                        "medical_missing",
                        "age",
                        "revoked",
                        "rescinded",
                        "drugs",
                        "exam_for_another",
                        "probation",
                    ]
                ),
            ),
        ]


class Points(Issued):
    """记分：one entry. ``settled`` tells whether the violation has been dealt with."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="points", db_index=False)
    on = models.DateField()
    points = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=40)
    settled = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["licence"], condition=CURRENT, name="points_of_licence")]
        constraints = [models.CheckConstraint(name="points_1_to_12", condition=models.Q(points__gte=1, points__lte=12))]


class MedicalReport(Issued):
    """身体条件证明 shared by a medical institution or handed in; used for six months."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="medical_reports", db_index=False)
    institution = models.CharField(max_length=80)
    issued_on = models.DateField()
    fit = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["licence", "-issued_on"], condition=CURRENT, name="medical_of_licence")]
