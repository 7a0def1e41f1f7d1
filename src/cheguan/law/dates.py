"""Months, years and ages as the law counts them; a day that a month lacks becomes its last day."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def months_between(first: date, second: date) -> int:
    """From the month of the one day to the month of the other, whatever the days."""
    return (second.year - first.year) * 12 + second.month - first.month


def month_start_after(day: date, months: int) -> date:
    """The first day of the month that is so many months after that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def age_on(birth: date, on: date) -> int:
    """周岁：completed years, reached on the birthday itself."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
