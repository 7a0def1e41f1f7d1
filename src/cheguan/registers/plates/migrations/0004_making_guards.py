"""Sets of plates and temporary plates are voided, never rewritten; temporary numbers keep to their series."""

from django.db import migrations

from cheguan.base.acts import guards
from cheguan.registers import checks

NUMBER = "number ~ '^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][0-9]{5}[临试超境]$'"


class Migration(migrations.Migration):
    dependencies = [("plates", "0003_making"), ("acts", "0003_guards")]
    operations = [
        checks.check("plates_plateset", "made_number_is_sound", "plate_is_sound(kind, number)"),
        checks.check("plates_temporaryplate", "temporary_number_is_sound", NUMBER),
        *guards.void_only("plates_plateset", "plates_platedelivery", "plates_temporaryplate"),
    ]
