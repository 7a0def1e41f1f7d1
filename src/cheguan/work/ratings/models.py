"""Ratings, the repairs of bad ones, and their steps: each caused by an act, none ever changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cheguan.base.acts.models import CURRENT, Issued


class Rating(Issued):
    """评价. ``device`` is a hash of what it was made with; ``named`` when the person may be called back."""

    SOURCES: ClassVar = [("screen", "评价屏"), ("qr", "扫码"), ("message", "短信邀请")]
    matter = models.ForeignKey("visits.Matter", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=SOURCES)
    device = models.CharField(max_length=64, db_default="")
    named = models.BooleanField(db_default=False)
    remark = models.CharField(max_length=300, db_default="")
    rated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter"], name="one_rating_of_a_matter"),
            models.CheckConstraint(name="one_of_five_levels", condition=Q(level__gte=1, level__lte=5)),
        ]
        indexes: ClassVar = [models.Index(fields=["rated_at"], name="ratings_by_moment")]


class Repair(Issued):
    """差评整改: opened by the bad rating itself. Void once it is closed."""

    rating = models.OneToOneField(Rating, models.PROTECT, related_name="repair")
    office = models.CharField(max_length=6)
    verify_by = models.DateField()

    class Meta:
        constraints: ClassVar = []
        indexes: ClassVar = [models.Index(fields=["office", "verify_by"], name="repairs_open", condition=CURRENT)]


class RepairStep(Issued):
    """核实、整改、回访、告知: one step of a repair. ``mend_by`` is set when it is found true."""

    KINDS: ClassVar = [
        ("verified", "核实属实"),
        ("unfounded", "核实不属实"),
        ("mended", "已整改"),
        ("called_back", "已回访"),
        ("told", "已告知"),
    ]
    repair = models.ForeignKey(Repair, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=KINDS)
    text = models.CharField(max_length=500)
    mend_by = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["repair", "kind"], condition=CURRENT, name="one_step_of_a_kind")
        ]
