"""Every move has its act; nobody is put ahead; a stretch of time is ended once. And whoever listens hears of it."""

from django.db import migrations

from cheguan.base.acts import guards

MOVED = """
CREATE FUNCTION require_act_of_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM acts_act WHERE id = NEW.moved_by_id AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a row of % is moved by an act of the same transaction', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.outlet_id, NEW.day, NEW.no, NEW.taken_at, NEW.token, NEW.source)
       IS DISTINCT FROM (OLD.outlet_id, OLD.day, OLD.no, OLD.taken_at, OLD.token, OLD.source)
       OR NEW.rank_at < OLD.rank_at OR (OLD.party_id IS NOT NULL AND NEW.party_id IS DISTINCT FROM OLD.party_id)
       OR (OLD.state IN ('finished', 'left') AND NEW.state <> OLD.state) THEN
        RAISE EXCEPTION 'a ticket keeps its number and gains no place' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION keep_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.visit_id, NEW.token, NEW.service) IS DISTINCT FROM (OLD.visit_id, OLD.token, OLD.service)
       OR (OLD.case_no IS NOT NULL AND NEW.case_no IS DISTINCT FROM OLD.case_no)
       OR (OLD.outcome <> '' AND NEW.outcome <> OLD.outcome) THEN
        RAISE EXCEPTION 'a matter keeps its case and its outcome' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION end_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.until IS NULL AND NEW.until IS NOT NULL
       AND to_jsonb(NEW) - 'until' - 'ended_by_id' = to_jsonb(OLD) - 'until' - 'ended_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a stretch of time can only be ended, once' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION require_act_of_span() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM acts_act
                WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.issued_by_id ELSE NEW.ended_by_id END
                  AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a stretch of time is begun and ended by an act of the same transaction'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION tell_the_hall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('cheguan_hall', TG_TABLE_SCHEMA || ' ' || NEW.outlet_id);
    RETURN NULL;
END $$;

CREATE TRIGGER acted AFTER INSERT OR UPDATE ON visits_visit FOR EACH ROW EXECUTE FUNCTION require_act_of_move();
CREATE TRIGGER kept_place BEFORE UPDATE ON visits_visit FOR EACH ROW EXECUTE FUNCTION keep_place();
CREATE TRIGGER kept BEFORE DELETE ON visits_visit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER told AFTER INSERT OR UPDATE ON visits_visit FOR EACH ROW EXECUTE FUNCTION tell_the_hall();
CREATE TRIGGER acted AFTER INSERT OR UPDATE ON visits_matter FOR EACH ROW EXECUTE FUNCTION require_act_of_move();
CREATE TRIGGER kept_matter BEFORE UPDATE ON visits_matter FOR EACH ROW EXECUTE FUNCTION keep_matter();
CREATE TRIGGER kept BEFORE DELETE ON visits_matter FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER end_once BEFORE UPDATE OR DELETE ON visits_span FOR EACH ROW EXECUTE FUNCTION end_once();
CREATE TRIGGER acted AFTER INSERT OR UPDATE ON visits_span FOR EACH ROW EXECUTE FUNCTION require_act_of_span();
"""
TABLES = ("visits_visit", "visits_matter", "visits_span")
NO_TRUNCATE = "".join(
    f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change();" for table in TABLES
)
UNDO = """
DROP TRIGGER no_truncate ON visits_visit; DROP TRIGGER no_truncate ON visits_matter;
DROP TRIGGER no_truncate ON visits_span;
DROP TRIGGER acted ON visits_visit; DROP TRIGGER kept_place ON visits_visit; DROP TRIGGER kept ON visits_visit;
DROP TRIGGER told ON visits_visit; DROP TRIGGER acted ON visits_matter; DROP TRIGGER kept_matter ON visits_matter;
DROP TRIGGER kept ON visits_matter; DROP TRIGGER end_once ON visits_span; DROP TRIGGER acted ON visits_span;
DROP FUNCTION tell_the_hall(); DROP FUNCTION require_act_of_span(); DROP FUNCTION end_once();
DROP FUNCTION keep_matter(); DROP FUNCTION keep_place(); DROP FUNCTION require_act_of_move();
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        migrations.RunSQL(MOVED + NO_TRUNCATE, UNDO),
        *guards.void_only("visits_counter", "visits_sitting"),
    ]
