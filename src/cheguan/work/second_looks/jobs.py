"""The key of the day is sealed before the doors open, finished days are made public, what was drawn is given out."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.people import queries as people
from cheguan.work.second_looks import commands as second_looks

# Cron speaks UTC: ten past midnight in China; and every ten minutes.
AFTER_MIDNIGHT = "10 16 * * *"
ALL_DAY = "*/10 * * * *"


@app.periodic(cron=AFTER_MIDNIGHT)
@app.task(name="second_looks.turn_keys", pass_context=False)
def turn_keys(timestamp: int) -> None:
    """封存当日密钥，公布已全部办结的各日密钥。"""
    for system in people.system_actors():
        second_looks.seal(by=system, at=timezone.now())
        second_looks.publish(by=system, at=timezone.now())


@app.periodic(cron=ALL_DAY)
@app.task(name="second_looks.give_out", pass_context=False)
def give_out(timestamp: int) -> None:
    """分派抽中的业务；没有合适的人在班，就等下一次。"""
    for system in people.system_actors():
        second_looks.give_out(by=system, at=timezone.now())
