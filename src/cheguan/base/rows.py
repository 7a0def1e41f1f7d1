"""From a row of the database to a value."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

Made = TypeVar("Made")


def made(kind: type[Made], columns: Iterable[Any]) -> Made:
    """A value from the columns in the order of its fields; arrays become tuples."""
    return kind(*(tuple(column) if isinstance(column, list) else column for column in columns))


def decoded(column: Any) -> Any:
    """A JSON column: Django's connection hands it over as text."""
    return json.loads(column) if isinstance(column, str) else column
