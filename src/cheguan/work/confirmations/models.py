"""Second screens and the codes they are paired with; what an applicant was shown, and what they answered."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Code(Issued):
    """配对码: a clerk shows it, a screen gives it back once, before ``until``."""

    counter = models.ForeignKey("visits.Counter", models.PROTECT, related_name="+", db_index=False)
    digits = models.CharField(max_length=6)
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter"], condition=CURRENT, name="one_code_of_a_counter"),
            models.UniqueConstraint(fields=["digits"], condition=CURRENT, name="one_counter_of_a_code"),
        ]


class Screen(Issued):
    """副屏: the one screen that faces the applicant at a counter. ``large_for`` is the visit that wants large print."""

    counter = models.ForeignKey("visits.Counter", models.PROTECT, related_name="+", db_index=False)
    token = models.CharField(max_length=22)
    large_for = models.ForeignKey("visits.Visit", models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter"], condition=CURRENT, name="one_screen_of_a_counter"),
            models.UniqueConstraint(fields=["token"], condition=CURRENT, name="one_screen_of_a_token"),
        ]


class Question(Issued):
    """请核对: what the applicant of a visit was shown, word by word. Void once answered, or shown anew."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="+", db_index=False)
    service = models.CharField(max_length=40)
    case_no = models.CharField(max_length=30, null=True)
    application_sha256 = models.CharField(max_length=64, db_default="")
    language = models.CharField(max_length=2)
    shown = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit"], condition=CURRENT, name="one_open_question_of_a_visit"),
        ]
        indexes: ClassVar = [models.Index(fields=["visit", "-id"], name="questions_of_visit")]


class Answer(Issued):
    """确认或者有误, by the applicant on the second screen; with a signature unless they chose to give none."""

    ANSWERS: ClassVar = [("confirmed", "确认无误"), ("wrong", "有误")]
    SIGNED: ClassVar = [("", "—"), ("screen", "屏幕签名"), ("pad", "签字板"), ("without", "不签名")]
    question = models.OneToOneField(Question, models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=10, choices=ANSWERS)
    signed = models.CharField(max_length=8, choices=SIGNED, db_default="")
    signature = models.ForeignKey("files.File", models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_signature_has_its_picture",
                condition=models.Q(signed__in=["screen", "pad"], signature__isnull=False)
                | models.Q(signed__in=["", "without"], signature__isnull=True),
            ),
        ]
