"""What the demo's hall told of the wait: ahead, counters and free ones as a live hall counts them, and ranges that hold."""

from collections import Counter as Counted
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from cheguan.demo import past_days
from cheguan.demo.foretelling import Foretelling, Hall
from cheguan.oversight.staffing import history
from cheguan.oversight.staffing.history import SimulatedVisit
from cheguan.oversight.staffing.plan import Counter, Stretch

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
MORNING = (Stretch(8.5 * 60, 12 * 60),)
COUNTERS = (Counter(1, ("vehicle",), MORNING), Counter(2, ("licence",), MORNING, ("vehicle",)))


def visit(queue: str, came: int, *, called: int, counter: int, priority: str = "") -> SimulatedVisit:
    """Minutes after nine; everybody takes ten."""
    called_at = NINE + timedelta(minutes=called)
    return SimulatedVisit(
        queue=queue,
        matter="ordinary",
        arrived_at=NINE + timedelta(minutes=came),
        called_at=called_at,
        served_at=called_at,
        finished_at=called_at + timedelta(minutes=10),
        counter_no=counter,
        priority=priority,
        no_show=False,
        booked=False,
        back_minutes=0.0,
    )


def test_who_joins_sees_who_is_ahead_and_which_counters_serve():
    hall = Hall(COUNTERS)

    assert hall.join(visit("vehicle", 0, called=0, counter=1)) == (0, 1.5, 2), "the second may help out"
    assert hall.join(visit("vehicle", 1, called=1, counter=2)) == (0, 1.5, 1)
    assert hall.join(visit("licence", 2, called=11, counter=2)) == (0, 1.0, 0)
    assert hall.join(visit("vehicle", 3, called=20, counter=1)) == (0, 1.0, 0), "the second has people of its own now"
    assert hall.join(visit("vehicle", 4, called=10, counter=1, priority="elderly")) == (0, 1.0, 0), "a head start"
    assert hall.join(visit("vehicle", 5, called=21, counter=2)) == (2, 1.0, 0)
    assert hall.join(visit("vehicle", 45, called=45, counter=1)) == (0, 1.5, 2), "all are served"


def test_at_lunch_nobody_serves():
    assert Hall(COUNTERS).join(visit("vehicle", 185, called=400, counter=1)) == (0, 0.0, 0)


@pytest.mark.slow
def test_in_a_large_hall_eight_ranges_in_ten_hold():
    counters, kept, told = past_days.plan(1.0), 0, 0
    foretelling = Foretelling(counters)
    numbers = Counted(queue for each in counters for queue in each.serves)
    came = history.days(date(2026, 1, 19), past_days.DAYS, 7, 1.0, counters=numbers)
    for number, (day, of_day) in enumerate(groupby(came, key=lambda each: each.arrived_at.date()), start=1):
        visits = list(of_day)
        for each, said in zip(visits, foretelling.tell(day, visits), strict=True):
            if number >= 13 and said and said[0] > 0:
                told += 1
                kept += said[1] <= (each.called_at - each.arrived_at).total_seconds() <= said[2]

    assert told > 5_000
    assert 0.75 < kept / told < 0.85
