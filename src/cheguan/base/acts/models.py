"""The act, and the row that cannot exist without one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Act(models.Model):
    """一次行政行为。``basis`` holds the articles in print form; ``detail`` what the paper needs and no column has."""

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    post = models.CharField(max_length=20)
    office = models.CharField(max_length=6)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    device = models.CharField(max_length=60, db_default="")
    basis = ArrayField(models.TextField(), db_default=[])
    case_no = models.CharField(max_length=30, null=True)
    reason = models.TextField(db_default="")
    detail = models.JSONField(db_default={})

    class Meta:
        indexes = [
            models.Index(fields=["case_no"], name="act_of_case", condition=models.Q(case_no__isnull=False)),
            models.Index(fields=["officer", "-at"], name="act_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_no or ''} #{self.pk}"


class Issued(models.Model):
    """A register row: brought into force by one act, taken out of force by at most one other."""

    issued_by = models.ForeignKey(Act, models.PROTECT, related_name="+", db_index=False)
    voided_by = models.ForeignKey(Act, models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        abstract = True


CURRENT = models.Q(voided_by__isnull=True)
