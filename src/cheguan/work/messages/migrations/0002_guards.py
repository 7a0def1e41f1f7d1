"""A message comes from an act of its own transaction; afterwards only its way to the person changes, and not at will."""

from django.db import migrations

# The states in the order in which one may follow the other. What was sent stays sent; a worker that was thought lost
# may still say that it had sent what waits for another try.
ON_ITS_WAY = """
CREATE FUNCTION only_on_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    way text[] := ARRAY['state', 'not_before', 'tried_at', 'attempts', 'provider', 'receipt', 'why'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - way = to_jsonb(OLD) - way
       AND OLD.state || ' ' || NEW.state IN (
           'queued sending', 'queued sent',
           'sending sent', 'sending failed', 'sending queued', 'sending uncertain',
           'uncertain sent', 'uncertain failed', 'uncertain queued', 'uncertain uncertain',
           'failed queued') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what a message says never changes, and what was sent stays sent' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_on_its_way BEFORE UPDATE OR DELETE ON messaging_message
   FOR EACH ROW EXECUTE FUNCTION only_on_its_way();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON messaging_message EXECUTE FUNCTION refuse_change();

CREATE FUNCTION require_act_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM acts_act WHERE id = NEW.issued_by_id AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a message comes from an act of the same transaction' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER acted AFTER INSERT ON messaging_message FOR EACH ROW EXECUTE FUNCTION require_act_of_message();
"""
AT_WILL = """
DROP TRIGGER acted ON messaging_message; DROP TRIGGER no_truncate ON messaging_message;
DROP TRIGGER only_on_its_way ON messaging_message;
DROP FUNCTION require_act_of_message(); DROP FUNCTION only_on_its_way();
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial"), ("acts", "0003_guards")]
    operations = [migrations.RunSQL(ON_ITS_WAY, AT_WILL)]
