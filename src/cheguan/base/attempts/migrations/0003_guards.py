"""Attempts are written once."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("attempts", "0002_initial"), ("acts", "0003_guards")]
    operations = [
        guards.append_only("attempts_attempt"),
    ]
