"""The queues' index by route and state: what waits for one step stands together, by its last day."""

from django.db import migrations

OPEN = "state NOT IN ('archived', 'declined', 'refused', 'withdrawn')"
BY_STEP = f"""
CREATE INDEX open_cases_by_step ON cases_case (office, route, state, coalesce(due_on, 'infinity'::date), id) WHERE {OPEN}
"""
BY_DAY = f"""
CREATE INDEX open_cases_by_due_day ON cases_case (office, coalesce(due_on, 'infinity'::date), id) WHERE {OPEN}
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guards")]
    operations = [
        migrations.RunSQL(BY_STEP, "DROP INDEX open_cases_by_step"),
        migrations.RunSQL("DROP INDEX open_cases_by_due_day", BY_DAY),
    ]
