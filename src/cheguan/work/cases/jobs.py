"""Every morning before the doors open the undertakings are gone through."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.people import queries as people
from cheguan.work.cases import lapses

# Cron speaks UTC: a quarter past six in China.
BEFORE_OPENING = "15 22 * * *"


@app.periodic(cron=BEFORE_OPENING)
@app.task(name="cases.follow_up_gaps", pass_context=False)
def follow_up_gaps(timestamp: int) -> None:
    """容缺催补与逾期退办。"""
    for system in people.system_actors():
        lapses.follow_up(by=system, at=timezone.now())
