"""The points cycle: its days, what is carried into the next one, and taking points off by study (学法减分)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cheguan.law.dates import add_years

FULL_MARK = 12
MOST_OFF_IN_A_CYCLE = 6
Study = Literal["online_30min", "onsite_1h", "public_service_1h"]
OFF: dict[Study, int] = {"online_30min": 1, "onsite_1h": 2, "public_service_1h": 1}
Bar = Literal["two_educations", "grave_offence", "review_overdue", "licence_held", "vehicle_overdue", "cheating"]


class Act(NamedTuple):
    """One penalised act of the cycle."""

    points: int
    fine_paid: bool


def cycles_until(first_licence: date, day: date) -> int:
    """How many cycles have ended by the end of that day."""
    following = day + timedelta(days=1)
    years = following.year - first_licence.year
    return years if add_years(first_licence, years) <= following else years - 1


def cycle_of(first_licence: date, day: date) -> tuple[date, date]:
    """First and last day of the cycle that the day falls in; a new class never restarts it."""
    ended = cycles_until(first_licence, day - timedelta(days=1))
    return add_years(first_licence, ended), add_years(first_licence, ended + 1) - timedelta(days=1)


def carried_over(points: int, acts: Iterable[Act]) -> int:
    """What the next cycle starts with: the points of the acts whose fines are unpaid.

    Twelve or more are not cleared by time but by the full-mark education.
    """
    if points >= FULL_MARK:
        return points
    return sum(act.points for act in acts if not act.fine_paid)


def taken_off(
    points: int,
    kind: Study,
    *,
    already: int = 0,
    all_processed: bool = True,
    in_probation: bool = False,
    bars: Iterable[Bar] = (),
) -> int:
    """How many points the study takes off, none when it is not accepted; never more than six in a cycle together."""
    if points >= FULL_MARK or not all_processed or in_probation or any(bars):
        return 0
    return max(0, min(OFF[kind], MOST_OFF_IN_A_CYCLE - already, points))
