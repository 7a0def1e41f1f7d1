from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheguan.base.acts.models import Issued


class Announcement(Issued):
    """公告作废 (机动车登记规定#41)。``papers`` are those of ``title``, ``plates``, ``licence`` that are void."""

    GROUNDS: ClassVar = [
        ("overdue_scrapping", "达到报废标准，逾期不办理注销登记"),
        ("revoked", "登记被撤销，证、牌未收缴"),
        ("seized_scrapped", "被收缴并强制报废"),
        ("not_handed_in", "注销登记时未交回证、牌"),
        ("ruling", "凭协助执行文书转让，原证、牌没有取得"),
        ("ruling", "凭协助执行文书转让，原证、牌未取得"),
    ]

    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="announcements", db_index=False)
    ground = models.CharField(max_length=20, choices=GROUNDS)
    papers = ArrayField(models.CharField(max_length=10))
    plate = models.CharField(max_length=12, db_default="")
    announced_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="announced_papers_are_known",
                condition=models.Q(papers__contained_by=["title", "plates", "licence"]) & ~models.Q(papers=[]),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["vehicle"], name="announcements_of_vehicle")]
