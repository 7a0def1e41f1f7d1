"""Sums that grow by other sums of their kind."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(slots=True)
class Additive:
    """Counts and measures, added field by field."""

    def add(self, other: Self) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
