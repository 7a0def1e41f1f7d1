"""交接班：written by whoever goes off, answered once by whoever comes."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Handover(Issued):
    """交班记录：``left`` is what was open in the officer's hands at that moment. ``to`` is empty for whoever stands at
    the post next. Voided when it is written again before anybody has answered."""

    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)
    office = models.CharField(max_length=6)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=20)
    to = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    note = models.TextField(db_default="")
    left = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="handed_over_to_another_person", condition=~models.Q(to=models.F("officer")))
        ]
        indexes: ClassVar = [
            models.Index(fields=["outlet", "post", "-id"], condition=CURRENT, name="handovers_of_a_post"),
            models.Index(fields=["officer", "-id"], condition=CURRENT, name="handovers_of_an_officer"),
        ]


class Answer(Issued):
    """接班确认或者异议。An objection says why; the officer in charge sees it."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="answers", db_index=False)
    accepted = models.BooleanField()
    reason = models.TextField(db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover"], name="one_answer_to_a_handover"),
            models.CheckConstraint(
                name="an_objection_says_why", condition=models.Q(accepted=True) | ~models.Q(reason="")
            ),
        ]
