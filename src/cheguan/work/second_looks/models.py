"""A second look is drawn by the decision itself, given out by the system and closed by whoever it was given to."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class DayKey(Issued):
    """当日抽查密钥：its hash stands in an act before the day's first draw; the key itself is published when every look
    of that day is closed."""

    office = models.CharField(max_length=6)
    day = models.DateField()
    secret = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "day"], condition=CURRENT, name="one_second_look_key_a_day")
        ]


class Look(Issued):
    """抽中的一件：issued by the act that decided the case. ``rate`` is in ten thousandths, ``grounds`` say why it was
    that high."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+", db_index=False)
    office = models.CharField(max_length=6)
    day_key = models.ForeignKey(DayKey, models.PROTECT, related_name="+")
    rate = models.PositiveSmallIntegerField()
    grounds = ArrayField(models.CharField(max_length=20))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_second_look_of_a_case")]


class Assignment(Issued):
    """分给谁：voided when the look is closed or handed back, so that those in force are the open ones."""

    look = models.ForeignKey(Look, models.PROTECT, related_name="assignments")
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["look"], condition=CURRENT, name="one_officer_for_a_second_look")
        ]
        indexes: ClassVar = [models.Index(fields=["officer", "due_on"], condition=CURRENT, name="second_looks_open")]


class Outcome(Issued):
    """复核结论。What is wrong is said in words; what is seriously wrong, with its article."""

    OUTCOMES: ClassVar = [("in_order", "无误"), ("minor", "轻微差错"), ("serious", "严重差错")]

    look = models.ForeignKey(Look, models.PROTECT, related_name="outcomes", db_index=False)
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    words = models.TextField(db_default="")
    article = models.CharField(max_length=60, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["look"], name="one_outcome_of_a_second_look"),
            models.CheckConstraint(
                name="what_is_wrong_is_said", condition=models.Q(outcome="in_order") | ~models.Q(words="")
            ),
            models.CheckConstraint(
                name="what_is_serious_has_its_article", condition=~models.Q(outcome="serious") | ~models.Q(article="")
            ),
        ]


class Remedy(Issued):
    """处置：what the officer in charge has done about something serious."""

    look = models.ForeignKey(Look, models.PROTECT, related_name="remedies")
    words = models.TextField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="a_remedy_is_said", condition=~models.Q(words=""))]
