from django.db import migrations

from cheguan.base.acts.guards import append_only, void_only

# A lot is used up one by one; what it is never changes. The owner may move a city in.
ONE_BY_ONE = """
CREATE FUNCTION only_one_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.next_no = NEW.first_no THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.next_no = OLD.next_no + 1
       AND to_jsonb(NEW) - 'next_no' = to_jsonb(OLD) - 'next_no' THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'blanks are drawn one by one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_one_by_one BEFORE INSERT OR UPDATE OR DELETE ON printing_blanklot
   FOR EACH ROW EXECUTE FUNCTION only_one_by_one();
"""


class Migration(migrations.Migration):
    dependencies = [("printing", "0001_initial")]
    operations = [
        migrations.RunSQL(ONE_BY_ONE, "DROP TRIGGER only_one_by_one ON printing_blanklot; DROP FUNCTION only_one_by_one();"),
        *void_only("printing_blankuse"), append_only("printing_printed"),
    ]
