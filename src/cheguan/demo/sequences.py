"""Identity columns and counters: they start where an empty register starts, and go on where the loaded rows end."""

from typing import Any

from django.db import connection
from psycopg import Connection

from cheguan.demo.copying import COLUMNS

# Rows of these are written with their numbers; all others take the next one by themselves.
NUMBERED = tuple(table for table, columns in COLUMNS.items() if columns.startswith("id "))
FOUNDED = (
    "people_account",
    "people_officer",
    "people_outlet",
    "people_certificate",
    "people_duty",
    "plates_pool",
    "printing_blanklot",
    "visits_counter",
    "mfa_authenticator",
)
WITHOUT_NUMBERS = frozenset({"numbering_counter"})
GO_ON = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), greatest((SELECT max(id) FROM {0}), 1))"


def restart(raw: Connection[Any]) -> None:
    """From one again, so that the same city has the same numbers even after a load that failed."""
    for table in (*COLUMNS, *FOUNDED):
        if table not in WITHOUT_NUMBERS:
            raw.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART".encode())


def next_act() -> int:
    """The first number that no act has yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM acts_act")
        return int(cursor.fetchone()[0])


def go_on(raw: Connection[Any]) -> None:
    """The next row that the office makes gets the number after the last loaded one."""
    for table in NUMBERED:
        raw.execute(GO_ON.format(table).encode())
