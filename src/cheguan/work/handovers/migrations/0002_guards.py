"""Hand-overs and their answers are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial")]
    operations = guards.void_only("handovers_handover", "handovers_answer")
