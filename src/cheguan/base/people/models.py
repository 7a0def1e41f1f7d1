"""Offices, outlets, the people who work there, their shifts and certificates."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Office(models.Model):
    """车辆管理所. ``code`` is the six-digit administrative code of its district."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    plate_prefix = models.CharField(max_length=2)

    def __str__(self) -> str:
        return self.name


class Outlet(models.Model):
    """办事网点：a hall, branch or station of an office. ``code`` is two digits, unique within the office."""

    office = models.ForeignKey(Office, models.PROTECT)
    code = models.CharField(max_length=2)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120, db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="one_outlet_per_code")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, staff_no: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(staff_no=staff_no, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """登录账号：a sign-in; the officer behind it holds the rights."""

    staff_no = models.CharField("警号或工号", max_length=12, unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "staff_no"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Officer(models.Model):
    """民警、辅警，或系统自身。"""

    KINDS: ClassVar = [("police", "民警"), ("auxiliary", "辅警"), ("system", "系统")]

    account = models.OneToOneField(Account, models.PROTECT, null=True)
    staff_no = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=KINDS)
    office = models.ForeignKey(Office, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.name}（{self.staff_no}）"


class Certificate(Issued):
    """资格证书, e.g. 机动车查验员."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=20)
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "kind"], condition=CURRENT, name="one_certificate_of_a_kind")
        ]


class Duty(Issued):
    """班次：one officer at one post of one outlet over a period, the partner beside them."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="duties")
    partner = models.ForeignKey(Officer, models.PROTECT, related_name="+", null=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+")
    post = models.CharField(max_length=20)
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_post_held_twice_at_once",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=CURRENT,
            ),
            models.CheckConstraint(name="partner_is_another_person", condition=~models.Q(partner=models.F("officer"))),
        ]
