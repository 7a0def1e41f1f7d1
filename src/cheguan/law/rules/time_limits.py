"""Time limits (时限): of the office for each business, of the owner after a sale, and how days are counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from cheguan.law import workdays
from cheguan.law.citation import Citation, cite
from cheguan.law.workdays import NONE_CLOSED, Closed

Business = Literal[
    "new_registration",
    "change",
    "transfer",
    "transfer_owner_must_apply",
    "move_out",
    "move_in",
    "mortgage",
    "cancellation",
    "plate_replacement",
    "vehicle_licence_replacement",
    "title_replacement",
    "inspection_mark",
    "correction",
    "licence_renewal",
    "licence_replacement",
    "learner_permit",
]
Unit = Literal["working", "calendar"]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    days: int
    basis: tuple[Citation, ...]
    unit: Unit = "working"


def _office(days: int, *articles: str) -> TimeLimit:
    return TimeLimit(days, tuple(cite(f"机动车登记规定#{article}") for article in (*articles, "92")))


def _licence(days: int, article: str) -> TimeLimit:
    return TimeLimit(days, tuple(cite(f"机动车驾驶证申领和使用规定#{each}") for each in (article, "110")))


LIMITS: Mapping[Business, TimeLimit] = MappingProxyType(
    {
        "new_registration": _office(2, "12"),
        "change": _office(1, "17"),
        "transfer": _office(1, "26"),
        "transfer_owner_must_apply": TimeLimit(30, (cite("机动车登记规定#25"),), "calendar"),
        "move_out": _office(3, "18", "27"),
        "move_in": _office(3, "18", "27"),
        "mortgage": _office(1, "32"),
        "cancellation": _office(1, "38", "39"),
        "plate_replacement": _office(15, "51"),
        "vehicle_licence_replacement": _office(1, "52"),
        "title_replacement": _office(1, "52"),
        "inspection_mark": _office(1, "54"),
        "correction": _office(5, "53"),
        "licence_renewal": _licence(1, "68"),
        "licence_replacement": _licence(1, "69"),
        "learner_permit": _licence(1, "40"),
    }
)


def natural_days_due(start: date, days: int, *, closed: Closed = NONE_CLOSED) -> date:
    """自然日：the first day is not counted; a last day on which offices rest moves to the next working day."""
    due = start + timedelta(days=days)
    return due if workdays.is_workday(due, closed=closed) else workdays.add_workdays(due, 1, closed=closed)
