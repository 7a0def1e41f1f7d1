from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Attempt(models.Model):
    """未遂与查询：what somebody tried or looked at. ``subject`` is masked; ``reasons`` are the refusal's."""

    kind = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    officer = models.ForeignKey("people.Officer", models.PROTECT, null=True, related_name="+", db_index=False)
    staff_no = models.CharField(max_length=40, db_default="")
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    device = models.CharField(max_length=60, db_default="")
    case_no = models.CharField(max_length=30, null=True)
    subject = models.CharField(max_length=80, db_default="")
    purpose = models.CharField(max_length=200, db_default="")
    reasons = ArrayField(models.TextField(), db_default=[])

    class Meta:
        indexes = [
            models.Index(fields=["officer", "-at"], name="attempt_of_officer"),
            models.Index(fields=["case_no"], name="attempt_of_case", condition=models.Q(case_no__isnull=False)),
            models.Index(fields=["staff_no", "-at"], name="attempt_to_sign_in", condition=models.Q(kind="sign_in")),
        ]
