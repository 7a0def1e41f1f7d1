"""A counter goes up by one, and nowhere else; the owner may set one up when a city is moved in."""

from django.db import migrations

ONE_UP = """
CREATE FUNCTION only_one_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.last = 1 THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.series = OLD.series AND NEW.last = OLD.last + 1 THEN RETURN NEW; END IF;
    IF TG_OP <> 'DELETE' AND current_user::regrole = (SELECT relowner FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a counter goes up by one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_one_up BEFORE INSERT OR UPDATE OR DELETE ON numbering_counter
   FOR EACH ROW EXECUTE FUNCTION only_one_up();
"""


class Migration(migrations.Migration):
    dependencies = [("numbering", "0001_initial")]
    operations = [
        migrations.RunSQL(ONE_UP, "DROP TRIGGER only_one_up ON numbering_counter; DROP FUNCTION only_one_up();")
    ]
