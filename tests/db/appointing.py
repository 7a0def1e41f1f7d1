"""Appointments as tests need them: a hall with places of a known number, people who book, and what became of it."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from tests.db.conftest import MORNING, SHANGHAI, City, enter_person

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.registers.parties.models import Party
from cheguan.work.appointments import availability
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.commands import WaitingWish, Wish
from cheguan.work.appointments.models import Booking
from cheguan.work.appointments.terms import Weekly

SERVICE, OTHER_SERVICE, LICENCE_SERVICE = "vehicle_licence_reissue", "vehicle_change_colour", "licence_renewal"
TUESDAY = date(2026, 3, 3)
NINE = datetime.combine(TUESDAY, time(9), SHANGHAI)
QUARTER = timedelta(minutes=15)


def publish(city: City, places: int, *, minutes: int = 15, queue: str = "vehicle", at: datetime = MORNING) -> int:
    """So many places of a queue in each slot of every working day."""
    pattern = Weekly(queue, minutes, (places,) * 6)
    return appointments.publish(outlet_id=city.hall.pk, patterns=[pattern], by=city.leader, at=at, key=uuid4())


def publish_some(city: City, *patterns: Weekly, at: datetime = MORNING) -> int:
    return appointments.publish(outlet_id=city.hall.pk, patterns=patterns, by=city.leader, at=at, key=uuid4())


def people(city: City, count: int) -> list[int]:
    """So many people whom the register knows."""
    with transaction.atomic():
        act = acts.record(kind="found_registers", by=city.system, at=MORNING, basis=[], key=uuid4())
        return [enter_person(act).pk for _ in range(count)]


def one(person: Party) -> int:
    return int(person.pk)


def book(
    city: City,
    party: int,
    *,
    starts: datetime = NINE,
    service: str = SERVICE,
    by: Actor | None = None,
    at: datetime = MORNING,
) -> str:
    wish = Wish(service, city.hall.pk, starts, party)
    return appointments.book(wish=wish, by=by or city.system, at=at, key=uuid4())


def cancel(city: City, code: str, *, at: datetime = MORNING) -> None:
    appointments.cancel(code=code, by=city.system, at=at, key=uuid4())


def wait(
    city: City,
    party: int,
    *,
    at: datetime = MORNING,
    first: date = TUESDAY,
    last: date = TUESDAY,
    service: str = SERVICE,
) -> str:
    wish = WaitingWish(service, city.hall.pk, first, last, party)
    return appointments.join_waiting_list(wish=wish, by=city.system, at=at, key=uuid4())


def fill_day(city: City, *, day: date = TUESDAY, service: str = SERVICE) -> list[str]:
    """Every place of the day is booked by somebody."""
    slots = availability.free_slots(
        outlet_id=city.hall.pk, queue="vehicle", service_group="papers", day=day, at=MORNING
    )
    wanted = [slot.starts_at for slot in slots for _ in range(slot.free)]
    return [
        book(city, party, starts=starts, service=service)
        for party, starts in zip(people(city, len(wanted)), wanted, strict=True)
    ]


def offers(city: City) -> list[Booking]:
    """What is offered now, the first offer first."""
    return list(
        Booking.objects.filter(voided_by=None, held_until__isnull=False, place__opening__outlet=city.hall).order_by(
            "id"
        )
    )


def miss(city: City, party: int, *days: datetime) -> None:
    """The person booked at these moments, and did not come."""
    for starts in days:
        book(city, party, starts=starts, at=starts - timedelta(hours=1))
        appointments.mark_missed(by=city.system, at=starts + timedelta(hours=12))
