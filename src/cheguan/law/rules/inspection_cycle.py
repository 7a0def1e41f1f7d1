"""Renewing the inspection mark (检验合格标志): the due day that an application satisfies, and when three have passed."""

from dataclasses import dataclass
from datetime import date, timedelta

from cheguan.law.citation import Citation
from cheguan.law.dates import add_months, month_end, month_start_after, months_between
from cheguan.law.rules.inspection_schedules import MARK_ONLY, ONLINE, Schedule, Subject, schedule

WINDOW_MONTHS = 2
CYCLES_TO_SCRAP = 3


@dataclass(frozen=True, slots=True)
class Renewal:
    """What an application for the inspection mark leads to. ``window_start`` is that of the present mark."""

    mode: str
    window_start: date
    due: date
    new_validity_end: date
    overdue: bool
    basis: tuple[Citation, ...]
    grade: str


def renewal(subject: Subject, *, registered_on: date, validity_end: date, on: date) -> Renewal:
    """The due day that an application satisfies: the last whose window is open, at least the present one."""
    cycle = schedule(subject, registered_on=registered_on, on=on)
    anchor = validity_end if subject.by_sign else registered_on
    valid, applied = months_between(anchor, validity_end), months_between(anchor, on)
    ahead = 0 if subject.school_bus else WINDOW_MONTHS
    satisfied, following = _turn(cycle, valid=valid, applied=applied, ahead=ahead)
    present = _due_day(validity_end, 0)
    sure = on <= present and (satisfied == valid or subject.by_sign)
    return Renewal(
        mode=_between(cycle) if satisfied is None else cycle.mode(satisfied),
        window_start=window_start(present, school_bus=subject.school_bus),
        due=_due_day(anchor, valid if satisfied is None else satisfied),
        new_validity_end=_due_day(anchor, following),
        overdue=on > present,
        basis=cycle.basis,
        grade="B" if sure else "C",
    )


def window_start(validity_end: date, *, school_bus: bool = False) -> date:
    """The first day of the month two before the last one of the mark; for a school bus of the last month itself."""
    return month_start_after(validity_end, 0 if school_bus else -WINDOW_MONTHS)


def first_validity(subject: Subject, *, registered_on: date) -> date:
    """Until when the first mark is valid: the end of the month of the first due day."""
    cycle = schedule(subject, registered_on=registered_on, on=registered_on)
    return _due_day(registered_on, next(cycle.offsets()))


def third_missed(subject: Subject, *, registered_on: date, validity_end: date, on: date) -> date:
    """连续三个检验周期：the third due day after the mark ended, by the schedule of the day that is asked about."""
    cycle = schedule(subject, registered_on=registered_on, on=on)
    anchor = validity_end if subject.by_sign else registered_on
    valid = months_between(anchor, validity_end)
    later = (offset for offset in cycle.offsets() if offset > valid)
    return _due_day(anchor, [next(later) for _ in range(CYCLES_TO_SCRAP)][-1])


def third_missed_of(cycle_months: int, *, validity_end: date) -> date:
    """The same where every cycle is as long: the end of a month stays the end of a month."""
    third = add_months(validity_end, cycle_months * CYCLES_TO_SCRAP)
    return month_end(third) if validity_end == month_end(validity_end) else third


def _turn(cycle: Schedule, *, valid: int, applied: int, ahead: int) -> tuple[int | None, int]:
    """The due month that the application satisfies, if the schedule knows one, and the next."""
    satisfied = None
    for offset in cycle.offsets():
        if offset > valid and offset - ahead > applied:
            return satisfied, offset
        if offset >= valid:
            satisfied = offset
    raise AssertionError("a schedule has no end")


def _between(cycle: Schedule) -> str:
    """A mark of an older regime that ends where the present one asks for nothing: no presentation is due."""
    return MARK_ONLY if cycle.marks else ONLINE


def _due_day(anchor: date, offset: int) -> date:
    return month_start_after(anchor, offset + 1) - timedelta(days=1)
