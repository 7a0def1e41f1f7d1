"""What a holder owes and has done: reviews, deferrals, probation, points taken off, and what else stands on file."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued
from cheguan.registers.drivers.models.licence import DrivingLicence, one


class Review(Issued):
    """审验：passed on a day, by itself or with a renewal or a moving in."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="reviews", db_index=False)
    on = models.DateField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["licence", "-on"], condition=CURRENT, name="reviews_of_licence"),
        ]


class Deferral(Issued):
    """延期：of the renewal, the review or the medical certificate. No driving until it ends or is made good."""

    KINDS: ClassVar = [("renewal", "延期换证"), ("review", "延期审验"), ("medical", "延期提交身体条件证明")]

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="deferrals", db_index=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    cause = models.CharField(max_length=16)
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            one("deferred_once", "licence", "kind"),
            models.CheckConstraint(
                name="known_deferral", condition=models.Q(kind__in=["renewal", "review", "medical"])
            ),
        ]


class AgeExtension(Issued):
    """延长驾驶资格期限：until when the classes that end at 63 may still be driven."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="age_extensions", db_index=False)
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [one("extended_once")]


class Probation(Issued):
    """实习期：of the first car-type or of the first motorcycle-type class; ``until`` is its last day."""

    FAMILIES: ClassVar = [("car", "汽车类"), ("motorcycle", "摩托车类")]

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="probations", db_index=False)
    family = models.CharField(max_length=10, choices=FAMILIES)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            one("one_probation_of_a_family", "licence", "family"),
            models.CheckConstraint(name="probation_has_days", condition=models.Q(until__gt=models.F("since"))),
        ]


class PointsRelief(Issued):
    """记分减免：points ``cleared`` after the full-mark education, or taken off by study (``reduced``)."""

    KINDS: ClassVar = [("cleared", "满分学习考试合格后清除"), ("reduced", "学法减分")]

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="reliefs", db_index=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    on = models.DateField()
    points = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["licence"], condition=CURRENT, name="reliefs_of_licence")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relief_takes_points",
                condition=models.Q(kind="cleared", points__gte=12) | models.Q(kind="reduced", points__range=(1, 6)),
            )
        ]


class SchoolBusQualification(Issued):
    """校车驾驶资格：endorsed on the licence."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="school_bus", db_index=False)
    since = models.DateField()

    class Meta:
        constraints: ClassVar = [one("one_school_bus_qualification")]


class Employment(Issued):
    """从业单位：where the holder of a large class drives."""

    licence = models.ForeignKey(DrivingLicence, models.PROTECT, related_name="employments", db_index=False)
    employer = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [one("one_current_employer")]
