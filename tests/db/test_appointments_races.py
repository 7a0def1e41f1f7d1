"""Sixty-four at once: a place is never given twice, and whoever is told that all are gone can be sure of it."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from uuid import uuid4

import pytest
from tests.db import appointing
from tests.db.appointing import NINE, OTHER_SERVICE, QUARTER, SERVICE
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import hall_of
from tests.db.racing import together

from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments import refusals
from cheguan.work.appointments.commands import Named, NotBooked, Wish
from cheguan.work.appointments.models import Booking

WRITERS, PLACES = 64, 10


@pytest.fixture
def here(committed: None) -> City:
    return hall_of(found_city())


def bookings(here: City) -> list[Booking]:
    return list(Booking.objects.filter(place__opening__outlet=here.hall, voided_by=None))


def told(results: Iterable[object]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(each.words for each in result.against) for result in results if isinstance(result, NotBooked))


def test_sixty_four_want_one_slot_of_ten_places(here: City) -> None:
    appointing.publish(here, PLACES)
    parties = appointing.people(here, WRITERS)

    results = together(*[partial(appointing.book, here, party) for party in parties])

    made = bookings(here)
    assert len(made) == PLACES
    assert len({each.place_id for each in made}) == PLACES
    assert {each.code for each in made} == {each for each in results if isinstance(each, str)}
    assert told(results) == {(refusals.FULL,): WRITERS - PLACES}


def test_as_many_as_there_are_places_all_get_one(here: City) -> None:
    """Nobody is sent away because somebody else's hand was on the place for a moment."""
    appointing.publish(here, PLACES)
    parties = appointing.people(here, PLACES)

    results = together(*[partial(appointing.book, here, party) for party in parties])

    assert sum(isinstance(each, str) for each in results) == PLACES


def test_one_person_in_many_windows_has_one_booking(here: City) -> None:
    appointing.publish(here, PLACES)
    (party,) = appointing.people(here, 1)

    results = together(*[lambda: appointing.book(here, party)] * 16)

    assert sum(isinstance(each, str) for each in results) == 1
    assert told(results) == {(refusals.TWICE, refusals.CLASH): 15}


def test_one_click_sixteen_times_is_one_booking_of_one_newcomer(here: City) -> None:
    appointing.publish(here, PLACES)
    key = uuid4()
    newcomer = Named("欧阳春", "450502199102030011", "19000007777")
    wish = Wish(SERVICE, here.hall.pk, NINE, newcomer)

    results = together(*[lambda: appointments.book(wish=wish, by=here.system, at=MORNING, key=key)] * 16)

    assert len(set(results)) == 1
    assert len(bookings(here)) == 1


def test_no_more_at_a_time_than_allowed_however_quick_somebody_is(here: City) -> None:
    appointing.publish(here, PLACES)
    (party,) = appointing.people(here, 1)
    services = [SERVICE, OTHER_SERVICE, "plates_reissue", "title_reissue", "plates_exchange", "inspection_mark"]

    results = together(
        *[
            partial(appointing.book, here, party, starts=NINE + n * QUARTER, service=service)
            for n, service in enumerate(services)
        ]
    )

    assert sum(isinstance(each, str) for each in results) == 3
    assert sorted(each.nth for each in bookings(here)) == [1, 2, 3]


def test_cancelled_twice_at_once_the_place_is_free_once(here: City) -> None:
    appointing.publish(here, 1)
    first, second = appointing.people(here, 2)
    code = appointing.book(here, first)

    results = together(*[lambda: appointing.cancel(here, code)] * 8)

    assert results.count(None) == 1
    assert sum(isinstance(each, appointments.UnknownBooking) for each in results) == 7
    assert appointing.book(here, second)


def test_while_places_are_cancelled_and_booked_nobody_jumps_the_waiting_list(here: City) -> None:
    """Those who wait get every freed place of their day; those who hammer meanwhile get none."""
    appointing.publish(here, 1)
    codes = appointing.fill_day(here)[4:8]
    waiting = appointing.people(here, 4)
    for party in waiting:
        appointing.wait(here, party)
    hammering = appointing.people(here, 12)
    slots = [Booking.objects.get(code=code).during.lower for code in codes]

    results = together(
        *[partial(appointing.cancel, here, code) for code in codes],
        *[partial(appointing.book, here, party, starts=slots[n % 4]) for n, party in enumerate(hammering)],
    )

    assert results[:4] == [None] * 4
    assert {each.party_id for each in appointing.offers(here)} == set(waiting)
    assert told(results) == {(refusals.FULL,): 12}
