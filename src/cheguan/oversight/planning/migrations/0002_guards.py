"""What a trial was asked never changes, and what came of it is written once."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION keep_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.done_at IS NULL
       AND to_jsonb(NEW) - 'done_at' - 'result' - 'failed' = to_jsonb(OLD) - 'done_at' - 'result' - 'failed' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a trial is answered once and never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON planning_trial FOR EACH ROW EXECUTE FUNCTION keep_trial();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON planning_trial EXECUTE FUNCTION keep_trial();
"""
NO_FUNCTION = """
DROP TRIGGER answered_once ON planning_trial;
DROP TRIGGER no_truncate ON planning_trial;
DROP FUNCTION keep_trial();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]
