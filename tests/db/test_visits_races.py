"""Sixty-four callers at once, and any order of steps: no ticket twice, no minute twice."""

import itertools
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import another_clerk, hall_of, seated, sit_at
from tests.db.racing import together

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries
from cheguan.work.visits.models import Visit

CALLERS, WAITING = 64, 150
SECOND = timedelta(seconds=1)


@pytest.fixture
def office(committed: None) -> City:
    return hall_of(found_city())


def test_sixty_four_callers_never_get_the_same_ticket(office: City) -> None:
    clerks = seated(office, CALLERS)
    for second in range(WAITING):
        visits.take(queue="vehicle", by=office.system, at=MORNING + second * SECOND, key=uuid4())

    def work(clerk: Actor) -> list[str]:
        got = []
        while (called := visits.call_next(by=clerk, at=MORNING + timedelta(minutes=5), key=uuid4())) is not None:
            got.append(called.visit.no)
            visits.begin(visit_id=called.visit.id, by=clerk, at=MORNING + timedelta(minutes=5), key=uuid4())
            visits.finish(visit_id=called.visit.id, by=clerk, at=MORNING + timedelta(minutes=6), key=uuid4())
        return got

    got = [no for share in together(*[partial(work, clerk) for clerk in clerks]) for no in share]

    assert sorted(got) == [f"A{n:03d}" for n in range(1, WAITING + 1)]
    assert not Visit.objects.filter(outlet=office.hall).exclude(state="finished").exists()


def test_two_browsers_of_one_clerk_call_one(office: City) -> None:
    (clerk,) = seated(office, 1)
    for _ in range(8):
        visits.take(queue="vehicle", by=office.system, at=MORNING, key=uuid4())
    results = together(*[lambda: visits.call_next(by=clerk, at=MORNING, key=uuid4())] * 8)

    assert sum(isinstance(each, visits.Called) for each in results) == 1
    assert sum(isinstance(each, visits.CounterBusy) for each in results) == 7


STEPS = ("call", "begin", "pause", "take_up", "take_over", "finish", "recall", "no_show", "come_back", "transfer", "leave",
         "take", "sit", "away", "back", "free")  # fmt: skip
COUNTERS = itertools.count(1000)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(-300, 900), st.integers(0, 3)), max_size=25))
def test_whatever_is_pressed_in_whatever_order_time_adds_up(
    db: None, city: City, steps: list[tuple[str, int, int]]
) -> None:
    """The clock may jump back between steps; the stretches of a visit still follow each other without gap or overlap."""
    clerk, counter = another_clerk(city), str(next(COUNTERS))
    sit_at(city, clerk, counter)
    tickets = [visits.take(queue="vehicle", by=city.system, at=MORNING, key=uuid4()).id]
    at = MORNING
    for step, seconds, which in steps:
        at += seconds * SECOND
        try:
            _press(step, tickets, which, clerk, counter, city, at)
        except Refusal:
            continue
    connections["default"].check_constraints()
    for ticket in tickets:
        spans = queries.spans(ticket)
        assert all(one.until == two.since for one, two in itertools.pairwise(spans) if one.until != one.since)
        assert sum(each.until is None for each in spans) <= 1


def _press(step: str, tickets: list[int], which: int, clerk: Actor, counter: str, city: City, at: datetime) -> None:
    seat: dict[str, Any] = {"by": clerk, "at": at, "key": uuid4()}
    here: dict[str, Any] = {"visit_id": tickets[which % len(tickets)], "by": clerk, "at": at, "key": uuid4()}
    match step:
        case "take":
            tickets.append(visits.take(queue="vehicle", by=city.system, at=at, key=uuid4()).id)
        case "call":
            visits.call_next(by=clerk, at=at, key=uuid4())
        case "pause" | "leave":
            getattr(visits, step)(**here, reason="取材料")
        case "transfer":
            visits.transfer(**here, queue="vehicle", reason="换窗口")
        case "come_back":
            visits.come_back(**here)
        case "sit":
            visits.sit_down(**seat, counter_no=counter)
        case "away":
            visits.step_away(**seat, reason="用餐、休息")
        case "back":
            visits.step_back(**seat)
        case "free":
            visits.free(counter_no=counter, reason="走了", by=city.leader, at=at, key=uuid4())
        case _:
            getattr(visits, step)(**here)
