"""Where the minutes went, what was promised, and what would look better than it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.halls import handled, seated

from cheguan.base.people.actors import Actor
from cheguan.oversight.minutes import gaming, queries
from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits

MINUTE = timedelta(minutes=1)
DAY = MORNING.date()


@pytest.fixture
def clerk(city: City) -> Actor:
    return seated(city, 1)[0]


def serve(
    city: City, clerk: Actor, at: float, *, wait: float, serve: float, pause: float = 0.0, party: Party | None = None
) -> None:
    """One visit, its ticket taken ``at`` minutes after the morning began."""
    taken = MORNING + at * MINUTE
    visit = visits.take(
        services=["vehicle_licence_reissue"],
        party_id=party.pk if party else None,
        by=city.system,
        at=taken,
        key=uuid4(),
    ).id
    here: dict[str, Any] = {"visit_id": visit, "by": clerk}
    visits.call_next(by=clerk, at=taken + wait * MINUTE, key=uuid4())
    visits.begin(**here, at=taken + wait * MINUTE, key=uuid4())
    if pause:
        visits.pause(**here, reason="复印", at=taken + (wait + serve) * MINUTE, key=uuid4())
    visits.finish(**here, at=taken + (wait + serve + pause) * MINUTE, key=uuid4())


def test_minutes_and_promises(city: City, clerk: Actor) -> None:
    for n, (wait, minutes) in enumerate([(5, 3), (10, 4), (30, 8), (15, 5)]):
        serve(city, clerk, n * 60, wait=wait, serve=minutes, pause=2)
    found = queries.figures([city.system.outlet_id], first=DAY, last=DAY)
    (whole,) = found["class"]
    assert (whole.finished, whole.missed, whole.paused) == (4, 0, 2.0)
    assert whole.waited is not None
    assert whole.served is not None
    assert (whole.waited[0], whole.served[0]) == (12.5, 4.5)
    assert (whole.wait_kept, whole.serve_kept) == (0.75, 0.75)
    assert sorted(line.name for line in found["hour"]) == ["10", "11", "12", "9"]
    assert [line.name for line in found["counter"]] == ["01"]


def test_who_was_not_there_is_told_apart(city: City, clerk: Actor) -> None:
    visit = visits.take(queue="vehicle", by=city.system, at=MORNING, key=uuid4()).id
    visits.leave(visit_id=visit, reason="不办了", by=city.clerk, at=MORNING + MINUTE, key=uuid4())
    found = queries.figures([city.system.outlet_id], first=DAY, last=DAY)
    (whole,) = found["class"]
    assert (whole.visits, whole.finished, whole.missed, whole.wait_kept) == (1, 0, 1, None)
    assert found["counter"] == (), "nobody called them to any"


def test_an_honest_day_shows_no_sign(city: City, clerk: Actor) -> None:
    for n in range(25):
        serve(city, clerk, n * 10, wait=2, serve=1.5 + n % 8)
    assert gaming.signs([city.system.outlet_id], first=DAY, last=DAY) == ()


def test_heaping_at_the_limit(city: City, clerk: Actor) -> None:
    for n in range(25):
        serve(city, clerk, n * 10, wait=2, serve=4.9)
    (sign,) = gaming.signs([city.system.outlet_id], first=DAY, last=DAY)
    assert (sign.kind, sign.officer_id, sign.measured) == ("heaping", clerk.officer_id, 25)


def test_parking_in_pause(city: City, clerk: Actor) -> None:
    for n in range(20):
        serve(city, clerk, n * 15, wait=2, serve=1 + n % 3, pause=6)
    assert [sign.kind for sign in gaming.signs([city.system.outlet_id], first=DAY, last=DAY)] == ["parked"]


def test_closing_and_opening_again_and_splitting(city: City, clerk: Actor, person: Callable[..., Party]) -> None:
    somebody = person()
    for n in range(4):
        serve(city, clerk, n * 10, wait=1, serve=2, party=somebody)
    kinds = {sign.kind for sign in gaming.signs([city.system.outlet_id], first=DAY, last=DAY)}
    assert kinds == {"reopened", "split"}


@pytest.mark.parametrize(("seconds", "told"), [(5, {"rushed"}), (30, set())])
def test_calling_thrice_before_anybody_can_come(city: City, clerk: Actor, seconds: int, told: set[str]) -> None:
    at = MORNING
    for _ in range(3):
        visit = visits.take(queue="vehicle", by=city.system, at=at, key=uuid4()).id
        visits.call_next(by=clerk, at=at, key=uuid4())
        for press in (visits.recall, visits.recall, visits.no_show):
            at += timedelta(seconds=seconds)
            press(visit_id=visit, by=clerk, at=at, key=uuid4())
    assert {sign.kind for sign in gaming.signs([city.system.outlet_id], first=DAY, last=DAY)} == told


def test_a_long_absence(city: City, clerk: Actor) -> None:
    visits.step_away(reason="开会", by=clerk, at=MORNING, key=uuid4())
    visits.step_back(by=clerk, at=MORNING + 70 * MINUTE, key=uuid4())
    kinds = [sign.kind for sign in gaming.signs([city.system.outlet_id], first=DAY, last=DAY)]
    assert sorted(kinds) == ["away_day", "away_long"]


def test_the_back_office_counts_only_where_there_was_one(
    city: City, clerk: Actor, person: Callable[..., Party]
) -> None:
    handled(city, clerk, person())
    (trip,) = queries.trips([city.system.outlet_id], first=DAY, last=DAY)
    assert (trip.handled, trip.share, trip.back_office) == (1, 1.0, None)
