"""Who may not apply for a licence, and for how long (不得申请的情形)."""

from collections.abc import Mapping
from datetime import date

from cheguan.law.dates import add_years

FOR_LIFE = 0
LARGE_YEARS = 10
# No years: as long as the disease or the addiction lasts.
WHILE_IT_LASTS = frozenset({"unfit_disease", "drug_dependence"})
# Years from the event (the end of the detoxification, the decision, the examination).
BARS: Mapping[str, int] = {
    "drugs": 3,
    "escape_crime": FOR_LIFE,
    "drink_accident_crime": FOR_LIFE,
    "revoked_drunk": 5,
    "revoked_drunk_commercial": 10,
    "revoked_racing": 5,
    "revoked_accident_crime": 10,
    "revoked_other": 2,
    "rescinded": 3,
    "unlicensed_accident": 10,
    "exam_for_another": 3,
    "false_papers": 1,
    "cheating": 1,
    "fraud": 3,
}
LEAST_AFTER: Mapping[str, str] = {"revoked": "revoked_other", "rescinded": "rescinded"}


def ends_on(bar: str, since: date) -> date | None:
    """The first day on which one may apply again; nothing for a bar for life."""
    years = BARS[bar]
    return None if years == FOR_LIFE else add_years(since, years)


def barred(bar: str, since: date, *, on: date) -> bool:
    ends = ends_on(bar, since)
    return ends is None or on < ends
