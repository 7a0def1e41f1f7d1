"""Trials that were asked for at the desk, done in the background."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.oversight.planning import commands


@app.task(name="planning.carry_out")
def carry_out_later(trial_id: int) -> None:
    """试算 in the background: a city's year takes a minute or two."""
    commands.carry_out(trial_id=trial_id, at=timezone.now(), advance=_unheard)


def _unheard(_cases: int) -> None:
    """Nobody watches."""
