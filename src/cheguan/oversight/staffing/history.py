"""过去的日子：visits as they might have been, day after day, for a demo city and for testing estimates of the wait."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from cheguan.law import workdays
from cheguan.oversight.staffing import arrivals, asking, assumed
from cheguan.oversight.staffing.model import Day, simulate
from cheguan.oversight.staffing.plan import APPOINTMENT, NO_PRIORITY

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class SimulatedVisit:
    """One visit. Who is a ``no_show`` was called by a counter and has neither ``served_at`` nor ``finished_at``.

    ``priority`` is the reason that counts, with an appointment only where no weightier one is there; ``back_minutes``
    is what the back office needs after the counter."""

    queue: str
    matter: str
    arrived_at: datetime
    called_at: datetime
    served_at: datetime | None
    finished_at: datetime | None
    counter_no: int
    priority: str
    no_show: bool
    booked: bool
    back_minutes: float


def days(
    first: date, days: int, seed: int, scale: float, *, counters: Mapping[str, int] | None = None
) -> Iterator[SimulatedVisit]:
    """So many working days from ``first`` on, each by the order of tickets. ``scale`` is of visits and counters alike,
    at least one counter for each queue; ``counters`` names their numbers instead.

    Raises ``CalendarMissing`` beyond the calendars of working days."""
    numbers = counters or {queue: max(1, round(each * scale)) for queue, each in assumed.counter_numbers().items()}
    day = first
    for _each in range(days):
        while not workdays.is_workday(day):
            day += timedelta(days=1)
        plan = asking.plan(scale * assumed.weekday_factor(day.weekday()), numbers)
        crowd = arrivals.draw(plan, np.random.default_rng([seed, day.toordinal()]))
        yield from _visits(simulate(plan, crowd), day)
        day += timedelta(days=1)


def _visits(simulated: Day, day: date) -> Iterator[SimulatedVisit]:
    plan, crowd = simulated.plan, simulated.crowd
    midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
    queues, matters = [each.code for each in plan.queues], list(plan.matters)
    columns = (
        simulated.arrived,
        simulated.called,
        simulated.served,
        simulated.finished,
        simulated.counter,
        simulated.gone,
        crowd.queue,
        crowd.matter,
        crowd.booked,
        crowd.back,
    )
    rows = zip(*(each.tolist() for each in columns), _reasons(simulated), strict=True)
    for arrived, called, served, finished, counter, gone, queue, matter, booked, back, reason in rows:
        yield SimulatedVisit(
            queue=queues[queue],
            matter=matters[matter],
            arrived_at=_at(midnight, arrived),
            called_at=_at(midnight, called),
            served_at=None if gone else _at(midnight, served),
            finished_at=None if gone else _at(midnight, finished),
            counter_no=counter,
            priority=reason,
            no_show=gone,
            booked=booked,
            back_minutes=back,
        )


def _reasons(simulated: Day) -> list[str]:
    plan, crowd = simulated.plan, simulated.crowd
    codes = np.array([*(each.code for each in plan.priorities), NO_PRIORITY])
    starts = np.array([*(each.head_start for each in plan.priorities), 0.0])
    by_appointment = crowd.booked & (starts[crowd.priority] < plan.booked_start)
    return [str(each) for each in np.where(by_appointment, APPOINTMENT, codes[crowd.priority])]


def _at(midnight: datetime, milliseconds: int) -> datetime:
    return midnight + timedelta(milliseconds=milliseconds)
