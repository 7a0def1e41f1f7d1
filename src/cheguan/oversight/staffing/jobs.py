"""Plans that were asked about at the desk, tried in the background: a web process has one thread, and it is the public's."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.oversight.staffing import commands


@app.task(name="staffing.carry_out")
def carry_out_later(run_id: int) -> None:
    """试算 in the background, a second or ten."""
    commands.carry_out(run_id=run_id, at=timezone.now())
