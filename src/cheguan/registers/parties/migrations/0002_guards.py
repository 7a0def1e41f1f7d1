"""Parties are voided, never rewritten; identity numbers carry a true check digit."""

from django.db import migrations

from cheguan.base.acts import guards
from cheguan.registers import checks


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        checks.function(checks.RESIDENT),
        checks.function(checks.USCC),
        checks.function(checks.IDENTITY),
        checks.check("parties_identity", "identity_is_sound", "identity_is_sound(document, number)"),
        *guards.void_only("parties_party", "parties_identity", "parties_profile"),
    ]
