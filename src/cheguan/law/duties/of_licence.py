"""What is due for one driving licence on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from cheguan.law.dates import add_years, age_on
from cheguan.law.rules import licence_downgrade as downgrade
from cheguan.law.rules import licence_medical as medical
from cheguan.law.rules import licence_terms as terms
from cheguan.law.rules.licence_age import heavy_age
from cheguan.law.rules.points import cycles_until

DAY = timedelta(days=1)
# A certificate is owed every third cycle at the rarest.
LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class LicenceState:
    """What the duties of a licence hang on. ``last_points`` are those of the last finished points cycle."""

    classes: frozenset[str]
    birth: date
    first_issued_on: date
    valid_until: date | None
    last_points: int = 0
    medical_on: date | None = None
    reviewed_on: date | None = None
    deferred_until: date | None = None
    extended_until: date | None = None


def duties(licence: LicenceState, *, on: date) -> dict[str, date]:
    """The duties of ``names.OF_LICENCES`` that stand on that day, each with the day it counts by."""
    return {**_renewal(licence, on), **_after_cycle(licence, on), **_age(licence, on)}


def cycle_ends(first_issued_on: date, on: date) -> tuple[date, ...]:
    """The last days of the three points cycles that ended before the day, the latest first; fewer in the beginning."""
    ended = cycles_until(first_issued_on, on - DAY)
    return tuple(add_years(first_issued_on, number) - DAY for number in range(ended, max(ended - LOOK_BACK, 0), -1))


def _renewal(licence: LicenceState, on: date) -> dict[str, date]:
    end = licence.valid_until
    if end is None or on < terms.window_opens(end):
        return {}
    if on <= end:
        return {"renewal_due": end}
    lapsed = terms.has_lapsed(end, on=on, deferred_until=licence.deferred_until)
    return {"cancel_expired" if lapsed else "renewal_overdue": terms.lapses_on(end)}


def _after_cycle(licence: LicenceState, on: date) -> dict[str, date]:
    """Medical certificate and review: within thirty days after the cycle; a year later the licence has to go."""
    ends = cycle_ends(licence.first_issued_on, on)
    if not ends:
        return {}
    due = medical.due_after(ends[0])
    owed = medical.review(licence.classes, points=licence.last_points).owed and not _since(licence.reviewed_on, ends[0])
    review = {"review_due" if on <= due else "review_overdue": due} if owed else {}
    return {**_medical(licence, ends, on), **review}


def _medical(licence: LicenceState, ends: tuple[date, ...], on: date) -> dict[str, date]:
    """The certificate that has been owed longest."""
    unmet = [end for end in ends if _owes(licence, end) and not _since(licence.medical_on, end)]
    if not unmet:
        return {}
    if on > (gone := medical.medical_cancels_after(unmet[-1])):
        return {"cancel_medical": gone}
    due = medical.due_after(unmet[-1])
    return {"medical_due" if on <= due else "medical_overdue": due}


def _owes(licence: LicenceState, end: date) -> bool:
    first = licence.first_issued_on
    return medical.owes_medical(end, birth=licence.birth, held=licence.classes, first_licence=first)


def _since(done_on: date | None, cycle_end: date) -> bool:
    return done_on is not None and done_on > cycle_end


def _age(licence: LicenceState, on: date) -> dict[str, date]:
    """Classes that age has ended, or will end within a year. An extension moves the day for the heavy ones."""
    held, age, heavy_from = licence.classes, age_on(licence.birth, on), heavy_age(on)
    limits = [(heavy_from, downgrade.HEAVY), (downgrade.LIGHT_AGE, downgrade.LIGHT)]
    own = [limit for limit, group in limits if held & frozenset(group)]
    until = licence.extended_until
    if downgrade.ended(held, birth=licence.birth, on=on, heavy_from=heavy_from, extended_until=until):
        return {"downgrade_due": add_years(licence.birth, max(limit for limit in own if age >= limit))}
    soon = [limit for limit in own if age == limit - 1]
    return {"downgrade_soon": add_years(licence.birth, soon[0])} if soon else {}
