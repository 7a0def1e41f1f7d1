"""What the hall says by message: the number, the turn that is near, the second call; once, and only to whoever named themselves."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from tests.db.conftest import MORNING, City
from tests.db.halls import hall_of, seated
from tests.db.test_statements import counted

from cheguan.base.acts.models import Act
from cheguan.base.people.actors import Actor
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties.models import Party
from cheguan.work.messages.models import Message
from cheguan.work.visits import commands as visits
from cheguan.work.visits import jobs, telling
from cheguan.work.visits.line import SOON_AHEAD

MINUTE = timedelta(minutes=1)
People = Callable[..., Party]


@pytest.fixture
def hall(city: City) -> City:
    return hall_of(city)


@pytest.fixture
def clerk(hall: City) -> Actor:
    return seated(hall, 1)[0]


def take(hall: City, party: Party | None, minute: int = 0, **given: Any) -> visits.Ticket:
    given = {"identity": "card", "party_id": party.pk if party else None, **given}
    return visits.take(queue="vehicle", by=hall.system, at=MORNING + minute * MINUTE, key=uuid4(), **given)


def said(template: str, hall: City) -> list[Message]:
    return list(Message.objects.filter(template=template, issued_by__outlet=hall.hall).order_by("id"))


def near(hall: City, minute: int) -> int:
    return telling.tell_whose_turn_is_near(by=hall.system, at=MORNING + minute * MINUTE)


def test_the_number_is_sent_with_the_ticket(hall: City, clerk: Actor, person: People) -> None:
    take(hall, None)
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    take(hall, None)
    ticket = take(hall, person(), 1)

    (message,) = said("ticket_taken", hall)
    assert ticket.minutes is not None
    low, high = ticket.minutes
    link = f"{settings.ENV.reached_at}/t/{ticket.token}/"
    assert message.zh == (
        f"您的号码是A003，前面还有1位，预计等候{low}至{high}分钟，请在新大厅等候叫号。查看进度：{link}"
    )
    assert message.en.endswith(f"Please wait to be called at 新大厅. See how far it is: {link}?lang=en")
    assert (message.state, message.address, message.issued_by.kind) == ("queued", "19000001234", "take_ticket")
    assert message.about == f"A003-260302-{hall.hall.pk}"
    assert (message.params["ticket"], message.params["ahead"]) == ("A003", "1")


def test_where_a_counter_is_free_the_next_minutes_are_told(hall: City, clerk: Actor, person: People) -> None:
    assert take(hall, person()).minutes == (0, 2)
    (message,) = said("ticket_taken", hall)
    assert "预计等候2分钟以内，" in message.zh
    assert "wait: up to 2 minutes." in message.en


def test_an_unknown_wait_is_said_to_be_unknown(hall: City, person: People) -> None:
    take(hall, person(), language="en")
    (message,) = said("ticket_taken", hall)
    assert (message.language, message.params["wait"]) == ("en", "not known yet")
    assert "预计等候时间未定" in message.zh


def test_nobody_is_told_who_did_not_name_themselves_or_left_no_number(
    hall: City, person: People, founding_act: int
) -> None:
    silent = person()
    parties.rename(silent.pk, act=founding_act, phone="")
    take(hall, None)
    take(hall, silent)
    take(hall, person(), identity="plate")
    assert said("ticket_taken", hall) == []


def test_the_same_ticket_again_is_no_second_message(hall: City, person: People) -> None:
    party, key = person().pk, uuid4()
    for _ in range(2):
        visits.take(queue="vehicle", party_id=party, identity="card", by=hall.system, at=MORNING, key=key)
    assert len(said("ticket_taken", hall)) == 1


def test_a_number_given_back_and_taken_again_is_told_once(hall: City, person: People) -> None:
    """Whoever knows another's identity number cannot have them written to all day."""
    party = person()
    ticket = take(hall, party)
    visits.leave(visit_id=ticket.id, reason="不等了", by=hall.system, at=MORNING + MINUTE, key=uuid4())
    take(hall, party, 2)
    assert len(said("ticket_taken", hall)) == 1


def test_a_message_costs_the_ticket_no_statement(hall: City, person: People) -> None:
    parties_ = [None, person()]
    counts = []
    take(hall, None)
    for party in parties_:
        with CaptureQueriesContext(connection) as captured:
            take(hall, party)
        counts.append(counted(captured))
    assert counts[0] == counts[1] == 2


