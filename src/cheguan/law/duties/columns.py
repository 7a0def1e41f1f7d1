"""Days as whole columns: numbers of days since 1900-01-01, and the law's arithmetic of months and years on them.

Every day until 2299 is looked up in a table, which is several times faster than reckoning it.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int32]
Ids = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]

BEGIN, END = "1900-01", "2300-01"
EPOCH = date(1900, 1, 1).toordinal()
MONTHS_IN_YEAR = 12
_MONTHS = np.arange(BEGIN, END, dtype="M8[M]")
_FIRST = (_MONTHS.astype("M8[D]") - np.datetime64(BEGIN, "D")).astype(np.int32)
_LENGTH = np.diff(_FIRST, append=_FIRST[-1] + 31).astype(np.int32)
_MONTH = np.repeat(np.arange(len(_MONTHS), dtype=np.int32), _LENGTH)
# No day: the last one of the table, later than any that the law reaches.
NONE = np.int32(len(_MONTH) - 1)


def day_number(day: date | None) -> int:
    return int(NONE) if day is None else day.toordinal() - EPOCH


def as_day(number: int) -> date | None:
    return None if number == NONE else date.fromordinal(int(number) + EPOCH)


def months_of(days: Days) -> Codes:
    """Months since January 1900 of the month that each day falls in."""
    found: Codes = _MONTH[days]
    return found


def first_of(months: Codes) -> Days:
    """The first day of each month."""
    found: Days = _FIRST[np.minimum(months, len(_FIRST) - 1)]
    return found


def month_end(months: Codes) -> Days:
    found: Days = first_of(months) + _LENGTH[np.minimum(months, len(_LENGTH) - 1)] - np.int32(1)
    return found


def add_months(days: Days, months: Codes | int) -> Days:
    """A day that the month lacks becomes its last day."""
    own = months_of(days)
    target = own + np.asarray(months, dtype=np.int32)
    return np.minimum(first_of(target) + (days - first_of(own)), month_end(target))


def add_years(days: Days, years: Codes | int) -> Days:
    return add_months(days, years * MONTHS_IN_YEAR)


def years_between(days: Days, on: Days) -> Codes:
    """周岁：completed years from each day to ``on``, reached on the day of the same month and day."""
    born, now = months_of(days), months_of(on)
    whole, rest = np.divmod(now - born, MONTHS_IN_YEAR)
    early = (rest == 0) & (on - first_of(now) < days - first_of(born))
    found: Codes = whole - early.astype(np.int32)
    return found
