"""A number is free when no current assignment and no running retention holds it."""

import hashlib

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Pool(Issued):
    """号池：the numbers of one serial pattern for one kind of plate."""

    office = models.CharField(max_length=6)
    kind = models.CharField(max_length=2)
    prefix = models.CharField(max_length=2)
    pattern = models.CharField(max_length=12)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "prefix", "pattern"], condition=CURRENT, name="one_open_pool_of_a_pattern"
            )
        ]


class DayKey(Issued):
    """当日摇号密钥：its hash stands in the act before the first draw; the key itself is published the day after."""

    office = models.CharField(max_length=6)
    day = models.DateField()
    secret = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day"], condition=CURRENT, name="one_draw_key_a_day")]

    @property
    def commitment(self) -> str:
        """The key's SHA-256, which is public from the start."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


class Draw(Issued):
    """抽号：once for a case. ``seed`` is the day's key with the case number, so nobody can choose it."""

    case_no = models.CharField(max_length=30, unique=True)
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="+", db_index=False)
    day_key = models.ForeignKey(DayKey, models.PROTECT, related_name="+", db_index=False)
    seed = models.CharField(max_length=64)
    candidates = ArrayField(models.CharField(max_length=12))
    skipped = ArrayField(models.CharField(max_length=12), db_default=[])


class Assignment(Issued):
    """号牌号码的核发。Before the vehicle exists the number is held for its case."""

    kind = models.CharField(max_length=2)
    number = models.CharField(max_length=12)
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="plates", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], condition=CURRENT, name="one_bearer_of_a_number"),
            models.UniqueConstraint(fields=["vehicle"], condition=CURRENT, name="one_number_of_a_vehicle"),
        ]
        indexes = [models.Index(fields=["number"], condition=CURRENT, name="bearer_of_number")]


class Choice(Issued):
    """选定：the number a case has taken from its draw, held until the grant assigns it."""

    case_no = models.CharField(max_length=30)
    kind = models.CharField(max_length=2)
    number = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_no"], condition=CURRENT, name="one_number_chosen_for_a_case"),
            models.UniqueConstraint(fields=["kind", "number"], condition=CURRENT, name="one_case_for_a_number"),
        ]


class Retention(Issued):
    """原号保留：a number kept for its former owner (机动车登记规定#44)."""

    kind = models.CharField(max_length=2)
    number = models.CharField(max_length=12)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], condition=CURRENT, name="one_retention_of_a_number")
        ]
