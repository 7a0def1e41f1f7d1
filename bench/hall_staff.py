"""Clerks and counters for a full hall, founded through the product's own commands; run inside the product's environment."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from bench.hall import LEADER, staff_no
from cheguan.base.people import commands as people
from cheguan.base.people import queries
from cheguan.base.people.models import Officer, Outlet
from cheguan.demo import signins
from cheguan.work.visits import commands as visits

DAY = timedelta(days=1)


def hire(count: int) -> None:
    """So many clerks on shift, each with a counter of their own number; nothing where they are there already."""
    now = timezone.now()
    (system, *_others) = queries.system_actors()
    hall, leader = Outlet.objects.get(pk=system.outlet_id), Officer.objects.get(staff_no=LEADER)
    for place in range(1, count + 1):
        if Officer.objects.filter(staff_no=staff_no(place)).exists():
            continue
        visits.set_up(no=f"9{place:02d}", queues=["vehicle"], by=system, at=now, key=uuid4())
        officer = people.take_on(
            staff_no=staff_no(place),
            name=f"窗口{place}",
            kind="auxiliary",
            office=system.office,
            password=signins.PASSWORD,
        )
        people.put_on_duty(
            officer=officer, post="acceptance", outlet=hall, starts_at=now - DAY, ends_at=now + 30 * DAY, partner=leader,
            by=system, at=now, key=uuid4(),
        )  # fmt: skip
