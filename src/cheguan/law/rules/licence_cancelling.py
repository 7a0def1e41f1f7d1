"""Why a licence has to be cancelled (应当注销), as the register and the day tell it. Pure functions."""

from collections.abc import Iterator
from datetime import date, timedelta

from cheguan.law.dates import add_years
from cheguan.law.facts import LicenceFacts
from cheguan.law.rules.licence_medical import medical_cancels_after, owes_medical
from cheguan.law.rules.licence_terms import has_lapsed
from cheguan.law.rules.points import cycle_of

DAY = timedelta(days=1)
LOOK_BACK = 4
RESTORABLE = frozenset({"expired", "medical_missing"})


def overdue_by_a_year(licence: LicenceFacts, *, on: date) -> bool:
    """超过有效期一年以上未换证"""
    end = licence.valid_until
    return end is not None and has_lapsed(end, on=on, deferred_until=licence.deferred_until)


def medical_missing(licence: LicenceFacts, *, birth: date | None, on: date) -> bool:
    """一个记分周期结束后一年内未提交身体条件证明；延期的除外。"""
    first, deferred = licence.first_issued_on, licence.medical_deferred_until
    if birth is None or first is None or (deferred is not None and on <= deferred):
        return False
    for end in _ended_cycles(first, on):
        if on > medical_cancels_after(end) and owes_medical(
            end, birth=birth, held=licence.classes, first_licence=first
        ):
            return licence.medical_on is None or licence.medical_on <= end
    return False


def _ended_cycles(first: date, on: date) -> Iterator[date]:
    """The last days of the latest cycles that have ended, newest first."""
    starts, _ = cycle_of(first, on)
    for years in range(LOOK_BACK):
        end = add_years(starts, -years) - DAY
        if end >= first:
            yield end
