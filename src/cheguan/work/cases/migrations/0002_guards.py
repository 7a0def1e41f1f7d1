"""Materials, roles and verifications are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards

# The queues read along it: a case without a last day (its clock stands still) comes last.
QUEUE_INDEX = """
CREATE INDEX open_cases_by_due_day ON cases_case (office, coalesce(due_on, 'infinity'::date), id)
 WHERE state NOT IN ('archived', 'declined', 'refused', 'withdrawn')
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        migrations.RunSQL(QUEUE_INDEX, "DROP INDEX open_cases_by_due_day"),
        *guards.void_only("cases_material", "cases_role", "cases_verification"),
    ]
