"""Permits of people who hold no licence, or none for that class: to learn, or to drive here for a while."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import Issued
from cheguan.registers.drivers.models.licence import one


class LearnerPermit(Issued):
    """学习驾驶证明：for one class; ``valid_until`` is its last day."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=2)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["party"], name="permits_of_party")]
        constraints: ClassVar = [
            one("one_permit_for_a_class", "party", "code"),
            models.CheckConstraint(name="permit_has_days", condition=models.Q(valid_until__gte=models.F("valid_from"))),
            models.CheckConstraint(
                name="known_class_to_learn", condition=models.Q(code__regex="^(A[123]|B[12]|C[1-6]|[DEFMNP])$")
            ),
        ]


class ExamPlace(Issued):
    """考试地：where the learner takes the examinations from now on. Every change is counted."""

    permit = models.ForeignKey(LearnerPermit, models.PROTECT, related_name="places", db_index=False)
    district = models.CharField(max_length=6)
    on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["permit"], name="places_of_permit")]
        constraints: ClassVar = [
            one("one_examination_place", "permit"),
            models.CheckConstraint(name="district_of_six", condition=models.Q(district__regex="^[1-9][0-9]{5}$")),
        ]


class TemporaryPermit(Issued):
    """临时机动车驾驶许可 of somebody from abroad; ``until`` is its last day."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=2)
    foreign_number = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["party"], name="temporary_permits_of_party")]
        constraints: ClassVar = [
            one("one_temporary_permit", "party"),
            models.CheckConstraint(name="temporary_permit_has_days", condition=models.Q(until__gte=models.F("since"))),
        ]
