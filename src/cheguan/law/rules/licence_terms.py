"""How long a licence runs, when it may be renewed, when it has to be cancelled."""

from collections.abc import Iterable
from datetime import date, timedelta

from cheguan.law.dates import add_years

WINDOW = timedelta(days=90)
FULL_MARK = 12
LONG_TERM = "long_term"
_NEXT_TERM = {"6": "10", "10": LONG_TERM, LONG_TERM: LONG_TERM}


def window_opens(valid_until: date) -> date:
    """期满前九十日"""
    return valid_until - WINDOW


def lapses_on(valid_until: date) -> date:
    """The day on which a licence that was not renewed has to be cancelled: a year after its end, that day included."""
    return add_years(valid_until, 1)


def has_lapsed(valid_until: date, *, on: date, deferred_until: date | None = None) -> bool:
    """Whether it has to be cancelled; not while an approved deferral (延期换证) runs."""
    return on >= lapses_on(valid_until) and (deferred_until is None or on > deferred_until)


def may_renew(valid_until: date, *, on: date, deferred_until: date | None = None) -> bool:
    """From 90 days before its end until it has to be cancelled; after its end without driving."""
    return on >= window_opens(valid_until) and not has_lapsed(valid_until, on=on, deferred_until=deferred_until)


def next_term(term: str, cycle_points: Iterable[int]) -> str:
    """``6``, ``10`` or ``long_term``: the next longer one when no cycle of the term reached 12 points."""
    return term if any(points >= FULL_MARK for points in cycle_points) else _NEXT_TERM[term]


def next_validity(valid_until: date, term: str) -> tuple[date, date | None]:
    """First and last day of a renewed licence; it starts where the old one ends. Long-term has no end."""
    return valid_until, None if term == LONG_TERM else add_years(valid_until, int(term))
