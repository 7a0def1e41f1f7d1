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
        indexes = [
            models.Index(fields=["number"], condition=CURRENT, name="bearer_of_number"),
            models.Index(fields=["vehicle", "id"], name="numbers_of_vehicle"),
        ]


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


class PlateSet(Issued):
    """一副号牌：ordered from the maker when the number is given or the old ones are lost or worn. ``serial`` counts them."""

    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="plate_sets", db_index=False)
    kind = models.CharField(max_length=2)
    number = models.CharField(max_length=12)
    serial = models.PositiveSmallIntegerField()
    case_no = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vehicle"], condition=CURRENT, name="one_good_set_of_plates")]
        indexes = [
            models.Index(fields=["case_no"], name="plates_of_case"),
            models.Index(fields=["vehicle"], name="plates_of_vehicle"),
        ]


class PlateDelivery(Issued):
    """收到号牌：the owner has the plates since ``received_on``."""

    plates = models.ForeignKey(PlateSet, models.PROTECT, related_name="deliveries", db_index=False)
    received_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plates"], condition=CURRENT, name="plates_received_once")]


class TemporaryPlate(Issued):
    """临时行驶车号牌。``purpose`` is the case of the law; the vehicle need not be registered, so its VIN is what counts."""

    number = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=2)
    purpose = models.CharField(max_length=30)
    vin = models.CharField(max_length=17)
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+", null=True, db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField()
    valid_until = models.DateField()
    case_no = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="temporary_plate_has_days", condition=models.Q(valid_until__gte=models.F("valid_from"))
            )
        ]
        indexes = [
            models.Index(fields=["vin"], name="temporary_plates_of_vin"),
            models.Index(fields=["case_no"], name="temporary_plates_of_case"),
        ]
