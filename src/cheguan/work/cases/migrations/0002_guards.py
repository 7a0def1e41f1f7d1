"""Materials, roles and verifications are voided, never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards

# The queues read along it: a case without a last day (its clock stands still) comes last.
QUEUE_INDEX = """
CREATE INDEX open_cases_by_due_day ON cases_case (office, coalesce(due_on, 'infinity'::date), id)
 WHERE state NOT IN ('archived', 'declined', 'refused', 'withdrawn')
"""

# A case is moved by acts, too: one of this transaction, about this case. What it is about never changes.
ACTED = """
CREATE FUNCTION require_act_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (NEW.no, NEW.service, NEW.office, NEW.applicant_id) IS DISTINCT FROM
        (OLD.no, OLD.service, OLD.office, OLD.applicant_id)
        OR NEW.licence_id IS DISTINCT FROM OLD.licence_id
        OR (OLD.vehicle_id IS NOT NULL AND NEW.vehicle_id IS DISTINCT FROM OLD.vehicle_id)
        OR NEW.new_vehicle IS DISTINCT FROM OLD.new_vehicle) THEN
        RAISE EXCEPTION 'what a case is about never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM acts_act WHERE case_no = NEW.no AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a case is moved by an act of the same transaction' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER acted AFTER INSERT OR UPDATE ON cases_case FOR EACH ROW EXECUTE FUNCTION require_act_of_case();
CREATE TRIGGER kept BEFORE DELETE ON cases_case FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NOT_ACTED = "DROP TRIGGER kept ON cases_case; DROP TRIGGER acted ON cases_case; DROP FUNCTION require_act_of_case();"
# One machine is under way once, and an undecided registration holds its VIN.
ONE_VIN = """
CREATE UNIQUE INDEX one_undecided_case_for_a_vin ON cases_case ((new_vehicle ->> 'vin'))
 WHERE new_vehicle IS NOT NULL AND state IN ('accepted', 'gap', 'verified', 'reviewed', 'suspended')
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        migrations.RunSQL(QUEUE_INDEX, "DROP INDEX open_cases_by_due_day"),
        migrations.RunSQL(ONE_VIN, "DROP INDEX one_undecided_case_for_a_vin"),
        migrations.RunSQL(ACTED, NOT_ACTED),
        *guards.void_only("cases_material", "cases_role", "cases_verification"),
    ]
