from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Charge(Issued):
    """应收：one tariff item of a case, at the tariff of the day of acceptance. Void when waived or withdrawn."""

    case_no = models.CharField(max_length=30)
    item = models.CharField(max_length=40)
    fen = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_no", "item"], condition=CURRENT, name="item_charged_once")
        ]


class Receipt(Issued):
    """收据：the whole of a case's charges, paid once. ``no`` has no gaps within outlet and year."""

    METHODS: ClassVar = [("cash", "现金"), ("card", "银行卡"), ("code", "扫码支付"), ("online", "网上缴费")]

    no = models.CharField(max_length=30, unique=True)
    case_no = models.CharField(max_length=30)
    fen = models.PositiveIntegerField()
    method = models.CharField(max_length=8, choices=METHODS)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_no"], condition=CURRENT, name="case_paid_once")]