def test_the_second_call_is_sent_and_no_other(hall: City, clerk: Actor, person: People) -> None:
    ticket = take(hall, person(), language="en")
    with CaptureQueriesContext(connection) as captured:
        visits.call_next(by=clerk, at=MORNING, key=uuid4())
    assert (counted(captured), said("called", hall)) == (1, [])

    key = uuid4()
    for _ in range(2):
        visits.recall(visit_id=ticket.id, by=clerk, at=MORNING + MINUTE, key=key)
    with CaptureQueriesContext(connection) as captured:
        visits.recall(visit_id=ticket.id, by=clerk, at=MORNING + 2 * MINUTE, key=uuid4())
    assert counted(captured) == 1

    (message,) = said("called", hall)
    assert (message.zh, message.language) == ("请A001号到01号窗口办理。", "en")
    assert message.params == {"ticket": "A001", "counter": "01"}
    assert (message.issued_by.kind, message.address) == ("recall", "19000001234")


@pytest.mark.parametrize(("known", "woken"), [(True, [False, True, False]), (False, [False, False, False])])
def test_only_a_call_that_is_sent_wakes_the_worker(
    hall: City, clerk: Actor, person: People, monkeypatch: pytest.MonkeyPatch, known: bool, woken: list[bool]
) -> None:
    ticket, calls = take(hall, person() if known else None), []
    monkeypatch.setattr("cheguan.work.messages.commands.wake", lambda: calls.append(True))
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    found = [bool(calls)]
    for _ in range(2):
        calls.clear()
        visits.recall(visit_id=ticket.id, by=clerk, at=MORNING, key=uuid4())
        found.append(bool(calls))
    assert found == woken


def test_a_call_of_nobody_known_sends_nothing(hall: City, clerk: Actor, person: People) -> None:
    for given in ({"party": None}, {"party": person(), "identity": "plate"}):
        ticket = take(hall, **given)
        visits.call_next(by=clerk, at=MORNING, key=uuid4())
        visits.recall(visit_id=ticket.id, by=clerk, at=MORNING, key=uuid4())
        visits.begin(visit_id=ticket.id, by=clerk, at=MORNING, key=uuid4())
        visits.finish(visit_id=ticket.id, by=clerk, at=MORNING, key=uuid4())
    assert said("called", hall) == []


def test_whose_turn_is_near_is_told_once(hall: City, clerk: Actor, person: People) -> None:
    tickets = [take(hall, person()) for _ in range(SOON_AHEAD + 2)]
    assert near(hall, 4) == 0, "the number has only just been sent"
    assert [near(hall, 6), near(hall, 7)] == [SOON_AHEAD + 1, 0]

    visits.call_next(by=clerk, at=MORNING + 8 * MINUTE, key=uuid4())
    assert near(hall, 8) == 1
    told = said("your_turn_soon", hall)
    assert [each.params["ticket"] for each in told] == [each.no for each in tickets]
    assert told[-1].zh == f"A005号前面还有{SOON_AHEAD}位，请回到新大厅等候叫号。"
    assert told[-1].about == f"A005-260302-{hall.hall.pk}"
    act = Act.objects.get(pk=told[-1].issued_by_id)
    assert (act.kind, act.detail["visit"], act.outlet_id) == ("tell_turn", tickets[-1].id, hall.hall.pk)


def test_whoever_cannot_be_told_is_passed_over(hall: City, person: People, founding_act: int) -> None:
    silent = person()
    parties.rename(silent.pk, act=founding_act, phone="")
    take(hall, silent)
    take(hall, person(), identity="plate")
    take(hall, None)
    assert near(hall, 10) == 0


@pytest.fixture
def no_jobs(committed: None) -> Iterator[None]:
    forget_jobs()
    yield
    forget_jobs()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [jobs.tell_near.name])


def test_the_job_is_known_to_the_worker_and_looks_again_within_the_minute(no_jobs: None) -> None:
    assert (jobs.tell_near_by_the_minute.name, "") in app.periodic_registry.periodic_tasks
    for _ in range(2):
        jobs.tell_near_by_the_minute(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT queueing_lock FROM procrastinate_jobs WHERE task_name = %s", [jobs.tell_near.name])
        assert sorted(lock for (lock,) in cursor.fetchall()) == ["visits.tell_near.20", "visits.tell_near.40"]
