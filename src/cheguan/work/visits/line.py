"""排队规则：the queues, who is treated as having come earlier, and how long anybody is meant to wait.

Pure: asked by the commands, the boards and the tests alike. A head start counts as minutes of having come earlier, so
whoever comes later overtakes nobody by more than that, and nobody waits for ever.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cheguan.law.service import Service

FILE = Path(__file__).with_name("line.toml")
# What is printed on a ticket: the letter of its line, and its number of the day.
TICKET_NO = re.compile(r"[A-Z]\d{3,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Queue:
    """A line of people; ``letter`` begins its ticket numbers."""

    code: str
    letter: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Priority:
    """Why somebody is treated as having come ``minutes`` earlier."""

    code: str
    name: str
    name_en: str
    minutes: int
    from_age: int | None = None


@dataclass(frozen=True, slots=True)
class MatterClass:
    """What is promised of a kind of matter: minutes of waiting and of being served."""

    code: str
    name: str
    name_en: str
    wait_minutes: int
    serve_minutes: int


def _read(rows: list[dict[str, Any]], kind: type[Any]) -> Mapping[str, Any]:
    return {row["code"]: kind(**row) for row in rows}


_DATA = tomllib.loads(FILE.read_text("utf-8"))
GRADE: str = _DATA["grade"]
QUEUES: Mapping[str, Queue] = _read(_DATA["queues"], Queue)
PRIORITIES: Mapping[str, Priority] = _read(_DATA["priorities"], Priority)
CLASSES: Mapping[str, MatterClass] = _read(_DATA["classes"], MatterClass)
CALLS_BEFORE_NO_SHOW: int = _DATA["calling"]["calls_before_no_show"]
OVERFLOW_AFTER = timedelta(minutes=_DATA["calling"]["overflow_after_minutes"])
CALL_TOLD: int = _DATA["telling"]["call_told"]
SOON_AHEAD: int = _DATA["telling"]["soon_ahead"]
SOON_AFTER = timedelta(minutes=_DATA["telling"]["soon_after_minutes"])


def head_start(priority: str) -> timedelta:
    """How much earlier somebody is treated as having come; nothing without a reason."""
    return timedelta(minutes=PRIORITIES[priority].minutes) if priority else timedelta()


def rank_of(taken_at: datetime, priority: str) -> datetime:
    """The moment by which a ticket stands in line."""
    return taken_at - head_start(priority)


def priority_of_age(born_on: date | None, *, on: date) -> str:
    """The reason that the identity card itself gives."""
    if born_on is None:
        return ""
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    reasons = [each for each in PRIORITIES.values() if each.from_age is not None and age >= each.from_age]
    return max(reasons, key=lambda each: each.minutes).code if reasons else ""


def queue_of(service: Service) -> str:
    """The line in which a service is waited for."""
    if service.subject == "new_vehicle":
        return "registration"
    return "licence" if service.subject in ("licence", "person") else "vehicle"
