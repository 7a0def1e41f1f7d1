"""Giving out the next number of a series."""

from django.db import connection

NEXT = """
INSERT INTO numbering_counter AS c (series, last) VALUES (%(series)s, 1)
ON CONFLICT (series) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def next_number(series: str) -> int:
    """The next number. The series' row stays locked until the transaction ends, so a rollback leaves no gap."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given out only inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"series": series})
        return int(cursor.fetchone()[0])
