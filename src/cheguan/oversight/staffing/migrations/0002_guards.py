"""What was asked never changes; how far it is does until the answer is there, which is written once."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION keep_staffing_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.done_at IS NULL
       AND to_jsonb(NEW) - 'done_at' - 'result' - 'passed' = to_jsonb(OLD) - 'done_at' - 'result' - 'passed' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a staffing run is answered once and never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON staffing_run FOR EACH ROW EXECUTE FUNCTION keep_staffing_run();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON staffing_run EXECUTE FUNCTION keep_staffing_run();
"""
NO_FUNCTION = """
DROP TRIGGER answered_once ON staffing_run;
DROP TRIGGER no_truncate ON staffing_run;
DROP FUNCTION keep_staffing_run();
"""


class Migration(migrations.Migration):
    dependencies = [("staffing", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, NO_FUNCTION)]
