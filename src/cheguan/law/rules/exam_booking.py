"""Booking an examination: waiting after the learner's certificate, cancelling, changing the place, the queue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cheguan.law.rules.licence_classes import LARGE_CLASSES, MOTORCYCLES, by_class, is_car_type

BookedSubject = Literal["2", "3"]
DAY = timedelta(days=1)
SITE_CHANGES = 3
SITE_CHANGE_CLASSES = frozenset({"C1", "C2", "C3", "C4", "C5", "C6"})
LARGE_WITH_CAR_LICENCE = 30


WAITING: Mapping[BookedSubject, Mapping[str, int]] = {
    "2": by_class(
        (("C1", "C2", "C3", "C4", "C5", "M", "N", "P"), 10),
        (LARGE_CLASSES | {"C6"}, 20),
        (MOTORCYCLES, 0),
    ),
    "3": by_class(
        (("C2", "C3", "C4", "C5"), 20),
        (("C1", "M", "N", "P"), 30),
        (LARGE_CLASSES, 40),
        (MOTORCYCLES | {"C6"}, 0),
    ),
}


def waiting_days(driving_class: str, subject: BookedSubject, *, held: Iterable[str] = ()) -> int:
    """Days between the learner's certificate and the first booking; none where the law states none."""
    if subject == "3" and driving_class in LARGE_CLASSES and any(map(is_car_type, held)):
        return LARGE_WITH_CAR_LICENCE
    return WAITING[subject][driving_class]


def earliest_booking(
    driving_class: str, subject: BookedSubject, *, certificate: date, held: Iterable[str] = ()
) -> date:
    """The first day on which a booking may be made: the day of the certificate and the days of waiting."""
    return certificate + timedelta(days=waiting_days(driving_class, subject, held=held))


def may_cancel(exam_day: date, *, on: date) -> bool:
    """提前一日；按日历日计算。"""
    return on <= exam_day - DAY


def may_change_site(driving_class: str, *, changes: int) -> bool:
    return driving_class in SITE_CHANGE_CLASSES and changes < SITE_CHANGES


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who asks for a place: when accepted, last examined, and last given up or missed a granted place."""

    id: str
    last_exam: date | None = None
    cancelled_granted: date | None = None
    accepted: date | None = None

    @property
    def known_days(self) -> tuple[date, ...]:
        return tuple(day for day in (self.accepted, self.last_exam, self.cancelled_granted) if day is not None)


def queue(requests: Iterable[Request]) -> list[Request]:
    """Whoever has waited longest comes first, counted from the latest of the days known; of the same day, who asked first.

    Every request has at least one day.
    """
    return sorted(requests, key=lambda each: max(each.known_days))
