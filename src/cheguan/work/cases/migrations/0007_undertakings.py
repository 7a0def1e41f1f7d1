"""容缺受理：undertakings to bring what is missing."""

import django.db.models.deletion
from django.db import migrations, models

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_cases_of_a_person")]
    operations = [
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=60)),
                ("stops", models.CharField(max_length=12)),
                ("cure_by", models.DateField()),
                ("signed_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertakings",
                        to="cases.case",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acts.act"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="acts.act",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("voided_by", None)), fields=["cure_by"], name="undertakings_open"
                    ),
                    models.Index(fields=["party"], name="undertakings_of_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("voided_by", None)), fields=("case",), name="one_undertaking_of_a_case"
                    )
                ],
            },
        ),
        *guards.void_only("cases_undertaking"),
    ]
