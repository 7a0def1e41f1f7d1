"""What the pages about appointments share: services to choose, slots to choose from, a code as a picture, reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.finding import search_words
from cheguan.law import catalogue, grouping, reform
from cheguan.law.service import Service
from cheguan.work.appointments import availability, terms
from cheguan.work.appointments.availability import FreeDay, FreeSlot, Hall
from cheguan.work.appointments.commands import Against
from cheguan.work.appointments.queries import BookingCard, WaitingCard
from cheguan.work.appointments.terms import LIMITS
from cheguan.work.appointments.wishes import Line, line_of

SLOT = "%Y%m%d%H%M"


@dataclass(frozen=True, slots=True)
class Entry:
    """One service on the list."""

    service: Service
    find: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A service that somebody wants to come with, and where it is waited for."""

    service: Service
    line: Line

    def halls(self, *, at: datetime) -> tuple[Hall, ...]:
        return availability.halls(office=settings.ENV.office, at=soonest(at), **self._line)

    def days(self, outlet_id: int, *, at: datetime) -> tuple[FreeDay, ...]:
        return availability.free_days(outlet_id=outlet_id, at=soonest(at), **self._line)

    def slots(self, outlet_id: int, day: date, *, at: datetime) -> tuple[FreeSlot, ...]:
        return availability.free_slots(outlet_id=outlet_id, day=day, at=soonest(at), **self._line)

    @property
    def _line(self) -> Mapping[str, str]:
        return {"queue": self.line.queue, "service_group": self.line.service_group}


def grouped(on: date) -> list[tuple[grouping.Group, list[Entry]]]:
    """Every service that may be booked, by matter."""
    services = (each for each in catalogue.services(on=on) if terms.bookable(each))
    return grouping.grouped(Entry(each, search_words(each)) for each in services)


def choice(code: str, *, at: datetime) -> Choice:
    """A service that may be booked, under the reforms of the day; ``NotBooked`` for any other."""
    line = line_of(code, at=at)
    on = timezone.localdate(at)
    return Choice(reform.in_force(catalogue.get(code, on=on), on=on, place=settings.ENV.office), line)


def soonest(at: datetime) -> datetime:
    """The first moment that may still be booked."""
    return at + timedelta(minutes=LIMITS.book_until_minutes)


def moment_of(text: str) -> datetime | None:
    """The beginning of a slot as it stands in an address."""
    try:
        return datetime.strptime(text, SLOT).replace(tzinfo=timezone.get_current_timezone())
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def said(refused: Refusal) -> list[str]:
    """Every reason in the reader's language."""
    if isinstance(refused, Against):
        return [_(each.words) % each.values for each in refused.against]
    return [_(reason) for reason in refused.reasons]


def qr(code: str) -> str:
    """The code as a picture, for the ticket machine."""
    return str(segno.make(code, error="m", micro=False).svg_data_uri(scale=6, border=2))


def service_of(card: BookingCard | WaitingCard) -> Service:
    """The service as it is on its day."""
    on = timezone.localdate(card.starts_at) if isinstance(card, BookingCard) else card.first_day
    return catalogue.get(card.service, on=on)


def with_services(
    cards: Sequence[BookingCard] | Sequence[WaitingCard],
) -> list[tuple[BookingCard | WaitingCard, Service]]:
    return [(card, service_of(card)) for card in cards]
