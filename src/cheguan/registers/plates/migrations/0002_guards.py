"""Plate rows are voided, never rewritten; a number keeps to its alphabet."""

from django.db import migrations

from cheguan.base.acts import guards
from cheguan.registers import checks


class Migration(migrations.Migration):
    dependencies = [("plates", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        checks.function(checks.PLATE),
        checks.check("plates_assignment", "assigned_number_is_sound", "plate_is_sound(kind, number)"),
        checks.check("plates_choice", "chosen_number_is_sound", "plate_is_sound(kind, number)"),
        checks.check("plates_retention", "retained_number_is_sound", "plate_is_sound(kind, number)"),
        *guards.void_only(
            "plates_pool",
            "plates_daykey",
            "plates_draw",
            "plates_assignment",
            "plates_choice",
            "plates_retention",
        ),
    ]
