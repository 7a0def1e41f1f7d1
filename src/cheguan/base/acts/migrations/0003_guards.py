"""Acts are written once."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("acts", "0002_initial")]
    operations = [
        guards.functions(),
        guards.append_only("acts_act"),
    ]
