from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Hold(Issued):
    """限制：on a vehicle or on a licence. ``authority`` set it by ``document``; ``creditor`` is the mortgagee or pledgee."""

    KINDS: ClassVar = [
        ("seizure", "查封、扣押"),
        ("stolen", "被盗抢骗"),
        ("mortgage", "抵押"),
        ("pledge", "质押"),
        ("customs", "海关监管"),
        ("suspicion", "嫌疑调查"),
        ("lock", "锁定"),
        ("open_violation", "违法未处理"),
        ("open_accident", "事故未处理"),
        ("detained", "驾驶证扣留、扣押或者暂扣"),
        ("study_due", "满分学习未完成"),
    ]

    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="holds", null=True, db_index=False)
    licence = models.ForeignKey(
        "drivers.DrivingLicence", models.PROTECT, related_name="holds", null=True, db_index=False
    )
    kind = models.CharField(max_length=16, choices=KINDS)
    authority = models.CharField(max_length=80)
    document = models.CharField(max_length=80, db_default="")
    since = models.DateField()
    creditor = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hold_on_one_thing",
                condition=models.Q(vehicle__isnull=False, licence__isnull=True)
                | models.Q(vehicle__isnull=True, licence__isnull=False),
            ),
            models.CheckConstraint(
                name="security_has_a_creditor",
                condition=~models.Q(kind__in=["mortgage", "pledge"]) | models.Q(creditor__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["vehicle"], condition=CURRENT & models.Q(vehicle__isnull=False), name="holds_of_vehicle"
            ),
            models.Index(
                fields=["licence"], condition=CURRENT & models.Q(licence__isnull=False), name="holds_of_licence"
            ),
        ]
