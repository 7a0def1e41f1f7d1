"""试算：a reform tried on finished cases, and what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Trial(models.Model):
    """One trial. ``office`` is empty for all offices, ``asked_by`` for one that was started from the command line.

    ``result`` is there when it is done, ``failed`` says why there is none.
    """

    key = models.UUIDField(unique=True)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160)
    measures = ArrayField(models.CharField(max_length=60))
    first = models.DateField()
    last = models.DateField()
    office = models.CharField(max_length=6)
    asked_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    failed = models.TextField(db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="from_first_to_last", condition=models.Q(first__lte=models.F("last"))),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first}..{self.last}"
