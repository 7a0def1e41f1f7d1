import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("office", models.CharField(max_length=6)),
                ("asked", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("days", models.PositiveIntegerField()),
                ("passed", models.PositiveIntegerField(db_default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.officer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "-id"], name="runs_of_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("passed__lte", models.F("days"))), name="passed_of_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("result__isnull", True)),
                            models.Q(("done_at__isnull", False), ("result__isnull", False)),
                            _connector="OR",
                        ),
                        name="done_with_a_result",
                    ),
                ],
            },
        ),
    ]
