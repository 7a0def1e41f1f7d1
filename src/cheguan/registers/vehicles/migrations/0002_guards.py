"""Vehicle rows are voided, never rewritten; a domestic VIN carries a true check digit."""

from django.db import migrations

from cheguan.base.acts import guards
from cheguan.registers import checks


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        checks.function(checks.VIN),
        checks.check("vehicles_vehicle", "vin_is_sound", "vin_is_sound(vin, origin = 'A')"),
        *guards.void_only(
            "vehicles_vehicle",
            "vehicles_ownership",
            "vehicles_colour",
            "vehicles_use",
            "vehicles_status",
            "vehicles_title",
            "vehicles_titleentry",
            "vehicles_vehiclelicence",
            "vehicles_inspectionmark",
        ),
    ]
