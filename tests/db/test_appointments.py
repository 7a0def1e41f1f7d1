"""预约 by the rules of the office: what is published, who may book what, and every reason against it at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.db import appointing
from tests.db.appointing import LICENCE_SERVICE, NINE, OTHER_SERVICE, QUARTER, SERVICE, TUESDAY
from tests.db.conftest import MORNING, SHANGHAI, City

from cheguan.base.acts import commands as acts
from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.actors import NotAllowed
from cheguan.registers.parties.models import Party, Profile
from cheguan.work.appointments import availability, queries, refusals
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.commands import Named, NotBooked, Wish
from cheguan.work.appointments.models import Booking, Opening, Place
from cheguan.work.appointments.terms import LIMITS, Weekly
from cheguan.work.messages.models import Message

DAY = timedelta(days=1)
# A Monday ten weeks on, with a pattern published by then.
LATER = datetime(2026, 5, 11, 9, 0, tzinfo=SHANGHAI)
LIN = Named(name="林小燕", number="450502198808150045", phone="19000005678")


@pytest.fixture
def here(city: City) -> City:
    return city


@pytest.fixture
def somebody(person: Callable[..., Party]) -> Callable[[], int]:
    return lambda: int(person().pk)


def reasons(refused: pytest.ExceptionInfo[appointments.Against]) -> list[str]:
    return [each.words for each in refused.value.against]


def test_the_officer_in_charge_publishes_the_next_fourteen_working_days(here: City) -> None:
    new = appointing.publish(here, 3)

    days = list(Opening.objects.filter(outlet=here.hall).order_by("day").values_list("day", flat=True))
    assert len(days) == LIMITS.days_ahead
    assert (days[0], days[5]) == (date(2026, 3, 2), date(2026, 3, 9)), "no weekend"
    assert new == Place.objects.filter(opening__outlet=here.hall).count()
    assert not Place.objects.filter(opening__outlet=here.hall, during__startswith__lte=MORNING).exists()
    act = Act.objects.get(pk=Opening.objects.filter(outlet=here.hall).values("issued_by")[:1])
    assert (act.kind, act.officer_id) == ("publish_appointments", here.leader.officer_id)


def test_nobody_else_publishes(here: City) -> None:
    with pytest.raises(NotAllowed):
        appointments.publish(outlet_id=here.hall.pk, patterns=[], by=here.clerk, at=MORNING, key=uuid4())


def test_publishing_again_adds_places_and_takes_none_away(here: City) -> None:
    first = appointing.publish(here, 2)
    assert appointing.publish(here, 2) == 0
    assert appointing.publish(here, 1) == 0
    assert appointing.publish(here, 3) == first / 2
    assert appointing.publish(here, 3, minutes=30) == 0, "days with other slots stay as they were published"


@pytest.mark.parametrize(
    "pattern",
    [
        Weekly("vehicle", 7, (1,) * 6),
        Weekly("vehicle", 15, (1,) * 5),
        Weekly("vehicle", 15, (61,) * 6),
        Weekly("nowhere", 15, (1,) * 6),
    ],
)
def test_a_pattern_without_sense_is_refused(here: City, pattern: Weekly) -> None:
    with pytest.raises(appointments.BadPattern):
        appointing.publish_some(here, pattern)
    assert not Opening.objects.filter(outlet=here.hall).exists()


def test_each_morning_the_next_day_comes_within_reach(here: City) -> None:
    appointing.publish(here, 1)
    last = Opening.objects.filter(outlet=here.hall).latest("day").day

    assert appointments.publish_ahead(by=here.system, at=MORNING + DAY) > 0
    assert appointments.publish_ahead(by=here.system, at=MORNING + DAY) == 0
    assert Opening.objects.filter(outlet=here.hall).latest("day").day == last + DAY


def test_beyond_the_calendar_nothing_is_published_and_it_is_said_what_is_missing(here: City) -> None:
    with pytest.raises(appointments.CalendarNotEntered, match="工作日历"):
        appointing.publish(here, 1, at=datetime(2026, 12, 28, 9, tzinfo=SHANGHAI))


def test_a_booking_is_one_persons_place_by_an_act_with_a_message(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 2)
    party = somebody()
    code = appointing.book(here, party, by=here.clerk)

    booking = Booking.objects.get(code=code)
    assert (booking.party_id, booking.service, booking.during.lower, booking.during.upper) == (
        party,
        SERVICE,
        NINE,
        NINE + QUARTER,
    )
    assert (booking.issued_by.kind, booking.issued_by.officer_id) == ("book_appointment", here.clerk.officer_id)
    message = Message.objects.get(about=code)
    assert (message.template, message.party_id, message.issued_by_id) == (
        "appointment_made",
        party,
        booking.issued_by_id,
    )
    assert "2026-03-03 09:00-09:15" in message.zh
    slot = availability.free_slots(
        outlet_id=here.hall.pk, queue="vehicle", service_group="papers", day=TUESDAY, at=MORNING
    )[2]
    assert (slot.starts_at, slot.places, slot.free) == (NINE, 2, 1)


def test_the_same_key_books_once(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 2)
    party, key = somebody(), uuid4()
    wish = Wish(SERVICE, here.hall.pk, NINE, party)

    codes = {appointments.book(wish=wish, by=here.system, at=MORNING, key=key) for _ in range(3)}

    assert len(codes) == 1
    assert Booking.objects.filter(party_id=party).count() == 1
    other = Wish(SERVICE, here.hall.pk, NINE + QUARTER, somebody())
    with pytest.raises(appointments.KeyUsed):
        appointments.book(wish=other, by=here.system, at=MORNING, key=key)


def test_a_full_slot_a_second_time_and_a_late_hour_are_all_told_at_once(
    here: City, somebody: Callable[[], int]
) -> None:
    appointing.publish(here, 1)
    appointing.book(here, somebody())
    party = somebody()
    appointing.book(here, party, starts=NINE + QUARTER)

    with pytest.raises(NotBooked) as refused:
        appointing.book(here, party, at=NINE - timedelta(minutes=5))

    assert reasons(refused) == [refusals.TOO_LATE, refusals.FULL, refusals.TWICE]
    assert "距离开始不足 30 分钟" in str(refused.value)
    kept = Attempt.objects.filter(action="book_appointment").latest("id")
    assert len(kept.reasons) == 3


def test_nobody_is_in_two_places_at_once(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish_some(here, Weekly("vehicle", 15, (2,) * 6), Weekly("licence", 30, (2,) * 6))
    party = somebody()
    appointing.book(here, party, starts=NINE + QUARTER)

    with pytest.raises(NotBooked) as refused:
        appointing.book(here, party, starts=NINE, service=LICENCE_SERVICE)
    assert reasons(refused) == [refusals.CLASH]


def test_so_many_at_a_time_and_no_more(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish_some(here, Weekly("vehicle", 15, (2,) * 6))
    party = somebody()
    services = (SERVICE, OTHER_SERVICE, "plates_reissue", "title_reissue")
    for n, service in enumerate(services[: LIMITS.most_bookings]):
        appointing.book(here, party, starts=NINE + n * QUARTER, service=service)

    with pytest.raises(NotBooked) as refused:
        appointing.book(here, party, starts=NINE + 5 * QUARTER, service=services[LIMITS.most_bookings])
    assert reasons(refused) == [refusals.TOO_MANY]


@pytest.mark.parametrize("starts", [NINE + timedelta(minutes=5), NINE.replace(hour=12), NINE - 30 * DAY])
def test_only_what_is_published_can_be_booked(here: City, somebody: Callable[[], int], starts: datetime) -> None:
    appointing.publish(here, 1)
    with pytest.raises(NotBooked) as refused:
        appointing.book(here, somebody(), starts=starts)
    assert refusals.NOT_OPEN in reasons(refused)


@pytest.mark.parametrize("service", ["vehicle_lock", "laying_up_nonsense", "licence_cancellation_office"])
def test_what_nobody_comes_to_a_window_with_is_not_booked(
    here: City, somebody: Callable[[], int], service: str
) -> None:
    with pytest.raises(NotBooked) as refused:
        appointing.book(here, somebody(), service=service)
    assert reasons(refused) == [refusals.NOT_BOOKABLE]


def test_a_place_kept_for_one_kind_of_matter_is_not_for_another(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish_some(here, Weekly("vehicle", 15, (1,) * 6, service_group="change"))

    with pytest.raises(NotBooked) as refused:
        appointing.book(here, somebody(), service=SERVICE)
    assert reasons(refused) == [refusals.NOT_OPEN]
    appointing.book(here, somebody(), service=OTHER_SERVICE)


def test_who_did_not_come_three_times_takes_a_ticket_for_a_month(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 2)
    party = somebody()
    appointing.miss(here, party, NINE, NINE + DAY, NINE + 2 * DAY)

    at = NINE + 3 * DAY
    with pytest.raises(NotBooked) as refused:
        appointing.book(here, party, starts=NINE + 6 * DAY, at=at)
    assert reasons(refused) == [refusals.WALK_IN_ONLY]
    assert "2026-04-04 以前请直接到大厅取号" in str(refused.value)

    missed = Booking.objects.filter(party_id=party, attendances__kept=False).latest("id")
    appointments.excuse(code=missed.code, by=here.leader, at=at, key=uuid4(), reason="大厅停电，无法取号")
    assert appointing.book(here, party, starts=NINE + 6 * DAY, at=at)


def test_a_miss_is_excused_by_the_officer_in_charge_with_a_reason(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    party = somebody()
    code = appointing.book(here, party)
    excuse = partial(appointments.excuse, code=code, at=NINE + DAY, key=uuid4())
    with pytest.raises(appointments.NotMissed):
        excuse(by=here.leader, reason="大厅停电")
    appointments.mark_missed(by=here.system, at=NINE + DAY)
    with pytest.raises(NotAllowed):
        excuse(by=here.clerk, reason="大厅停电")
    with pytest.raises(appointments.NeedsReason):
        excuse(by=here.leader, reason=" ")


@pytest.mark.parametrize(("minutes", "found"), [(-31, False), (-30, True), (0, True), (15, True), (16, False)])
def test_a_ticket_is_taken_a_little_early_or_a_little_late(
    here: City, somebody: Callable[[], int], minutes: int, found: bool
) -> None:
    appointing.publish(here, 1)
    party = somebody()
    code = appointing.book(here, party)

    due = queries.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE + timedelta(minutes=minutes))

    assert (due is not None) is found
    if due is not None:
        assert (due.code, due.service, due.queue) == (code, SERVICE, "vehicle")


def test_a_kept_appointment_is_kept_once_and_is_no_miss(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    party = somebody()
    code = appointing.book(here, party)
    due = queries.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE)
    assert due is not None

    act = acts.record(kind="take_ticket", by=here.system, at=NINE, basis=[], key=uuid4())
    assert appointments.mark_kept(booking_id=due.id, act=act)
    assert not appointments.mark_kept(booking_id=due.id, act=act)

    assert queries.find_for_ticket(party_id=party, outlet_id=here.hall.pk, at=NINE) is None
    assert appointments.mark_missed(by=here.system, at=NINE + DAY) == 0
    with pytest.raises(appointments.Kept):
        appointing.cancel(here, code)


def test_nobody_is_written_down_as_missing_before_the_time_is_over(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    appointing.book(here, somebody())
    over = NINE + QUARTER + timedelta(minutes=LIMITS.late_minutes)

    assert appointments.mark_missed(by=here.system, at=over - timedelta(seconds=1)) == 0
    assert appointments.mark_missed(by=here.system, at=over) == 1
    assert appointments.mark_missed(by=here.system, at=over) == 0


def test_it_is_cancelled_in_time_or_not_at_all(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    party, key = somebody(), uuid4()
    code = appointing.book(here, party)
    last = NINE - timedelta(minutes=LIMITS.cancel_until_minutes)

    with pytest.raises(appointments.TooLateToCancel):
        appointing.cancel(here, code, at=last + timedelta(seconds=1))
    for _ in range(2):
        appointments.cancel(code=code, by=here.system, at=last, key=key)
    with pytest.raises(appointments.UnknownBooking):
        appointing.cancel(here, code, at=last)

    assert Act.objects.filter(key=key, pk__in=Booking.objects.filter(code=code).values("voided_by")).exists()
    assert list(Message.objects.filter(about=code).order_by("id").values_list("template", flat=True)) == [
        "appointment_made",
        "appointment_cancelled",
    ]
    assert appointing.book(here, party, at=MORNING) != code


def test_who_names_themselves_is_entered_once_and_found_the_next_time(here: City) -> None:
    appointing.publish(here, 3)
    first = appointments.book(wish=Wish(SERVICE, here.hall.pk, NINE, LIN), by=here.system, at=MORNING, key=uuid4())
    second = Wish(OTHER_SERVICE, here.hall.pk, NINE + QUARTER, Named(" 林小燕 ", LIN.number, "19011112222"))
    again = appointments.book(wish=second, by=here.system, at=MORNING, key=uuid4())

    parties = {Booking.objects.get(code=code).party_id for code in (first, again)}
    assert len(parties) == 1
    profile = Profile.objects.get(party_id=parties.pop(), voided_by=None)
    assert (profile.name, profile.sex, profile.born_on, profile.phone) == (
        "林小燕",
        "2",
        date(1988, 8, 15),
        "19000005678",
    )
    assert profile.issued_by.detail == {"by_own_statement": True}


def test_a_name_that_is_not_the_numbers_is_refused_and_nothing_is_entered(here: City) -> None:
    appointing.publish(here, 1)
    appointments.book(wish=Wish(SERVICE, here.hall.pk, NINE, LIN), by=here.system, at=MORNING, key=uuid4())
    parties = Party.objects.count()

    other = Wish(SERVICE, here.hall.pk, NINE + QUARTER, Named("林大燕", LIN.number, LIN.phone))
    with pytest.raises(appointments.NotNamed):
        appointments.book(wish=other, by=here.system, at=MORNING, key=uuid4())
    assert Party.objects.count() == parties


def test_a_newcomer_who_gets_no_place_is_not_entered(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    appointing.book(here, somebody())
    with pytest.raises(NotBooked):
        appointments.book(wish=Wish(SERVICE, here.hall.pk, NINE, LIN), by=here.system, at=MORNING, key=uuid4())
    assert not Party.objects.filter(identities__number=LIN.number).exists()


@pytest.mark.parametrize("column", ["party_id", "service", "place_id", "nth", "code"])
def test_a_booking_is_nobody_elses_whatever_is_tried(here: City, somebody: Callable[[], int], column: str) -> None:
    appointing.publish(here, 2)
    code = appointing.book(here, somebody())
    value = "another" if column in ("service", "code") else somebody()
    with pytest.raises(DatabaseError, match="can only be voided"), transaction.atomic():
        Booking.objects.filter(code=code).update(**{column: value})


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"party_id", "nth", "service"}, "one_party_in_a_place"),
        ({"place_id"}, "one_place_at_a_time"),
        ({"place_id", "during", "nth"}, "one_booking_for_a_service"),
        ({"place_id", "during", "service"}, "so_many_bookings_at_once"),
        ({"place_id", "party_id", "during_alone"}, "booking_lies_where_its_place_lies"),
    ],
)
def test_the_table_itself_forbids_it(
    here: City, somebody: Callable[[], int], changed: set[str], constraint: str
) -> None:
    appointing.publish(here, 2)
    first = Booking.objects.get(code=appointing.book(here, somebody()))
    same_slot = Place.objects.exclude(pk=first.place_id).get(opening=first.place.opening, during=first.during)
    next_slot = Place.objects.get(opening=first.place.opening, during__startswith=NINE + QUARTER, number=2)
    row = {each: getattr(first, each) for each in ("place_id", "during", "party_id", "service", "nth", "standing")}
    row["place_id"] = (
        next_slot.pk if "during" in changed else same_slot.pk if "place_id" in changed else row["place_id"]
    )
    if {"during", "during_alone"} & changed:
        row["during"] = next_slot.during
    row |= {"party_id": somebody()} if "party_id" in changed else {}
    row |= {"service": OTHER_SERVICE} if "service" in changed else {}
    row |= {"nth": 2} if "nth" in changed else {}
    act = acts.record(kind="book_appointment", by=here.system, at=MORNING, basis=[], key=uuid4())

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Booking.objects.create(code="XXXXXXXX", issued_by_id=act, **row)


def test_a_clock_that_jumps_back_gives_nobody_a_second_place(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 2)
    party = somebody()
    appointing.book(here, party, at=MORNING + timedelta(hours=5))

    with pytest.raises(NotBooked) as refused:
        appointing.book(here, party, starts=NINE + QUARTER, at=MORNING)
    assert reasons(refused) == [refusals.TWICE]


def test_a_clock_that_jumps_ahead_overbooks_nothing(here: City, somebody: Callable[[], int]) -> None:
    appointing.publish(here, 1)
    party = somebody()
    appointing.book(here, party)
    ahead = NINE + 2 * DAY
    assert appointing.book(here, party, starts=ahead + DAY, at=ahead), "the first is over by that clock"
    with pytest.raises(NotBooked) as refused:
        appointing.book(here, somebody(), at=MORNING)
    assert reasons(refused) == [refusals.FULL]


def test_the_statements_of_a_booking_do_not_grow_with_the_places(
    here: City, somebody: Callable[[], int], django_assert_num_queries: Callable[..., object]
) -> None:
    appointing.publish(here, 40)
    for _ in range(12):
        appointing.book(here, somebody())
    party = somebody()
    with django_assert_num_queries(5):  # type: ignore[attr-defined]  # two of them savepoints
        appointing.book(here, party)
