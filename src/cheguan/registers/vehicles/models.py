"""A vehicle keeps its identity; everything that may change is a row of its own, issued and voided by acts."""

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


def _one(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields or ("vehicle",), condition=CURRENT, name=name)


class Vehicle(Issued):
    """机动车。Codes are those of the national tables; masses in kilograms, displacement in millilitres."""

    vin = models.CharField(max_length=17)
    engine_no = models.CharField(max_length=30, db_default="")
    brand = models.CharField(max_length=40)
    model = models.CharField(max_length=40)
    vehicle_type = models.CharField(max_length=3)
    energy = models.CharField(max_length=1)
    origin = models.CharField(max_length=1)
    displacement_ml = models.PositiveIntegerField(null=True)
    power_kw = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    seats = models.PositiveSmallIntegerField()
    mass_kg = models.PositiveIntegerField(null=True)
    total_mass_kg = models.PositiveIntegerField(null=True)
    emission = models.CharField(max_length=12, db_default="")
    factory_on = models.DateField()
    imported_on = models.DateField(null=True)
    registered_on = models.DateField()
    office = models.CharField(max_length=6)

    class Meta:
        constraints = [
            _one("one_vehicle_per_vin", "vin"),
            models.CheckConstraint(
                name="made_before_registered", condition=models.Q(factory_on__lte=models.F("registered_on"))
            ),
        ]


class Ownership(Issued):
    """所有权。``way`` is the code of 获得方式; ``since`` the day of delivery."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="ownerships", db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=1)
    since = models.DateField()

    class Meta:
        constraints = [_one("one_owner_of_record")]
        indexes = [
            models.Index(fields=["party"], condition=CURRENT, name="vehicles_of_party"),
            models.Index(fields=["vehicle", "id"], name="owners_of_vehicle"),
        ]


class Colour(Issued):
    """车身颜色：one to three letters."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="colours", db_index=False)
    codes = models.CharField(max_length=3)

    class Meta:
        constraints = [
            _one("one_current_colour"),
            models.CheckConstraint(name="colour_letters", condition=models.Q(codes__regex="^[A-JZ]{1,3}$")),
        ]


class Use(Issued):
    """使用性质。"""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="uses", db_index=False)
    code = models.CharField(max_length=1)

    class Meta:
        constraints = [
            _one("one_current_use"),
            models.CheckConstraint(name="use_letter", condition=models.Q(code__regex="^[A-Z]$")),
        ]


class Status(Issued):
    """机动车状态：one letter of the set; no row means 正常."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="statuses", db_index=False)
    letter = models.CharField(max_length=1)

    class Meta:
        constraints = [
            _one("status_letter_once", "vehicle", "letter"),
            models.CheckConstraint(name="status_letter", condition=models.Q(letter__regex="^[B-EG-Q]$")),
        ]


class Title(Issued):
    """登记证书。``serial`` counts the copies of this vehicle."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="titles", db_index=False)
    serial = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [_one("one_valid_title")]


class TitleEntry(Issued):
    """登记证书签注：one line of the title's record (registration, transfer, mortgage …)."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="title_entries", db_index=False)
    kind = models.CharField(max_length=30)
    on = models.DateField()
    text = models.CharField(max_length=400)

    class Meta:
        indexes = [models.Index(fields=["vehicle", "id"], name="title_lines")]


class VehicleLicence(Issued):
    """行驶证。"""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="licences", db_index=False)
    serial = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [_one("one_valid_vehicle_licence")]


class InspectionMark(Issued):
    """检验合格标志。``valid_until`` is the last day of its month."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="marks", db_index=False)
    valid_until = models.DateField()

    class Meta:
        constraints = [_one("one_valid_mark")]
