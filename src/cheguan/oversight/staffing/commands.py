"""The only writer of staffing runs."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from cheguan.base.people.actors import Actor
from cheguan.oversight.staffing import queries, trial
from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.models import Run


def ask(*, asked: Question, by: Actor, at: datetime, key: UUID) -> int:
    """请求试算：written down and left to the background; the same key again gives the same run."""
    from cheguan.oversight.staffing.jobs import carry_out_later

    try:
        with transaction.atomic():
            run = Run.objects.create(
                key=key,
                office=by.office,
                asked=msgspec.to_builtins(asked),
                asked_by_id=by.officer_id,
                asked_at=at,
                days=trial.days(asked),
            )
            carry_out_later.defer(run_id=run.pk)
            return int(run.pk)
    except IntegrityError:
        return int(Run.objects.get(key=key).pk)


def carry_out(*, run_id: int, at: datetime) -> None:
    """试算 what was asked; how far it is can be seen meanwhile. Done again after a broken start, but answered once."""
    run = Run.objects.get(pk=run_id)
    if run.done_at is not None:
        return
    passed = 0

    def advance(days: int) -> None:
        nonlocal passed
        passed += days
        Run.objects.filter(pk=run_id, done_at=None).update(passed=passed)

    answer = trial.run(queries.asked_of(run), advance=advance)
    Run.objects.filter(pk=run_id, done_at=None).update(result=msgspec.to_builtins(answer), done_at=at)
