"""The levels of a rating, how long one may rate, and by when a bad one is looked into."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Level:
    """One of five; two and below is a bad rating (差评)."""

    level: int
    name: str
    name_en: str

    @property
    def bad(self) -> bool:
        return self.level <= WORST_BUT_ONE


@dataclass(frozen=True, slots=True)
class Signals:
    """From when on ratings look farmed or pressed for."""

    same_device: int
    too_soon_seconds: int
    burst_minutes: int
    burst: int
    hurried_seconds: int
    hurried_share: float
    own_ticket: int
    at_least: int
    low_active_share: float


WORST_BUT_ONE = 2
_DATA = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))
GRADE: str = _DATA["grade"]
LEVELS: Mapping[int, Level] = {row["level"]: Level(**row) for row in _DATA["levels"]}
OPEN_FOR = timedelta(days=_DATA["open_days"])
INVITE_AFTER = timedelta(days=_DATA["invite_after_days"])
VERIFY_WORKDAYS: int = _DATA["verify_workdays"]
MEND_WORKDAYS: Mapping[str, int] = _DATA["mend_workdays"]
SIGNALS = Signals(**_DATA["signals"])
