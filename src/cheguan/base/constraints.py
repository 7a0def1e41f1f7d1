"""Which promise of the database a statement would have broken."""

from django.db import IntegrityError


def broken(error: IntegrityError, constraint: str) -> bool:
    """Whether it was this one, by its name."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return diagnostics is not None and diagnostics.constraint_name == constraint
