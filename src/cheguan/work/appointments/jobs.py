"""Offers that nobody answered go on; every evening those who did not come are noted; every morning a day is published."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cheguan.base.people import queries as people
from cheguan.work.appointments import commands as appointments

# Cron speaks UTC: half past six in the evening, and ten past five in the morning, in China.
EVERY_FEW_MINUTES = "*/5 * * * *"
AFTER_CLOSING = "30 10 * * *"
BEFORE_OPENING = "10 21 * * *"


@app.periodic(cron=EVERY_FEW_MINUTES)
@app.task(name="appointments.pass_offers_on", pass_context=False)
def pass_offers_on(timestamp: int) -> None:
    """候补轮转。"""
    for system in people.system_actors()[:1]:
        appointments.lapse_offers(by=system, at=timezone.now())
        appointments.fill_free_places(by=system, at=timezone.now())


@app.periodic(cron=AFTER_CLOSING)
@app.task(name="appointments.mark_missed", pass_context=False)
def mark_missed(timestamp: int) -> None:
    """爽约登记。"""
    for system in people.system_actors()[:1]:
        appointments.mark_missed(by=system, at=timezone.now())


@app.periodic(cron=BEFORE_OPENING)
@app.task(name="appointments.publish_ahead", pass_context=False)
def publish_ahead(timestamp: int) -> None:
    """滚动放号。"""
    for system in people.system_actors():
        appointments.publish_ahead(by=system, at=timezone.now())
