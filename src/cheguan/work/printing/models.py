"""Numbered blanks: how many are in stock, which one was used for what; and every print of an official paper."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from cheguan.base.acts.models import CURRENT, Issued

BLANKS = [
    ("registration_certificate", "机动车登记证书"),
    ("vehicle_licence", "行驶证证芯"),
    ("driving_licence", "驾驶证证芯"),
    ("inspection_mark", "检验合格标志"),
]


class BlankLot(models.Model):
    """一批空白证件：``first_no`` to ``last_no``, used in order. ``next_no`` moves only with the use it gives."""

    kind = models.CharField(max_length=30, choices=BLANKS)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    prefix = models.CharField(max_length=20, db_default="")
    width = models.PositiveSmallIntegerField()
    first_no = models.BigIntegerField()
    next_no = models.BigIntegerField()
    last_no = models.BigIntegerField()
    received_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="lot_in_order",
                condition=Q(first_no__gte=0, first_no__lte=F("next_no"), next_no__lte=F("last_no") + 1),
            ),
            ExclusionConstraint(
                name="blank_received_once",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("prefix", RangeOperators.EQUAL),
                    ("width", RangeOperators.EQUAL),
                    (Func("first_no", "last_no", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["outlet", "kind", "id"], name="lots_in_stock", condition=Q(next_no__lte=F("last_no")))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.prefix}{self.first_no:0{self.width}d}–{self.last_no:0{self.width}d}"


class BlankUse(Issued):
    """用掉的一份空白证件. Void means spoiled; the reason is the act's. ``replaces`` is the spoiled one."""

    kind = models.CharField(max_length=30, choices=BLANKS)
    number = models.CharField(max_length=40)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    case_no = models.CharField(max_length=30)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number"], name="blank_used_once"),
            models.UniqueConstraint(fields=["case_no", "kind"], condition=CURRENT, name="one_good_blank_of_a_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["case_no"], name="blanks_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Printed(models.Model):
    """打印记录：one copy of an official paper. ``sha256`` is of the PDF, which the same facts make again."""

    case_no = models.CharField(max_length=30)
    paper = models.CharField(max_length=40)
    copy_no = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_no", "paper", "copy_no"], name="copies_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.case_no} {self.paper} #{self.copy_no}"
