"""What somebody asks for: which matter, where, when, and who it is for."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.law.grouping import group_of
from cheguan.work.appointments import terms
from cheguan.work.appointments.refusals import NOT_BOOKABLE, NotBooked, Reason
from cheguan.work.visits import line

# No sign that looks or sounds like another; a code is read out at the hall's desk.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as they name themselves: a resident's name and number as on the card, a phone for the message."""

    name: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One place in one slot. ``who`` is a party, or somebody who names themselves."""

    service: str
    outlet_id: int
    starts_at: datetime
    who: int | Named


@dataclass(frozen=True, slots=True)
class WaitingWish:
    """A place on one of these days, as soon as one becomes free."""

    service: str
    outlet_id: int
    first_day: date
    last_day: date
    who: int | Named


@dataclass(frozen=True, slots=True)
class Line:
    """Where a service is waited for: its queue, and its group of services."""

    queue: str
    service_group: str


def line_of(code: str, *, at: datetime) -> Line:
    """The queue of a service that may be booked; ``NotBooked`` when there is none, or it is not for booking."""
    try:
        service = catalogue.get(code, on=localdate(at))
    except (catalogue.UnknownService, catalogue.NotInForce) as unknown:
        raise NotBooked(Reason(NOT_BOOKABLE)) from unknown
    if not terms.bookable(service):
        raise NotBooked(Reason(NOT_BOOKABLE))
    return Line(line.queue_of(service), group_of(code).code)


def booker(by: Actor) -> Actor:
    """A clerk needs the right to accept; the system books for those who do it themselves."""
    return by if by.kind == "system" else by.at("accept")


def new_code() -> str:
    """A code for a person to keep."""
    return "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
