"""Every morning those who finished their matters three days before and have not rated are asked, once."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.people import queries as people
from cheguan.work.ratings import inviting

# Cron speaks UTC: ten o'clock in China.
MID_MORNING = "0 2 * * *"


@app.periodic(cron=MID_MORNING)
@app.task(name="ratings.invite", pass_context=False)
def invite(timestamp: int) -> None:
    """邀请评价。"""
    link = settings.ENV.reached_at + "/rate/{token}/"
    for system in people.system_actors():
        inviting.invite(link=link, by=system, at=timezone.now())
