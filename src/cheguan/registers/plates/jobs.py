"""Every night the finished days' draw keys are made public, so that anybody can draw again."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.people import queries as people
from cheguan.registers.plates import commands as plates

# Cron speaks UTC: five past midnight in China.
AFTER_MIDNIGHT = "5 16 * * *"


@app.periodic(cron=AFTER_MIDNIGHT)
@app.task(name="plates.publish_day_keys", pass_context=False)
def publish_day_keys(timestamp: int) -> None:
    """公布当日摇号密钥 of every day that is over; a key already public stays as it is."""
    for system in people.system_actors():
        plates.publish_day_keys(by=system, at=timezone.now())
