"""Reading trials: the latest of an office, and one whole."""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.db.models import Q, QuerySet

from cheguan.oversight.planning.models import Trial
from cheguan.oversight.planning.trial import Result

LATEST = 20


class UnknownTrial(Exception):
    """没有这次试算。"""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One trial in a list. ``state`` is ``waiting``, ``done`` or ``failed``."""

    id: int
    title: str
    title_en: str
    measures: tuple[str, ...]
    first: date
    last: date
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    failed: str

    @property
    def state(self) -> str:
        if self.done_at is None:
            return "waiting"
        return "failed" if self.failed else "done"


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial with what came of it, if it is done."""

    line: TrialLine
    result: Result | None


def latest(*, office: str) -> tuple[TrialLine, ...]:
    """The office's last trials and those over all offices, newest first."""
    return tuple(map(_line, _of(office).order_by("-id")[:LATEST]))


def get(trial_id: int, *, office: str) -> TrialView:
    """One trial; ``UnknownTrial`` when the office has none of that number."""
    found = _of(office).filter(pk=trial_id).first()
    if found is None:
        raise UnknownTrial
    return TrialView(_line(found), msgspec.convert(found.result, Result) if found.result else None)


def _of(office: str) -> QuerySet[Trial]:
    return Trial.objects.filter(Q(office=office) | Q(office="")).select_related("asked_by")


def _line(found: Trial) -> TrialLine:
    return TrialLine(
        id=found.pk,
        title=found.title,
        title_en=found.title_en,
        measures=tuple(found.measures),
        first=found.first,
        last=found.last,
        asked_by=found.asked_by.name if found.asked_by else "",
        asked_at=found.asked_at,
        done_at=found.done_at,
        failed=found.failed,
    )
