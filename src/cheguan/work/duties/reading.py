"""The registers as columns: one binary COPY a question, read by NumPy without a Python object for any row.

Every column is of fixed width and never null, so that the rows of the binary format are themselves records.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from cheguan.law.duties.columns import NONE, Days, day_number

HEADER, TRAILER = 19, 2
# PostgreSQL counts days from here.
ITS_EPOCH = np.int32(day_number(date(2000, 1, 1)))
KINDS: Mapping[str, str] = {"id": ">i8", "day": ">i4", "number": ">i4"}

Records = npt.NDArray[np.void]


def read(query: str, columns: Mapping[str, str], parameters: Mapping[str, Any]) -> Records:
    """The rows of ``query`` as records; ``columns`` names each with its kind: id, day, number or a width in bytes."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)", parameters) as copy:
        raw = b"".join(copy)
    fields: list[tuple[str, str]] = [("", ">i2")]
    for name, kind in columns.items():
        fields += [(f"{name} width", ">i4"), (name, KINDS.get(kind, f"S{kind}"))]
    return np.frombuffer(raw[HEADER:-TRAILER], dtype=np.dtype(fields))


def days(records: Records, name: str) -> Days:
    """A column of days; one beyond the law's table stands for none."""
    found = records[name].astype(np.int32) + ITS_EPOCH
    return np.where((found < 0) | (found > NONE), NONE, found)
