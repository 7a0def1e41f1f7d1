"""Migration operations that let PostgreSQL itself keep acts and register rows honest."""

from django.db.migrations import RunSQL

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION allow_only_voiding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND OLD.voided_by_id IS NULL AND NEW.voided_by_id IS NOT NULL
       AND to_jsonb(NEW) - 'voided_by_id' = to_jsonb(OLD) - 'voided_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a row of % can only be voided, once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION require_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM acts_act
                WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.issued_by_id ELSE NEW.voided_by_id END
                  AND recorded_at >= now()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'a row of % is issued and voided by an act of the same transaction', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
NO_FUNCTIONS = "DROP FUNCTION require_act(); DROP FUNCTION allow_only_voiding(); DROP FUNCTION refuse_change();"


def functions() -> RunSQL:
    """The two trigger functions; once, before the first table that uses them."""
    return RunSQL(FUNCTIONS, NO_FUNCTIONS)


def append_only(table: str) -> RunSQL:
    """Rows of ``table`` are written once: no update, no delete, no truncate."""
    return RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
        f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER no_truncate ON {table};",
    )


def void_only(*tables: str) -> list[RunSQL]:
    """Rows of ``tables`` may get their ``voided_by``, once, and nothing else ever; each time by an act made for it.

    ``acts_act.recorded_at`` is the server's clock, which the application cannot set: an older act is no excuse.
    """
    return [
        RunSQL(
            f"CREATE TRIGGER void_only BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION allow_only_voiding();"
            f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change();"
            f"CREATE TRIGGER acted AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION require_act();",
            f"DROP TRIGGER void_only ON {table}; DROP TRIGGER no_truncate ON {table}; DROP TRIGGER acted ON {table};",
        )
        for table in tables
    ]
