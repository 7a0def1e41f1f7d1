"""候补：who has waited longest is asked first, has time to answer, and nobody gets past by looking again and again."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.db import appointing
from tests.db.appointing import NINE, OTHER_SERVICE, SERVICE, TUESDAY
from tests.db.conftest import MORNING, City

from cheguan.base.acts.models import Act
from cheguan.registers.parties.models import Party
from cheguan.work.appointments import availability, queries, refusals
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.commands import NotOnList
from cheguan.work.appointments.models import Booking, Waiting
from cheguan.work.appointments.terms import LIMITS, Weekly
from cheguan.work.messages.models import Message

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEDNESDAY = TUESDAY + DAY


@pytest.fixture
def somebody(person: Callable[..., Party]) -> Callable[[], int]:
    return lambda: int(person().pk)


@pytest.fixture
def full(city: City) -> City:
    """A hall whose Tuesday is booked out, one place in each slot."""
    appointing.publish_some(city, Weekly("vehicle", 30, (0, 1, 1, 1, 1, 1)))
    appointing.fill_day(city)
    return city


def booked(full: City) -> list[str]:
    """The codes of Tuesday's bookings, by the hour."""
    return list(
        Booking.objects.filter(
            place__opening__outlet=full.hall, place__opening__day=TUESDAY, voided_by=None, held_until=None
        )
        .order_by("during")
        .values_list("code", flat=True)
    )


def free_on_tuesday(full: City) -> int:
    days = availability.free_days(outlet_id=full.hall.pk, queue="vehicle", service_group="papers", at=MORNING)
    return days[0].free


def test_a_cancelled_place_is_offered_to_who_has_waited_longest(full: City, somebody: Callable[[], int]) -> None:
    first, second = somebody(), somebody()
    appointing.wait(full, second, at=MORNING + HOUR)
    code = appointing.wait(full, first, at=MORNING)
    where = booked(full)[3]

    appointing.cancel(full, where, at=MORNING + 2 * HOUR)

    (offer,) = appointing.offers(full)
    assert offer.party_id == first
    assert offer.during == Booking.objects.get(code=where).during
    assert offer.held_until == MORNING + 4 * HOUR
    assert offer.issued_by == Booking.objects.get(code=where).voided_by, "one act: cancelled and offered"
    assert free_on_tuesday(full) == 0
    message = Message.objects.get(template="appointment_offered", party_id=first)
    assert code in message.zh
    assert "03-02 13:30" in message.zh


def test_an_offer_is_taken_once_and_ends_the_waiting(full: City, somebody: Callable[[], int]) -> None:
    party, key = somebody(), uuid4()
    waiting = appointing.wait(full, party)
    appointing.cancel(full, booked(full)[0])
    (offer,) = appointing.offers(full)

    codes = {appointments.accept_offer(token=offer.code, by=full.system, at=MORNING + HOUR, key=key) for _ in range(2)}

    (code,) = codes
    card = queries.find(code)
    assert card is not None
    assert (card.party_id, card.held_until, card.ended) == (party, None, False)
    assert appointing.offers(full) == []
    assert queries.find_waiting(waiting, at=MORNING + HOUR) is None
    assert (
        Message.objects.filter(about=code).values_list("template", flat=True).get() == "appointment_from_waiting_list"
    )
    with pytest.raises(appointments.OfferOver):
        appointments.accept_offer(token=offer.code, by=full.system, at=MORNING + HOUR, key=uuid4())


def test_who_lets_it_go_is_followed_by_the_next_and_not_asked_for_the_same_again(
    full: City, somebody: Callable[[], int]
) -> None:
    first, second = somebody(), somebody()
    appointing.wait(full, first)
    appointing.wait(full, second, at=MORNING + HOUR)
    appointing.cancel(full, booked(full)[0], at=MORNING + HOUR)
    (offer,) = appointing.offers(full)
    appointments.reject_offer(token=offer.code, by=full.system, at=MORNING + HOUR, key=uuid4())

    (next_offer,) = appointing.offers(full)
    assert next_offer.party_id == second
    appointments.reject_offer(token=next_offer.code, by=full.system, at=MORNING + HOUR, key=uuid4())
    assert appointing.offers(full) == []
    assert free_on_tuesday(full) == 1, "nobody on the list wants it: it is everybody's"

    appointing.cancel(full, booked(full)[0], at=MORNING + HOUR)
    (another,) = appointing.offers(full)
    assert another.party_id == first, "for another hour they are asked again"


def test_who_does_not_answer_is_followed_by_the_next(full: City, somebody: Callable[[], int]) -> None:
    first, second = somebody(), somebody()
    appointing.wait(full, first)
    appointing.wait(full, second, at=MORNING + HOUR)
    appointing.cancel(full, booked(full)[5], at=MORNING + HOUR)
    (offer,) = appointing.offers(full)
    assert offer.held_until is not None

    assert appointments.lapse_offers(by=full.system, at=offer.held_until - timedelta(seconds=1)) == 0
    with pytest.raises(appointments.OfferOver):
        appointments.accept_offer(token=offer.code, by=full.system, at=offer.held_until, key=uuid4())
    assert appointments.lapse_offers(by=full.system, at=offer.held_until) == 1
    assert appointments.lapse_offers(by=full.system, at=offer.held_until) == 0

    (next_offer,) = appointing.offers(full)
    assert next_offer.party_id == second


