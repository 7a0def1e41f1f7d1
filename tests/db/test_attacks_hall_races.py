"""Steps in the hall that are pressed in the same moment: whoever is first wins, the other is told, nothing is half done."""

import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import another_clerk, hall_of, sit_at
from tests.db.racing import together

from cheguan.base.people.actors import Actor
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries
from cheguan.work.visits.models import Sitting, Span, Visit

ROUNDS = 15
NOW: dict[str, Any] = {"at": MORNING}


@pytest.fixture
def office(committed: None) -> City:
    return hall_of(found_city())


def rounds(city: City) -> Iterator[tuple[str, Actor, int]]:
    """A counter, a clerk who sits at it, and one ticket; whatever the round before left waiting is gone."""
    for place in range(1, ROUNDS + 1):
        clerk, no = another_clerk(city), f"{place:02d}"
        sit_at(city, clerk, no)
        yield no, clerk, visits.take(queue="vehicle", by=city.system, key=uuid4(), **NOW).id
        for each in Visit.objects.filter(outlet=city.hall, state="waiting"):
            visits.leave(visit_id=each.pk, reason="下一轮", by=city.system, key=uuid4(), **NOW)


def call(clerk: Actor) -> visits.Called | None:
    return visits.call_next(by=clerk, key=uuid4(), **NOW)


def is_called(visit: int) -> bool:
    return Visit.objects.get(pk=visit).state == "called"


def test_nobody_is_called_to_a_counter_that_is_being_left(office: City) -> None:
    for _, clerk, visit in rounds(office):
        together(partial(call, clerk), partial(visits.stand_up, by=clerk, key=uuid4(), **NOW))
        sits = Sitting.objects.filter(officer_id=clerk.officer_id, voided_by=None).exists()
        assert is_called(visit) == sits


def test_nobody_is_called_by_a_clerk_who_is_stepping_away(office: City) -> None:
    for _, clerk, visit in rounds(office):
        together(partial(call, clerk), partial(visits.step_away, reason="用餐", by=clerk, key=uuid4(), **NOW))
        away = Span.objects.filter(officer_id=clerk.officer_id, kind="away", until=None).exists()
        assert is_called(visit) != away


def test_nobody_sits_at_a_counter_that_is_no_more(office: City) -> None:
    for no, clerk, _ in rounds(office):
        visits.stand_up(by=clerk, key=uuid4(), **NOW)
        together(
            partial(visits.sit_down, counter_no=no, by=clerk, key=uuid4(), **NOW),
            partial(visits.set_up, no=no, queues=["licence"], by=office.leader, key=uuid4(), **NOW),
        )
        here = Sitting.objects.filter(voided_by=None, counter__outlet=office.hall)
        assert not here.exclude(counter__voided_by=None).exists()


def test_a_ticket_given_back_is_not_called(office: City) -> None:
    for _, clerk, visit in rounds(office):
        left, called = together(
            partial(visits.leave, visit_id=visit, reason="不等了", by=office.system, key=uuid4(), **NOW),
            partial(call, clerk),
        )
        assert isinstance(left, visits.Moved) != isinstance(called, visits.Called)


def test_one_visit_in_many_hands_goes_one_way(office: City) -> None:
    """The stretches of its time follow each other, and the last one is what the visit says it is."""
    colleague = another_clerk(office)
    for no, clerk, visit in rounds(office):
        sit_at(office, colleague, f"9{no}")
        call(clerk)
        press_everything(office, no, visit, clerk, colleague)
        state, spans = Visit.objects.get(pk=visit).state, queries.spans(visit)
        assert all(one.until == two.since for one, two in itertools.pairwise(spans))
        going_on = state in {"waiting", "called", "serving", "paused"}
        assert [each.kind for each in spans if each.until is None] == ([state] if going_on else [])
        if Sitting.objects.filter(officer_id=colleague.officer_id, voided_by=None).exists():
            visits.free(counter_no=f"9{no}", reason="下一轮", by=office.leader, key=uuid4(), **NOW)


def press_everything(office: City, no: str, visit: int, clerk: Actor, colleague: Actor) -> None:
    mine: dict[str, Any] = {"visit_id": visit, "by": clerk, **NOW}
    together(
        lambda: visits.begin(**mine, key=uuid4()),
        lambda: visits.recall(**mine, key=uuid4()),
        lambda: visits.finish(**mine, key=uuid4()),
        lambda: visits.transfer(**mine, queue="vehicle", reason="换窗口", key=uuid4()),
        lambda: visits.take_over(**{**mine, "by": colleague}, reason="同事离开", key=uuid4()),
        lambda: visits.leave(**{**mine, "by": office.system}, reason="不等了", key=uuid4()),
        lambda: visits.free(counter_no=no, reason="人不在", by=office.leader, key=uuid4(), **NOW),
        lambda: call(colleague),
    )


def test_one_request_that_arrives_twice_at_once_is_one_number(office: City) -> None:
    for _, _, before in rounds(office):
        key = uuid4()
        taking = partial(visits.take, queue="vehicle", by=office.system, key=key, **NOW)
        first, again = together(taking, taking)
        assert first.id == again.id
        assert int(first.no[1:]) == int(Visit.objects.get(pk=before).no[1:]) + 1, "no number is lost"


def test_two_who_change_places_at_once_are_told(office: City) -> None:
    """Somebody has to stand up first; neither waits for the other for ever."""
    one, two = another_clerk(office), another_clerk(office)
    sit_at(office, one, "81")
    sit_at(office, two, "82")
    for _ in range(ROUNDS):
        told = together(
            partial(visits.sit_down, counter_no="82", by=one, key=uuid4(), **NOW),
            partial(visits.sit_down, counter_no="81", by=two, key=uuid4(), **NOW),
        )
        assert [type(each) for each in told] == [visits.CounterTaken] * 2
