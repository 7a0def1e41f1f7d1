"""A school bus keeps its row in the vehicles' register; what makes it a school bus is its tag."""

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Opinion(Issued):
    """校车使用许可意见：the police have nothing against it, told to the education department."""

    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+", db_index=False)
    provider = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    given_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["vehicle"], name="opinions_on_vehicle")]


class Tag(Issued):
    """校车标牌：a pair, front and back. ``valid_until`` ends with the inspection, at the latest with the permit."""

    office = models.CharField(max_length=6)
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="bus_tags", db_index=False)
    provider = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    driver = models.CharField(max_length=120)
    route = models.CharField(max_length=200)
    hours = models.CharField(max_length=200)
    stops = models.CharField(max_length=200)
    permit_until = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vehicle"], condition=CURRENT, name="one_valid_bus_tag"),
            models.CheckConstraint(
                name="tag_ends_with_permit", condition=models.Q(valid_until__lte=models.F("permit_until"))
            ),
        ]
