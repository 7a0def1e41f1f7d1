"""Secondary indexes and foreign keys out of the way while millions of rows come in, and back exactly as they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE conrelid = ANY(%s::text[]::regclass[]) AND contype = ANY(%s::text[]::"char"[])
 ORDER BY conrelid, conname
"""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
  FROM pg_index i
 WHERE i.indrelid = ANY(%s::text[]::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
 ORDER BY 1
"""
# Whether every row has its act is what the foreign keys check in the end.
GUARDED = """
SELECT tgrelid::regclass::text FROM pg_trigger
 WHERE tgrelid = ANY(%s::text[]::regclass[]) AND tgname = 'acted' ORDER BY 1
"""
ROOM = ("SET LOCAL maintenance_work_mem = '512MB'", "SET LOCAL max_parallel_maintenance_workers = 2")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was taken away, as the statements that bring it back: first the indexes, then the foreign keys."""

    indexes: Sequence[str]
    foreign_keys: Sequence[str]


def drop(connection: Connection[Any], tables: Iterable[str], *, foreign_keys: bool) -> Dropped:
    """Take away all indexes but primary keys, and the foreign keys if wished. Within the caller's transaction."""
    # What the office's founding has left to be checked at the end is checked now: a table with a check pending
    # cannot be altered.
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    named = list(tables)
    foreign = connection.execute(CONSTRAINTS, [named, ["f"]]).fetchall() if foreign_keys else []
    unique = connection.execute(CONSTRAINTS, [named, ["u", "x"]]).fetchall()
    plain = connection.execute(INDEXES, [named]).fetchall()
    guarded = [table for (table,) in connection.execute(GUARDED, [named]).fetchall()] if foreign_keys else []
    for table in guarded:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER acted".encode())
    for table, name, _ in [*foreign, *unique]:
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {_quoted(connection, name)}".encode())
    for name, _ in plain:
        connection.execute(f"DROP INDEX {name}".encode())
    return Dropped(
        indexes=[*(definition for _, definition in plain), *(_add(connection, *row) for row in unique)],
        foreign_keys=[
            *(_add(connection, *row) for row in foreign),
            *(f"ALTER TABLE {table} ENABLE TRIGGER acted" for table in guarded),
        ],
    )


def _add(connection: Connection[Any], table: str, name: str, definition: str) -> str:
    return f"ALTER TABLE {table} ADD CONSTRAINT {_quoted(connection, name)} {definition}"


def _quoted(connection: Connection[Any], name: str) -> str:
    return sql.Identifier(name).as_string(connection)
