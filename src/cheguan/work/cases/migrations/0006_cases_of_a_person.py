"""A matter of a person who has no licence yet: one of a kind at a time, and the licence it ends in becomes its own."""

from django.db import migrations, models

ABOUT = """
CREATE OR REPLACE FUNCTION require_act_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (NEW.no, NEW.service, NEW.office, NEW.applicant_id) IS DISTINCT FROM
        (OLD.no, OLD.service, OLD.office, OLD.applicant_id)
        OR {licence}
        OR (OLD.vehicle_id IS NOT NULL AND NEW.vehicle_id IS DISTINCT FROM OLD.vehicle_id)
        OR NEW.new_vehicle IS DISTINCT FROM OLD.new_vehicle) THEN
        RAISE EXCEPTION 'what a case is about never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM acts_act WHERE case_no = NEW.no AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a case is moved by an act of the same transaction' USING ERRCODE = 'restrict_violation';
END $$;
"""
NEVER = "NEW.licence_id IS DISTINCT FROM OLD.licence_id"
ONCE = f"""(({NEVER}) AND (OLD.licence_id IS NOT NULL OR OLD.vehicle_id IS NOT NULL OR OLD.new_vehicle IS NOT NULL))"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_layers"), ("drivers", "0004_licence_life_guards")]
    operations = [
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=["applicant", "service"],
                condition=models.Q(state__in=["accepted", "gap", "verified", "reviewed", "suspended"])
                & models.Q(vehicle__isnull=True, licence__isnull=True, new_vehicle__isnull=True),
                name="one_undecided_case_for_a_person",
            ),
        ),
        migrations.RunSQL(ABOUT.format(licence=ONCE), ABOUT.format(licence=NEVER)),
    ]
