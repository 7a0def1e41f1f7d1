"""A vehicle keeps its identity; everything that may change is a row of its own, issued and voided by acts."""

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued

ATTRIBUTES = [
    "brand", "model", "vehicle_type", "energy", "origin", "displacement_ml", "power_kw", "seats", "mass_kg",
    "total_mass_kg", "emission", "factory_on", "imported_on", "registered_on", "office", "scrap_on",
]  # fmt: skip


def _one(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields or ("vehicle",), condition=CURRENT, name=name)


class Vehicle(Issued):
    """机动车, as it was when it entered the register. Codes are those of the national tables; masses in kilograms,
    displacement in millilitres. How it stands now is the view ``vehicles_now``: markings and amendments over this row.
    """

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
            models.CheckConstraint(
                name="made_before_registered", condition=models.Q(factory_on__lte=models.F("registered_on"))
            ),
        ]


class Marking(Issued):
    """打刻的标识：the VIN and the engine number that the vehicle bears now. Every vehicle has one."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="markings", db_index=False)
    vin = models.CharField(max_length=17)
    engine_no = models.CharField(max_length=30, db_default="")

    class Meta:
        constraints = [_one("one_marking_of_a_vehicle"), _one("one_bearer_of_a_vin", "vin")]


class Amendment(Issued):
    """变更后的登记内容：what now stands in place of the vehicle's own column of the same name, written as text."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="amendments", db_index=False)
    attribute = models.CharField(max_length=20)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            _one("one_amendment_of_an_attribute", "vehicle", "attribute"),
            models.CheckConstraint(name="attribute_is_known", condition=models.Q(attribute__in=ATTRIBUTES)),
        ]


class Fitting(Issued):
    """加装：what was fitted or exchanged and filed with the office (操纵辅助装置、尾板、行李架 …)."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="fittings", db_index=False)
    kind = models.CharField(max_length=20)
    note = models.CharField(max_length=80, db_default="")

    class Meta:
        constraints = [_one("one_fitting_of_a_kind", "vehicle", "kind")]


class CoOwner(Issued):
    """共同所有人 besides the owner of record."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="co_owners", db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [_one("co_owner_once", "vehicle", "party")]
        indexes = [models.Index(fields=["party"], condition=CURRENT, name="vehicles_of_co_owner")]


class Departure(Issued):
    """转出：the electronic file was sent to ``destination`` (an administrative division); its owner moves in by then."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="departures", db_index=False)
    destination = models.CharField(max_length=6)
    sent_on = models.DateField()
    arrive_by = models.DateField()

    class Meta:
        constraints = [
            _one("one_departure_under_way"),
            models.CheckConstraint(name="arrives_after_leaving", condition=models.Q(arrive_by__gt=models.F("sent_on"))),
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
        indexes = [models.Index(fields=["vehicle"], name="titles_of_vehicle")]


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
