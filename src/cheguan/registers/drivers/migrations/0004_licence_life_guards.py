"""The rows of a licence's life are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("drivers", "0003_licence_life"), ("acts", "0003_guards")]
    operations = [
        *guards.void_only(
            "drivers_ageextension",
            "drivers_cancellation",
            "drivers_deferral",
            "drivers_electroniclicence",
            "drivers_employment",
            "drivers_examplace",
            "drivers_learnerpermit",
            "drivers_pointsrelief",
            "drivers_probation",
            "drivers_review",
            "drivers_schoolbusqualification",
            "drivers_temporarypermit",
        ),
    ]
