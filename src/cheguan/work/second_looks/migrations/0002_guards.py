"""Second looks are voided, never rewritten; nobody is given a look at their own case."""

from django.db import migrations

from cheguan.base.acts import guards

BY_ANOTHER = """
CREATE FUNCTION refuse_second_look_at_own_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM second_looks_look l JOIN cases_case c ON c.id = l.case_id
                WHERE l.id = NEW.look_id
                  AND NEW.officer_id IN (c.accepted_by_id, c.reviewed_by_id, c.decided_by_id)) THEN
        RAISE EXCEPTION 'a second look is given to somebody else' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER by_another AFTER INSERT ON second_looks_assignment
    FOR EACH ROW EXECUTE FUNCTION refuse_second_look_at_own_case();
"""
BY_ANYBODY = """
DROP TRIGGER by_another ON second_looks_assignment; DROP FUNCTION refuse_second_look_at_own_case();
"""


class Migration(migrations.Migration):
    dependencies = [("second_looks", "0001_initial")]
    operations = [
        migrations.RunSQL(BY_ANOTHER, BY_ANYBODY),
        *guards.void_only(
            "second_looks_daykey",
            "second_looks_look",
            "second_looks_assignment",
            "second_looks_outcome",
            "second_looks_remedy",
        ),
    ]
