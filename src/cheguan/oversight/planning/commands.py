"""The only writer of trials."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from cheguan.base.people.actors import Actor
from cheguan.law import reform
from cheguan.law.measure import Measure
from cheguan.oversight.planning import trial
from cheguan.oversight.planning.measured import Advance, Span
from cheguan.oversight.planning.models import Trial
from cheguan.oversight.planning.trial import Result


def ask(*, measure: Measure, span: Span, by: Actor, at: datetime, key: UUID) -> int:
    """请求试算：written down and left to the background; the same key again gives the same trial."""
    from cheguan.oversight.planning.jobs import carry_out_later

    try:
        with transaction.atomic():
            title = (measure.name, measure.name_en)
            asked = _new(title, [measure.code], span, at=at, key=key, asked_by_id=by.officer_id)
            carry_out_later.defer(trial_id=asked.pk)
            return int(asked.pk)
    except IntegrityError:
        return int(Trial.objects.get(key=key).pk)


def carry_out(*, trial_id: int, at: datetime, advance: Advance) -> None:
    """试算 what was asked for; a contradiction between measures is its answer, too."""
    asked = Trial.objects.get(pk=trial_id)
    if asked.done_at is not None:
        return
    measures = [reform.get(code) for code in asked.measures]
    try:
        result = trial.run(measures, Span(asked.first, asked.last, asked.office), advance=advance)
    except reform.Contradiction as contradiction:
        asked.failed = str(contradiction)
    else:
        asked.result = _kept(result)
    asked.done_at = at
    asked.save(update_fields=["result", "failed", "done_at"])


def keep(*, result: Result, title: tuple[str, str], at: datetime, key: UUID) -> int:
    """存下 a trial that was run from the command line, for the desk to show. ``title`` in both languages."""
    span = Span(result.first, result.last, result.office)
    return int(_new(title, result.measures, span, at=at, key=key, result=_kept(result), done_at=at).pk)


def _new(title: tuple[str, str], measures: Sequence[str], span: Span, *, at: datetime, key: UUID, **more: Any) -> Trial:
    return Trial.objects.create(
        key=key,
        title=title[0],
        title_en=title[1],
        measures=list(measures),
        first=span.first,
        last=span.last,
        office=span.office,
        asked_at=at,
        **more,
    )


def _kept(result: Result) -> Any:
    return msgspec.to_builtins(result)
