"""What the hall does by the clock. Three times a minute those whose turn is near are told: calling waits for none of it.
And what was left open on an earlier day is ended, asked all day, so that an office whose server was off is not kept waiting.
"""

import time
from contextlib import suppress

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cheguan.base.people import queries as people
from cheguan.work.visits import closing, telling
from cheguan.work.visits.steady import SteadyClock

EVERY_MINUTE = "* * * * *"
EVERY_TEN_MINUTES = "*/10 * * * *"
# At a peak a line moves by several in a minute: it is looked at again after so many seconds.
AGAIN_SECONDS = (20, 40)
CLOCK = SteadyClock(at=timezone.now(), passed=time.monotonic())

log = structlog.get_logger("cheguan.visits")


@app.task(name="visits.tell_near", pass_context=False)
def tell_near() -> int:
    """快到号提醒；how many were told."""
    return sum(telling.tell_whose_turn_is_near(by=system, at=timezone.now()) for system in people.system_actors())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="visits.tell_near_by_the_minute", queueing_lock="visits.tell_near_by_the_minute", pass_context=False)
def tell_near_by_the_minute(timestamp: int) -> None:
    """快到号提醒, now and twice more within the minute."""
    tell_near()
    for seconds in AGAIN_SECONDS:
        with suppress(AlreadyEnqueued):
            later = tell_near.configure(schedule_in={"seconds": seconds}, queueing_lock=f"visits.tell_near.{seconds}")
            later.defer()


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(name="visits.close_days", pass_context=False)
def close_days(timestamp: int) -> None:
    """日终, unless the clock has leapt: a day ended too early cannot be begun again."""
    if not CLOCK.is_steady(at=timezone.now(), passed=time.monotonic()):
        log.warning("the clock has leapt; no day is closed for a while")
        return
    for system in people.system_actors():
        closing.close_days(by=system, at=timezone.now())