def test_whom_it_does_not_suit_is_passed_over(full: City, somebody: Callable[[], int]) -> None:
    """Who wants another day, who is elsewhere at that hour, who is here for another queue."""
    appointing.fill_day(full, day=WEDNESDAY)
    appointing.publish_some(full, Weekly("licence", 30, (9,) * 6))
    another_day, busy, suited = somebody(), somebody(), somebody()
    freed = booked(full)[2]
    appointing.wait(full, another_day, first=WEDNESDAY, last=WEDNESDAY)
    appointing.wait(full, busy)
    appointing.book(full, busy, starts=Booking.objects.get(code=freed).during.lower, service="licence_renewal")
    appointing.wait(full, suited, at=MORNING + HOUR)

    appointing.cancel(full, freed, at=MORNING + HOUR)

    assert [each.party_id for each in appointing.offers(full)] == [suited]


def test_who_was_asked_too_often_without_answer_is_not_asked_again(full: City, somebody: Callable[[], int]) -> None:
    party = somebody()
    appointing.wait(full, party)
    for _ in range(LIMITS.most_offers):
        appointing.cancel(full, booked(full)[-1])
        (offer,) = appointing.offers(full)
        appointments.reject_offer(token=offer.code, by=full.system, at=MORNING, key=uuid4())

    appointing.cancel(full, booked(full)[-1])
    assert appointing.offers(full) == []


def test_too_short_before_nobody_is_asked_and_the_place_is_free(full: City, somebody: Callable[[], int]) -> None:
    appointing.wait(full, somebody())
    first = Booking.objects.get(code=booked(full)[0])

    appointing.cancel(full, first.code, at=first.during.lower - HOUR)
    assert appointing.offers(full) == [], "half an hour to answer at half past seven in the morning is none"
    assert free_on_tuesday(full) == 1


def test_a_booking_of_ones_own_ends_the_waiting(full: City, somebody: Callable[[], int]) -> None:
    party = somebody()
    waiting = appointing.wait(full, party)
    code = appointing.book(full, party, starts=NINE + DAY)

    row = Waiting.objects.get(code=waiting)
    assert row.voided_by_id == Booking.objects.get(code=code).issued_by_id
    appointing.cancel(full, booked(full)[0])
    assert appointing.offers(full) == []


def test_new_places_go_first_to_those_who_wait(full: City, somebody: Callable[[], int]) -> None:
    first, second = somebody(), somebody()
    appointing.wait(full, first)
    appointing.wait(full, second, at=MORNING + timedelta(minutes=1))

    appointing.publish_some(full, Weekly("vehicle", 30, (0, 2, 1, 1, 1, 1)), at=MORNING + HOUR)

    assert [each.party_id for each in appointing.offers(full)] == [first, second]
    act = Act.objects.get(pk=appointing.offers(full)[0].issued_by_id)
    assert act.kind == "publish_appointments"


def test_a_free_place_that_somebody_waits_for_is_found_by_the_job(full: City, somebody: Callable[[], int]) -> None:
    assert appointments.fill_free_places(by=full.system, at=MORNING) == 0
    early, late = booked(full)[0], booked(full)[-1]
    party = somebody()
    appointing.wait(full, party)
    appointing.cancel(full, early)
    (offer,) = appointing.offers(full)
    appointing.cancel(full, late)
    appointments.reject_offer(token=offer.code, by=full.system, at=MORNING, key=uuid4())

    assert appointments.fill_free_places(by=full.system, at=MORNING + HOUR) == 1
    assert appointments.fill_free_places(by=full.system, at=MORNING + HOUR) == 0
    assert [each.party_id for each in appointing.offers(full)] == [party]


def test_nobody_waits_for_what_they_could_have(full: City, somebody: Callable[[], int]) -> None:
    party = somebody()
    with pytest.raises(NotOnList) as refused:
        appointing.wait(full, party, last=WEDNESDAY)
    assert [each.words for each in refused.value.against] == [refusals.NOT_NEEDED]

    appointing.wait(full, party)
    with pytest.raises(NotOnList) as refused:
        appointing.wait(full, party)
    assert [each.words for each in refused.value.against] == [refusals.WAITING_ALREADY]
    assert appointing.wait(full, party, service=OTHER_SERVICE)

    with pytest.raises(NotOnList) as refused:
        appointing.wait(full, somebody(), first=WEDNESDAY, last=TUESDAY)
    assert [each.words for each in refused.value.against] == [refusals.PAST_DAYS]


def test_who_has_the_service_booked_does_not_wait_for_it(full: City, somebody: Callable[[], int]) -> None:
    party = somebody()
    appointing.book(full, party, starts=NINE + DAY)
    with pytest.raises(NotOnList) as refused:
        appointing.wait(full, party)
    assert [each.words for each in refused.value.against] == [refusals.TWICE]


def test_leaving_the_list_is_leaving_it(full: City, somebody: Callable[[], int]) -> None:
    code, key = appointing.wait(full, somebody()), uuid4()
    for _ in range(2):
        appointments.leave_waiting_list(code=code, by=full.system, at=MORNING, key=key)
    with pytest.raises(appointments.NotWaiting):
        appointments.leave_waiting_list(code=code, by=full.system, at=MORNING, key=uuid4())
    appointing.cancel(full, booked(full)[0])
    assert appointing.offers(full) == []


def test_the_place_on_the_list_is_told(full: City, somebody: Callable[[], int]) -> None:
    first, second = somebody(), somebody()
    appointing.wait(full, first)
    code = appointing.wait(full, second, at=MORNING + HOUR)
    card = queries.find_waiting(code, at=MORNING + 2 * HOUR)
    assert card is not None
    assert (card.before, card.offer, card.service) == (1, None, SERVICE)
    appointing.cancel(full, booked(full)[0], at=MORNING + 2 * HOUR)
    (offer,) = appointing.offers(full)
    card = queries.waiting_of(first, at=MORNING + 2 * HOUR)[0]
    assert card.offer == offer.code
