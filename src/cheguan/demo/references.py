"""Millions of rows without looking each reference up on its own: all of them are checked at once in the end.

Where the server does not let the owner set triggers aside, `indexes` takes the foreign keys away instead, and making
them again checks them one after the other, which takes minutes longer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, sql

ALLOWED = "SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')"
ASIDE, BACK = "SET LOCAL session_replication_role = replica", "SET LOCAL session_replication_role = origin"
ROOM = ("SET LOCAL work_mem = '256MB'", "SET LOCAL max_parallel_workers_per_gather = 2")
COLUMNS = """
SELECT c.confrelid::regclass::text, f.attname, c.conrelid::regclass::text, a.attname
  FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
 WHERE c.contype = 'f' AND c.conrelid = ANY(%s::text[]::regclass[]) AND cardinality(c.conkey) = 1
 ORDER BY 1, 2, 3, 4
"""


class Orphan(Exception):
    """A row refers to one that is not there; the message names table and column."""


def may_be_put_off(connection: Connection[Any]) -> bool:
    """Whether the owner may set triggers aside."""
    row = connection.execute(ALLOWED).fetchone()
    return bool(row and row[0])


@contextmanager
def put_off(connection: Connection[Any]) -> Iterator[None]:
    """Within the caller's transaction, which an error ends anyway."""
    connection.execute(ASIDE)
    yield
    connection.execute(BACK)


def begin_afresh(connection: Connection[Any], tables: Iterable[str]) -> None:
    """Empty tables anew, in this transaction: only then may rows be written that no later cleaning has to visit."""
    with put_off(connection):
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))


def check(connection: Connection[Any], tables: Iterable[str]) -> None:
    """Every reference of these tables leads somewhere; ``Orphan`` otherwise."""
    for room in ROOM:
        connection.execute(room.encode())
    referring: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for target, key, table, column in connection.execute(COLUMNS, [list(tables)]).fetchall():
        referring[target, key].append((table, column))
    for (target, key), columns in referring.items():
        row = connection.execute(_query(target, key, columns)).fetchone()
        if row and row[0]:
            raise Orphan(f"{row[0]}, no such {target}")


def _query(target: str, key: str, columns: Iterable[tuple[str, str]]) -> bytes:
    """One pass over the referenced table for all columns that refer to it.

    The least of all orphans rather than the first found: a limit would make the planner look up row by row.
    """
    all_of_them = " UNION ALL ".join(
        f"SELECT '{table}.{column}' AS place, {column} AS value FROM {table} WHERE {column} IS NOT NULL"
        for table, column in columns
    )
    return (
        f"SELECT min(place || ' ' || value) FROM ({all_of_them}) r"
        f" WHERE NOT EXISTS (SELECT FROM {target} t WHERE t.{key} = r.value)"
    ).encode()
