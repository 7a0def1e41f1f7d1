"""排班试算：a plan that was asked about, and what came of it."""

from django.db import models


class Run(models.Model):
    """One question and its answer. ``passed`` days of ``days`` have been simulated; ``result`` is there when it is done."""

    key = models.UUIDField(unique=True)
    office = models.CharField(max_length=6)
    asked = models.JSONField()
    asked_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    days = models.PositiveIntegerField()
    passed = models.PositiveIntegerField(db_default=0)
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "-id"], name="runs_of_office")]
        constraints = [
            models.CheckConstraint(name="passed_of_days", condition=models.Q(passed__lte=models.F("days"))),
            models.CheckConstraint(
                name="done_with_a_result",
                condition=models.Q(done_at__isnull=True, result__isnull=True)
                | models.Q(done_at__isnull=False, result__isnull=False),
            ),
        ]
