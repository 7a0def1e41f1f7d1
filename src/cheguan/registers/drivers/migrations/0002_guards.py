"""Licence rows are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("drivers", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        *guards.void_only(
            "drivers_drivinglicence",
            "drivers_drivingclass",
            "drivers_term",
            "drivers_licencecopy",
            "drivers_licencestatus",
            "drivers_points",
            "drivers_medicalreport",
        ),
    ]
