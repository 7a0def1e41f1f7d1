"""What was told with a ticket stays what was told; a matter stays of its kind, and whose it is once that is known."""

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.outlet_id, NEW.day, NEW.no, NEW.taken_at, NEW.token, NEW.source)
       IS DISTINCT FROM (OLD.outlet_id, OLD.day, OLD.no, OLD.taken_at, OLD.token, OLD.source)
       OR NEW.rank_at < OLD.rank_at OR (OLD.party_id IS NOT NULL AND NEW.party_id IS DISTINCT FROM OLD.party_id)
       {told}OR (OLD.state IN ('finished', 'left') AND NEW.state <> OLD.state) THEN
        RAISE EXCEPTION 'a ticket keeps its number and gains no place' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION keep_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.visit_id, NEW.token, NEW.service{kind}) IS DISTINCT FROM (OLD.visit_id, OLD.token, OLD.service{kind_before})
       {whose}OR (OLD.case_no IS NOT NULL AND NEW.case_no IS DISTINCT FROM OLD.case_no)
       OR (OLD.outcome <> '' AND NEW.outcome <> OLD.outcome) THEN
        RAISE EXCEPTION 'a matter keeps its case and its outcome' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
NOW = KEEP.format(
    told="OR (NEW.expected_s, NEW.low_s, NEW.high_s) IS DISTINCT FROM (OLD.expected_s, OLD.low_s, OLD.high_s)\n       ",
    kind=", NEW.kind",
    kind_before=", OLD.kind",
    whose="OR (OLD.party_id IS NOT NULL AND NEW.party_id IS DISTINCT FROM OLD.party_id)\n       ",
)
BEFORE = KEEP.format(told="", kind="", kind_before="", whose="")


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_absent_now")]
    operations = [migrations.RunSQL(NOW, BEFORE)]
