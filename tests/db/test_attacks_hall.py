"""What a clever clerk, a clever visitor or a bad night tries in the hall; nothing of it may come true."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.db import appointing
from tests.db.appointing import NINE, SERVICE
from tests.db.conftest import MORNING, City, _Hiring, found_city
from tests.db.halls import another_clerk, hall_of, seated, sit_at
from tests.db.test_confirmations import SIGNATURE, answer, ask, machine, paired, serve
from tests.db.test_ratings import rate, served
from tests.db.test_streams import Follower, running

from cheguan.base.attempts.refusals import KeyUsed, Refusal
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.base.people.models import Officer
from cheguan.registers.parties.models import Party
from cheguan.work.appointments import queries as appointments
from cheguan.work.confirmations import commands as confirmations
from cheguan.work.ratings import commands as ratings
from cheguan.work.ratings.models import Rating, Repair
from cheguan.work.ratings.refusals import OwnRating
from cheguan.work.visits import arriving, queries
from cheguan.work.visits import commands as visits
from cheguan.work.visits.arriving import Arrival
from cheguan.work.visits.models import Matter, Sitting, Span, Visit

MINUTE, NIGHT = timedelta(minutes=1), timedelta(hours=15)
CLOSING = MORNING.replace(hour=17, minute=30)
REISSUE = "vehicle_licence_reissue"


@pytest.fixture
def city(db: None) -> City:
    """An office of our own: days are closed in all its halls."""
    return found_city("450513")


@pytest.fixture
def here(city: City) -> City:
    return city


@pytest.fixture
def clerk(here: City) -> Actor:
    return seated(here, 1)[0]


def ticket(city: City, **given: Any) -> visits.Ticket:
    return visits.take(**{"services": [REISSUE], "by": city.system, "at": MORNING, "key": uuid4(), **given})


def call(clerk: Actor, at: datetime = MORNING) -> visits.Called | None:
    return visits.call_next(by=clerk, at=at, key=uuid4())


def begun(city: City, clerk: Actor, **given: Any) -> int:
    """Somebody stands before this clerk."""
    taken = ticket(city, **given).id
    call(clerk)
    visits.begin(visit_id=taken, by=clerk, at=MORNING, key=uuid4())
    return taken


def state(visit: int) -> str:
    return str(Visit.objects.get(pk=visit).state)


def test_nobody_has_a_person_before_them_at_two_counters(here: City, clerk: Actor) -> None:
    """Minutes of two people would run at once, and one would be called to a window where nobody sits."""
    visits.set_up(no="2", queues=["vehicle"], by=here.leader, at=MORNING, key=uuid4())
    paused = begun(here, clerk)
    visits.pause(visit_id=paused, reason="复印", by=clerk, at=MORNING, key=uuid4())
    ticket(here)
    ticket(here)
    call(clerk)
    visits.sit_down(counter_no="2", by=clerk, at=MORNING, key=uuid4())
    with pytest.raises(visits.CounterBusy):
        call(clerk)
    with pytest.raises(visits.CounterBusy):
        visits.take_up(visit_id=paused, by=clerk, at=MORNING, key=uuid4())


def test_a_seat_in_another_hall_serves_nobody_in_this_one(here: City, clerk: Actor) -> None:
    """Moved to another hall for the day, without having stood up in the first."""
    paused = begun(here, clerk)
    visits.pause(visit_id=paused, reason="复印", by=clerk, at=MORNING, key=uuid4())
    there = hall_of(here)
    ticket(there)
    moved = replace(clerk, outlet_id=there.hall.pk, outlet=there.hall.code)
    with pytest.raises(visits.NoCounter):
        call(moved)
    with pytest.raises(visits.NoCounter):
        visits.take_up(visit_id=paused, by=moved, at=MORNING, key=uuid4())


def test_nothing_is_added_to_a_ticket_that_is_not_in_hand(here: City, clerk: Actor) -> None:
    """A matter more is a promise of more minutes, and one more rating."""
    waiting, colleague = ticket(here).id, another_clerk(here)
    with pytest.raises(visits.NotYours):
        visits.add(visit_id=waiting, service=REISSUE, by=clerk, at=MORNING, key=uuid4())
    call(clerk)
    with pytest.raises(visits.NotYours):
        visits.add(visit_id=waiting, service=REISSUE, by=colleague, at=MORNING, key=uuid4())
    with pytest.raises(NotAllowed):
        visits.add(visit_id=waiting, service=REISSUE, by=here.inspector, at=MORNING, key=uuid4())
    assert Matter.objects.filter(visit=waiting).count() == 1


def test_a_key_that_ended_one_visit_ends_no_other(here: City, clerk: Actor) -> None:
    first, key = begun(here, clerk), uuid4()
    visits.finish(visit_id=first, by=clerk, at=MORNING, key=key)
    second = begun(here, clerk)
    with pytest.raises(KeyUsed):
        visits.finish(visit_id=second, by=clerk, at=MORNING, key=key)
    assert (state(second), Matter.objects.get(visit=second).outcome) == ("serving", "")


def test_a_key_from_another_machine_gives_nobody_elses_ticket(here: City) -> None:
    key = uuid4()
    ticket(here, key=key)
    for stranger in (machine(here, "10.0.0.9"), hall_of(here).system):
        with pytest.raises(KeyUsed):
            ticket(here, key=key, by=stranger)
    assert Visit.objects.filter(outlet=here.hall).count() == 1


def test_nobody_waits_for_a_counter_at_which_nobody_sits(here: City) -> None:
    """Handed on to a window whose clerk went home, a ticket would wait for ever."""
    sender, named = seated(here, 2)
    taken = begun(here, sender)
    visits.transfer(
        visit_id=taken, queue="vehicle", counter_no="02", reason="需要其他窗口办理", by=sender, at=MORNING, key=uuid4()
    )
    assert call(sender) is None
    visits.stand_up(by=named, at=MORNING, key=uuid4())
    called = call(sender)
    assert called is not None
    assert called.visit.id == taken


def test_a_plate_neither_tells_of_an_appointment_nor_keeps_it(here: City, person: Callable[..., Party]) -> None:
    """Anybody can read a plate off a car."""
    appointing.publish(here, 1)
    party = person().pk
    appointing.book(here, party)
    arrival = Arrival(services=[SERVICE], party_id=party, identity="plate")
    arrived = arriving.arrive(arrival, source="machine", by=here.system, at=NINE, key=uuid4())
    assert (arrived.booked_at, arrived.priority) == (None, "")
    assert appointments.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE) is not None


@pytest.fixture
def left(here: City) -> dict[str, int]:
    """How a hall may look when everybody has run away."""
    clerks = seated(here, 3)
    found = {"paused": begun(here, clerks[0])}
    visits.pause(visit_id=found["paused"], reason="复印", by=clerks[0], at=MORNING, key=uuid4())
    found |= {"serving": begun(here, clerks[1])}
    found |= {"called": ticket(here).id}
    call(clerks[0])
    visits.step_away(reason="用餐、休息", by=clerks[2], at=MORNING, key=uuid4())
    return found | {"waiting": ticket(here).id}


def close(city: City, at: datetime = MORNING + NIGHT) -> int:
    return visits.close_days(by=city.system, at=at)


def test_yesterday_shuts_no_counter(here: City, left: dict[str, int]) -> None:
    """Somebody whom nobody had finished with would have stood at the counter for ever, on no page."""
    assert close(here, MORNING + timedelta(hours=14)) == 0
    assert close(here) == 4
    states = {each: state(visit) for each, visit in left.items()}
    assert states == {"waiting": "left", "called": "left", "serving": "finished", "paused": "finished"}
    assert not Sitting.objects.filter(counter__outlet=here.hall, voided_by=None).exists()
    assert not Span.objects.filter(until=None, counter__outlet=here.hall).exists()
    assert close(here) == 0

    newcomer, today = another_clerk(here), MORNING + timedelta(days=1)
    visits.sit_down(counter_no="02", by=newcomer, at=today, key=uuid4())
    taken = ticket(here, at=today)
    called = call(newcomer, today)
    assert called is not None
    assert called.visit.id == taken.id


def test_minutes_of_what_was_left_open_end_with_the_office_hours(
    here: City, clerk: Actor, person: Callable[..., Party]
) -> None:
    """And whoever has a case was served: they may say how."""
    visit, party = begun(here, clerk), person().pk
    no = "45050001-260302-09001"
    visits.join_case(case_no=no, service=REISSUE, party_id=party, by=clerk, at=MORNING, key=uuid4())
    close(here)
    matter = Matter.objects.get(visit=visit)
    assert (state(visit), matter.outcome) == ("finished", "handled")
    assert [each.until for each in queries.spans(visit)][-1] == CLOSING
    rate(here, matter.token, 5)


def test_closing_the_day_leaves_today_alone(here: City, clerk: Actor) -> None:
    visit = begun(here, clerk, at=MORNING)
    assert close(here, MORNING + MINUTE) == 0
    assert state(visit) == "serving"
    assert Sitting.objects.filter(officer_id=clerk.officer_id, voided_by=None).exists()


def test_a_key_is_good_for_one_rating_only(here: City, clerk: Actor) -> None:
    first, second, key = served(here, clerk), served(here, clerk), uuid4()
    rate(here, first, 5, key=key)
    with pytest.raises(KeyUsed):
        rate(here, second, 5, key=key)
    assert Rating.objects.filter(matter__token=second).count() == 0


def test_a_key_of_another_step_neither_seats_nor_frees(here: City, clerk: Actor) -> None:
    """The page would say that it was done."""
    key = uuid4()
    begun(here, clerk, key=key)
    with pytest.raises(KeyUsed):
        visits.sit_down(counter_no="01", by=clerk, at=MORNING, key=key)
    with pytest.raises(KeyUsed):
        visits.free(counter_no="01", reason="人不在", by=here.leader, at=MORNING, key=key)
    assert Sitting.objects.filter(officer_id=clerk.officer_id, voided_by=None).exists()


def test_nobody_looks_into_a_rating_of_a_visit_in_which_they_served(here: City, clerk: Actor) -> None:
    """The visit was finished by a colleague; the one complained about may be the one before."""
    hiring = _Hiring(here.system, here.hall, Officer.objects.get(pk=here.leader.officer_id))
    both = hiring("police", "acceptance")
    sit_at(here, both, "09")
    visit = begun(here, both)
    visits.transfer(visit_id=visit, queue="vehicle", reason="申请人要求", by=both, at=MORNING, key=uuid4())
    call(clerk)
    visits.begin(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    rate(here, Matter.objects.get(visit=visit).token, 1)
    in_charge = replace(both, rights={"supervise": "leader"}, post="leader")
    repair = Repair.objects.latest("pk").pk
    with pytest.raises(OwnRating):
        ratings.step(repair_id=repair, kind="unfounded", text="查无此事", by=in_charge, at=MORNING, key=uuid4())


@pytest.mark.parametrize("how", ["", "finger", "without"])
def test_a_signature_comes_from_somewhere(city: City, how: str) -> None:
    sit_at(city, city.clerk, "01")
    screen, _ = paired(city), serve(city)
    with pytest.raises(confirmations.BadSignature):
        answer(city, screen, ask(city), signed=how, signature=SIGNATURE)


def test_a_key_of_something_else_answers_and_pairs_nothing(city: City) -> None:
    sit_at(city, city.clerk, "01")
    used: UUID = uuid4()
    ticket(city, key=used, services=["licence_renewal"])
    digits = confirmations.offer_code(by=city.clerk, at=MORNING, key=uuid4())
    with pytest.raises(KeyUsed):
        confirmations.pair(digits=digits, by=machine(city), at=MORNING, key=used)
    screen, _ = paired(city), serve(city)
    with pytest.raises(KeyUsed):
        confirmations.answer(
            question_id=ask(city), screen=screen, answer="wrong", by=machine(city), at=MORNING, key=used
        )


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//]", "\x00", "http://a:b@[/"])
def test_no_origin_uses_up_the_streams(django_db_setup: None, origin: str) -> None:
    """A few thousand requests with an address that is none would have left every board without news."""

    async def told() -> None:
        async with running() as app:
            page = Follower(app, "/events/7", origin=origin)
            await page.heard()
            assert (page.status, "access-control-allow-origin" in page.headers) == (200, False)
            await page.leave()
            assert app._open == 0

    asyncio.run(told())


@pytest.mark.parametrize("number", [10**30, -1, 0])
@pytest.mark.parametrize("step", ["recall", "no_show", "begin", "take_up", "take_over", "finish"])
def test_a_number_that_no_visit_has_moves_nothing(here: City, clerk: Actor, step: str, number: int) -> None:
    with pytest.raises(Refusal):
        getattr(visits, step)(visit_id=number, by=clerk, at=MORNING, key=uuid4())
