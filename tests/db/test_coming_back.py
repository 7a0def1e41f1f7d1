"""过号重排 and 转队列: with which head start, and that nobody stands twice in one line."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.halls import hall_of, seated

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.actors import Actor
from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Visit

MINUTE = timedelta(minutes=1)
LATER = MORNING + 60 * MINUTE


@pytest.fixture
def hall(city: City) -> City:
    return hall_of(city)


@pytest.fixture
def clerk(hall: City) -> Actor:
    return seated(hall, 1)[0]


def take(hall: City, *, queue: str = "vehicle", **given: Any) -> int:
    return visits.take(queue=queue, by=hall.system, at=MORNING, key=uuid4(), **given).id


def missed(hall: City, clerk: Actor, **given: Any) -> int:
    visit = take(hall, **given)
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    for step in (visits.recall, visits.recall, visits.no_show):
        step(visit_id=visit, by=clerk, at=MORNING + MINUTE, key=uuid4())
    return visit


@pytest.mark.parametrize(
    ("own", "told", "counts", "minutes"),
    [
        ("", "", "", 0),
        ("elderly", "", "elderly", 20),
        ("elderly", "disabled", "disabled", 30),
        ("pregnant", "elderly", "pregnant", 30),
        ("", "disabled", "disabled", 30),
        ("appointment", "", "", 0),
        ("appointment", "elderly", "elderly", 20),
    ],
)
def test_the_better_reason_counts_and_a_missed_appointment_is_none(
    hall: City, clerk: Actor, own: str, told: str, counts: str, minutes: int
) -> None:
    visit = missed(hall, clerk, priority=own)
    back = visits.come_back(visit_id=visit, told=told, by=clerk, at=LATER, key=uuid4())
    assert (back.state, back.rank_at, back.priority) == ("waiting", LATER - minutes * MINUTE, counts)
    assert Act.objects.get(kind="come_back", detail__visit=visit).detail["priority"] == counts


def test_whoever_took_another_number_does_not_stand_there_twice(
    hall: City, clerk: Actor, person: Callable[..., Party]
) -> None:
    party = person().pk
    visit = missed(hall, clerk, party_id=party)
    take(hall, party_id=party)
    with pytest.raises(visits.AlreadyInLine):
        visits.come_back(visit_id=visit, by=clerk, at=LATER, key=uuid4())
    assert Visit.objects.get(pk=visit).state == "no_show"
    assert Attempt.objects.filter(action="come_back", officer_id=clerk.officer_id).exists()


def test_nobody_is_handed_on_to_a_line_where_they_stand(hall: City, clerk: Actor, person: Callable[..., Party]) -> None:
    party = person().pk
    visit = take(hall, party_id=party)
    take(hall, party_id=party, queue="licence")
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    with pytest.raises(visits.AlreadyInLine):
        visits.transfer(visit_id=visit, queue="licence", reason="驾驶证业务", by=clerk, at=MORNING, key=uuid4())
    assert Visit.objects.get(pk=visit).state == "called"
