"""Announcements are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("announcements", "0001_initial"), ("acts", "0003_guards")]
    operations = guards.void_only("announcements_announcement")
