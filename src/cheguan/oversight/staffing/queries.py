"""Reading staffing runs: the latest of an office, and one whole."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.models import Run
from cheguan.oversight.staffing.trial import Answer

LATEST = 20


class UnknownRun(Exception):
    """没有这次试算。"""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in a list."""

    id: int
    asked: Question
    asked_by: str
    asked_at: datetime
    done: bool
    days: int
    passed: int

    @property
    def counters(self) -> int:
        return sum(self.asked.counters.values())


def latest(*, office: str) -> tuple[RunLine, ...]:
    """The office's last runs, newest first, without their answers."""
    found = Run.objects.filter(office=office).defer("result").select_related("asked_by").order_by("-id")
    return tuple(map(_line, found[:LATEST]))


def get(run_id: int, *, office: str) -> tuple[RunLine, Answer | None]:
    """One run and its answer, if it is there; ``UnknownRun`` when the office has none of that number."""
    run = Run.objects.filter(office=office, pk=run_id).select_related("asked_by").first()
    if run is None:
        raise UnknownRun
    return _line(run), msgspec.convert(run.result, Answer) if run.result else None


def asked_of(run: Run) -> Question:
    return msgspec.convert(run.asked, Question)


def _line(run: Run) -> RunLine:
    return RunLine(
        id=run.pk,
        asked=asked_of(run),
        asked_by=run.asked_by.name,
        asked_at=run.asked_at,
        done=run.done_at is not None,
        days=run.days,
        passed=run.passed,
    )
