"""Identifiers that PostgreSQL itself refuses when they are wrong: check digits and alphabets as SQL functions.

They say the same as `law/identifiers.py`; a property test holds the two against each other.
"""

from django.db.migrations import RunSQL

VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# A sign's value is the last digit of its place in this row. No subquery, so that the planner puts the whole into the check.
VIN_VALUE = "(strpos('0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ', substr(vin, {place}, 1)) - 1) % 10"
RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _weighted(value: str, weights: tuple[int, ...]) -> str:
    return " + ".join(f"{weight} * ({value.format(place=n + 1)})" for n, weight in enumerate(weights) if weight)


VIN = f"""
CREATE FUNCTION vin_is_sound(vin text, domestic boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN vin !~ '^[A-HJ-NPR-Z0-9]{{17}}$' THEN false
    WHEN NOT domestic THEN true
    ELSE substr('0123456789X', 1 + ({_weighted(VIN_VALUE, VIN_WEIGHTS)}) % 11, 1) = substr(vin, 9, 1)
END;
"""
RESIDENT = f"""
CREATE FUNCTION resident_id_is_sound(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN value !~ '^[1-9][0-9]{{5}}(18|19|20)[0-9]{{2}}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{{3}}[0-9X]$' THEN false
    WHEN substr(value, 13, 2)::int > CASE
        WHEN substr(value, 11, 2) IN ('04', '06', '09', '11') THEN 30
        WHEN substr(value, 11, 2) <> '02' THEN 31
        WHEN substr(value, 7, 4)::int % 4 = 0
             AND (substr(value, 7, 4)::int % 100 <> 0 OR substr(value, 7, 4)::int % 400 = 0) THEN 29
        ELSE 28 END THEN false
    ELSE substr('10X98765432', 1 + ({_weighted("ascii(substr(value, {place}, 1)) - 48", RESIDENT_WEIGHTS)}) % 11, 1)
         = substr(value, 18, 1)
END;
"""
USCC = f"""
CREATE FUNCTION uscc_is_sound(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN value !~ '^[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}$' THEN false
    ELSE substr('{USCC_ALPHABET}',
        1 + (31 - ({_weighted(f"strpos('{USCC_ALPHABET}', substr(value, {{place}}, 1)) - 1", USCC_WEIGHTS)}) % 31) % 31, 1)
        = substr(value, 18, 1)
END;
"""
IDENTITY = """
CREATE FUNCTION identity_is_sound(document text, number text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE document
    WHEN 'A' THEN resident_id_is_sound(number)
    WHEN 'N' THEN uscc_is_sound(number)
    ELSE number <> '' AND number !~ '[[:space:][:cntrl:]]' END;
"""
PLATE = """
CREATE FUNCTION plate_is_sound(kind text, number text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN number ~ (
    '^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]' || CASE kind
        WHEN '51' THEN '[0-9]{5}[DABCEFGHJK]'
        WHEN '52' THEN '[DABCEFGHJK][A-HJ-NP-Z0-9][0-9]{4}'
        WHEN '15' THEN '[A-HJ-NP-Z0-9]{4}挂'
        WHEN '16' THEN '[A-HJ-NP-Z0-9]{4}学'
        WHEN '23' THEN '[A-HJ-NP-Z0-9]{4}警'
        ELSE '[A-HJ-NP-Z0-9]{5}' END || '$');
"""


def function(text: str) -> RunSQL:
    """Create the function; drop it on the way back."""
    signature = text.split("RETURNS", 1)[0].replace("CREATE FUNCTION", "").strip()
    return RunSQL(text, f"DROP FUNCTION {signature}")


def check(table: str, name: str, condition: str) -> RunSQL:
    """A check constraint on a table."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition})", f"ALTER TABLE {table} DROP CONSTRAINT {name}"
    )
