"""Whatever people do in whatever order, and whatever the clock says: never more in a slot than it has places."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.db import appointing
from tests.db.appointing import NINE, OTHER_SERVICE, SERVICE, TUESDAY
from tests.db.conftest import MORNING, SHANGHAI, City

from cheguan.base.attempts.refusals import Refusal
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.commands import WaitingWish, Wish
from cheguan.work.appointments.models import Booking, Place
from cheguan.work.appointments.terms import LIMITS, Weekly

PEOPLE, SLOTS = 5, 3
PATTERN = Weekly("vehicle", 60, (0, 2, 0, 0, 0, 0))
STEPS = ("book", "book", "book", "wait", "cancel", "accept", "reject", "lapse", "offer", "miss", "publish", "jump")
step = st.tuples(st.sampled_from(STEPS), st.integers(0, PEOPLE - 1), st.integers(0, SLOTS - 1), st.booleans())


class Hall:
    """A hall with three slots of two places, some people, and a clock that may jump either way."""

    def __init__(self, city: City, people: list[int]) -> None:
        self.city, self.people, self.at = city, people, MORNING
        self.publish()

    def take(self, name: str, who: int, where: int, other: bool) -> None:
        party, starts = self.people[who], datetime.combine(TUESDAY, time(8, 30), SHANGHAI) + timedelta(hours=where)
        service = OTHER_SERVICE if other else SERVICE
        with suppress(Refusal):
            getattr(self, name)(party, starts, service)

    def publish(self, *_: object) -> None:
        appointing.publish_some(self.city, PATTERN, at=self.at)

    def book(self, party: int, starts: datetime, service: str) -> None:
        wish = Wish(service, self.city.hall.pk, starts, party)
        appointments.book(wish=wish, by=self.city.system, at=self.at, key=uuid4())

    def wait(self, party: int, _: datetime, service: str) -> None:
        wish = WaitingWish(service, self.city.hall.pk, TUESDAY, TUESDAY, party)
        appointments.join_waiting_list(wish=wish, by=self.city.system, at=self.at, key=uuid4())

    def cancel(self, party: int, *_: object) -> None:
        for booking in self.held(party, offered=False)[:1]:
            appointing.cancel(self.city, booking.code, at=self.at)

    def accept(self, party: int, *_: object) -> None:
        for offer in self.held(party, offered=True)[:1]:
            appointments.accept_offer(token=offer.code, by=self.city.system, at=self.at, key=uuid4())

    def reject(self, party: int, *_: object) -> None:
        for offer in self.held(party, offered=True)[:1]:
            appointments.reject_offer(token=offer.code, by=self.city.system, at=self.at, key=uuid4())

    def lapse(self, *_: object) -> None:
        appointments.lapse_offers(by=self.city.system, at=self.at)

    def offer(self, *_: object) -> None:
        appointments.fill_free_places(by=self.city.system, at=self.at)

    def miss(self, *_: object) -> None:
        appointments.mark_missed(by=self.city.system, at=self.at)

    def jump(self, _: int, starts: datetime, service: str) -> None:
        self.at += (starts - NINE + timedelta(hours=2)) * (1 if service == SERVICE else -1)

    def held(self, party: int, *, offered: bool) -> list[Booking]:
        own = Booking.objects.filter(place__opening__outlet=self.city.hall, party_id=party, voided_by=None)
        return list(own.filter(held_until__isnull=not offered).order_by("id"))

    def check(self) -> None:
        active = Booking.objects.filter(place__opening__outlet=self.city.hall, voided_by=None)
        rows = list(active.values_list("place_id", "party_id", "service", "during", "standing"))
        assert max(Counter(row[0] for row in rows).values(), default=0) <= 1
        places = Counter(Place.objects.filter(opening__outlet=self.city.hall).values_list("during", flat=True))
        assert all(count <= places[slot] for slot, count in Counter(row[3] for row in rows).items())
        assert max(Counter((row[1], row[3]) for row in rows).values(), default=0) <= 1
        standing = [row for row in rows if row[4].upper > self.at]
        assert max(Counter((row[1], row[2]) for row in standing).values(), default=0) <= 1
        assert max(Counter(row[1] for row in standing).values(), default=0) <= LIMITS.most_bookings


@pytest.mark.django_db
@settings(max_examples=25)
@given(steps=st.lists(step, min_size=10, max_size=30))
def test_never_more_bookings_than_places(city: City, steps: list[tuple[str, int, int, bool]]) -> None:
    before = transaction.savepoint()
    hall = Hall(city, appointing.people(city, PEOPLE))
    for each in steps:
        hall.take(*each)
        hall.check()
    transaction.savepoint_rollback(before)
