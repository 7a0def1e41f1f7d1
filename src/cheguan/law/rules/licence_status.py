"""Where a licence stands on a day: valid, renewable, expired, cancelled; and the way back after cancelling."""

from datetime import date
from typing import Literal, NamedTuple

from cheguan.law.dates import add_years
from cheguan.law.rules.licence_terms import has_lapsed, lapses_on, window_opens

Reason = Literal["expired", "medical_missing", "own_wish", "death", "unfit"]
RESTORE_YEARS = 2
SUBJECT_1 = "subject_1"
CERTIFICATE = "medical_certificate"


class Standing(NamedTuple):
    """``valid``, ``renewable`` in the 90 days before the end, ``expired_renewable`` in the year after, ``cancelled``."""

    status: str
    reason: Reason | None = None

    @property
    def may_drive(self) -> bool:
        return self.status in ("valid", "renewable")


class WayBack(NamedTuple):
    """What restores a cancelled licence and until when; nothing when only a new application leads back."""

    by: str | None
    until: date | None
    may_apply_directly: bool


NO_LADDER = WayBack(None, None, may_apply_directly=True)
NO_WAY = WayBack(None, None, may_apply_directly=False)


def standing(
    expiry: date,
    *,
    on: date,
    cancelled_on: date | None = None,
    reason: Reason | None = None,
    deferred_until: date | None = None,
) -> Standing:
    """The licence on that day. One that has to be cancelled counts as cancelled, whether or not somebody did it."""
    named = reason not in (None, "expired") if cancelled_on is None else cancelled_on <= on
    if named or has_lapsed(expiry, on=on, deferred_until=deferred_until):
        return Standing("cancelled", reason or "expired")
    if on > expiry:
        return Standing("expired_renewable")
    return Standing("renewable" if on >= window_opens(expiry) else "valid")


def way_back(expiry: date | None, *, on: date, reason: Reason, cancelled_on: date | None = None) -> WayBack:
    """After the licence was cancelled: restoring it while that is open, else the examinations at once (直接申请考试).

    Without the last day of the licence a missing certificate no longer restores it, and only the day of cancelling
    opens the examination that does.
    """
    lapsed = None if expiry is None else lapses_on(expiry)
    since = cancelled_on or lapsed
    if reason == "expired" and since is not None:
        last = add_years(since, RESTORE_YEARS)
        return WayBack(SUBJECT_1, last, may_apply_directly=False) if on <= last else NO_LADDER
    if reason == "medical_missing" and lapsed is not None and on < lapsed:
        return WayBack(CERTIFICATE, None, may_apply_directly=False)
    return NO_WAY if reason == "death" else NO_LADDER
