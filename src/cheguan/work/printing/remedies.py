"""How a decision can be challenged on its day: data in ``remedies.toml``, each entry with its evidence grade."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path


class Before(StrEnum):
    """Who hears the challenge."""

    RECONSIDERATION = "reconsideration"
    COURT = "court"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One way to challenge a decision."""

    name: str
    before: Before
    within: str
    basis: str
    grade: str
    since: date
    until: date = date.max


@cache
def _all() -> tuple[Remedy, ...]:
    text = Path(__file__).with_name("remedies.toml").read_text(encoding="utf-8")
    return tuple(Remedy(**{**entry, "before": Before(entry["before"])}) for entry in tomllib.loads(text)["remedy"])


def in_force(on: date) -> tuple[Remedy, ...]:
    """The ways open against a decision of this day."""
    return tuple(remedy for remedy in _all() if remedy.since <= on <= remedy.until)
