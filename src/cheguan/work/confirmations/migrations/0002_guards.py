"""Screens, codes, questions and answers are only ever voided, by an act; and whoever listens hears of them."""

from django.db import migrations

from cheguan.base.acts import guards

TABLES = ("confirmations_code", "confirmations_screen", "confirmations_question", "confirmations_answer")
TOLD = TABLES[1:]
TELL = """
CREATE FUNCTION tell_the_hall_by_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('cheguan_hall', TG_TABLE_SCHEMA || ' ' || outlet_id)
       FROM acts_act WHERE id = coalesce(NEW.voided_by_id, NEW.issued_by_id);
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER told AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION tell_the_hall_by_act();"
    for table in TOLD
)
UNDO = "".join(f"DROP TRIGGER told ON {table};" for table in TOLD) + "DROP FUNCTION tell_the_hall_by_act();"


class Migration(migrations.Migration):
    dependencies = [("confirmations", "0001_initial"), ("acts", "0003_guards")]
    operations = [*guards.void_only(*TABLES), migrations.RunSQL(TELL, UNDO)]
