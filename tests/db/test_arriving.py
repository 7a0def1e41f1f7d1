"""到场取号: the appointment that a ticket keeps, and which reason puts it forward; the machines that may give tickets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.db import appointing
from tests.db.appointing import NINE, SERVICE
from tests.db.conftest import MORNING, City
from tests.db.halls import hall_of, seated

from cheguan.base.attempts.models import Attempt
from cheguan.registers.parties.models import Party
from cheguan.work.appointments import queries as appointments
from cheguan.work.appointments.models import Attendance
from cheguan.work.visits import arriving, machines
from cheguan.work.visits import commands as visits
from cheguan.work.visits.arriving import Arrival, Arrived
from cheguan.work.visits.models import Visit
from cheguan.work.visits.refusals import AlreadyInLine, UnknownQueue
from cheguan.work.visits.telling import PLATE

MINUTE = timedelta(minutes=1)


@pytest.fixture
def here(city: City) -> City:
    there = hall_of(city)
    appointing.publish(there, 2)
    return there


def arrive(city: City, minute: int = 0, **given: Any) -> Arrived:
    arrival = Arrival(**{"services": [SERVICE], **given})
    return arriving.arrive(arrival, source="machine", by=city.system, at=NINE + minute * MINUTE, key=uuid4())


def visit(arrived: Arrived) -> Visit:
    return Visit.objects.get(pk=arrived.ticket.id)


def test_who_comes_for_an_appointment_keeps_it_by_the_ticket(here: City, person: Callable[..., Party]) -> None:
    party = person().pk
    code = appointing.book(here, party)
    arrived = arrive(here, party_id=party)
    taken = visit(arrived)
    assert (arrived.booked_at, taken.source, taken.booking, taken.priority) == (
        NINE,
        "appointment",
        code,
        "appointment",
    )
    assert taken.taken_at - taken.rank_at == 25 * MINUTE
    assert appointments.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE) is None


@pytest.mark.parametrize("plate", [True, False], ids=["plate", "nobody"])
def test_whose_card_is_read_at_the_window_has_kept_it_by_coming_in_time(
    here: City, person: Callable[..., Party], plate: bool
) -> None:
    party, (clerk,) = person().pk, seated(here, 1)
    code = appointing.book(here, party)
    arrived = arrive(here, party_id=party if plate else None, identity=PLATE if plate else "")
    assert (arrived.booked_at, Attendance.objects.count()) == (None, 0)

    step: dict[str, Any] = {"by": clerk, "at": NINE + 90 * MINUTE}
    visits.call_next(**step, key=uuid4())
    visits.begin(visit_id=arrived.ticket.id, **step, key=uuid4())
    for _ in range(2):
        visits.meet(visit_id=arrived.ticket.id, party_id=party, identity="card", **step, key=uuid4())
    kept = Attendance.objects.get()
    assert (kept.kept, kept.booking.code, kept.issued_by.kind) == (True, code, "meet")
    met = visit(arrived)
    assert (met.party_id, met.identity, met.booking) == (party, "card", code)


def test_somebody_elses_card_keeps_nothing_for_the_owner_of_the_car(here: City, person: Callable[..., Party]) -> None:
    owner, (clerk,) = person().pk, seated(here, 1)
    appointing.book(here, owner)
    arrived = arrive(here, party_id=owner, identity=PLATE)
    step: dict[str, Any] = {"by": clerk, "at": NINE + MINUTE}
    visits.call_next(**step, key=uuid4())
    visits.begin(visit_id=arrived.ticket.id, **step, key=uuid4())
    visits.meet(visit_id=arrived.ticket.id, party_id=person().pk, identity="card", **step, key=uuid4())
    assert not Attendance.objects.exists()
    assert (visit(arrived).party_id, visit(arrived).identity) == (owner, PLATE)


def test_the_appointment_says_what_for_when_nobody_else_does(here: City, person: Callable[..., Party]) -> None:
    party = person().pk
    appointing.book(here, party)
    assert [each.service for each in visit(arrive(here, party_id=party, services=())).matters.all()] == [SERVICE]


def test_a_refused_ticket_keeps_no_appointment(here: City, person: Callable[..., Party]) -> None:
    party = person().pk
    arrive(here, party_id=party, minute=-120)
    appointing.book(here, party)
    with pytest.raises(AlreadyInLine):
        arrive(here, party_id=party)
    assert appointments.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE) is not None
    assert Attempt.objects.filter(action="take_ticket", kind="step").count() == 1


@pytest.mark.parametrize(
    ("born_on", "told", "reason"),
    [
        (date(1990, 1, 1), "", ""),
        (date(1960, 1, 1), "", "elderly"),
        (date(1960, 1, 1), "disabled", "disabled"),
        (date(1960, 1, 1), "military", "military"),
        (None, "pregnant", "pregnant"),
    ],
)
def test_the_longest_head_start_counts(here: City, born_on: date | None, told: str, reason: str) -> None:
    assert arrive(here, born_on=born_on, told=told).priority == reason


def test_a_reason_that_nobody_knows_is_refused(here: City) -> None:
    with pytest.raises(UnknownQueue):
        arrive(here, told="mayor")


def test_a_machine_holds_until_its_name_is_paired_again_or_ended(city: City) -> None:
    given: dict[str, Any] = {"name": "东门", "by": city.leader, "at": MORNING}
    first = machines.pair(**given)
    assert machines.holds(first)
    second = machines.pair(**given)
    assert (machines.holds(first), machines.holds(second)) == (False, True)
    machines.unpair(**given)
    assert not machines.holds(second)
    with pytest.raises(machines.NotPaired):
        machines.unpair(**given)
    assert machines.holds(machines.pair(**given))
    assert not machines.holds(replace(second, number=9))


def test_one_name_is_another_machine_in_another_hall(city: City) -> None:
    here = machines.pair(name="东门", by=city.leader, at=MORNING)
    there = machines.pair(name="东门", by=hall_of(city).leader, at=MORNING)
    assert machines.holds(here)
    assert machines.holds(there)


def test_a_name_is_worn_out_some_day(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "MOST", 2)
    for _ in range(2):
        machines.pair(name="东门", by=city.leader, at=MORNING)
    with pytest.raises(machines.WornOutName):
        machines.pair(name="东门", by=city.leader, at=MORNING)
