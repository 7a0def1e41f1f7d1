"""改革措施: one measure of a batch, dated and placed, and the services it lies on."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cheguan.law.citation import Citation
from cheguan.law.layering import Change
from cheguan.law.one_id import by_identity_alone
from cheguan.law.service import SUBJECTS, Service

DAY = timedelta(days=1)
TRAILING_PAIRS = re.compile(r"(00)+$")
IDENTITY_ALONE = "identity_alone"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which services: by code, or by what is asked about and asked for. What is not said narrows nothing.

    ``derived`` is ``identity_alone`` where the services follow from a rule instead of a list (一证即办).
    """

    services: frozenset[str] = frozenset()
    subject: str = ""
    materials: frozenset[str] = frozenset()
    derived: str = ""

    def covers(self, service: Service) -> bool:
        if self.services and service.code not in self.services:
            return False
        if self.subject and service.subject != self.subject:
            return False
        if self.materials and not any(each.code in self.materials for each in service.materials):
            return False
        return not self.derived or by_identity_alone(service)

    @property
    def empty(self) -> bool:
        return not (self.services or self.subject or self.materials or self.derived)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """From ``on`` the law itself says it (``by``), for services about these subjects, or for all."""

    on: date
    by: Citation
    subjects: frozenset[str]

    def concerns(self, service: Service) -> bool:
        return not self.subjects or service.subject in self.subjects


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One measure. Without ``changes`` it is on record and changes nothing: only its title is known, or it is not
    about services. ``places`` are codes of divisions, empty for everywhere; ``places_unread`` when the list of pilots
    was not read, so that it holds nowhere until somebody enters it. ``on`` is the office's own switch."""

    code: str
    group: str
    number: int | None
    name: str
    name_en: str
    since: date
    until: date | None
    absorbed: tuple[Absorbed, ...]
    places: frozenset[str]
    places_unread: bool
    on: bool
    scope: Scope
    changes: tuple[Change, ...]
    basis: tuple[Citation, ...]
    source: str
    grade: str
    hoped: str
    hoped_en: str
    note: str

    def reaches(self, place: str) -> bool:
        """Whether it holds at the office of that code."""
        if self.places_unread:
            return False
        return not self.places or any(within(place, each) for each in self.places)

    def over(self, on: date) -> bool:
        """Whether it has run out by that day, or the law says the same of every kind of subject."""
        said = {subject for each in self.absorbed if each.on <= on for subject in each.subjects or SUBJECTS}
        return (self.until is not None and self.until < on) or said >= set(SUBJECTS)

    def last_day(self, service: Service) -> date | None:
        """The last day on which it lies on the service; later the law says the same, or it has run out."""
        ends = [each.on - DAY for each in self.absorbed if each.concerns(service)]
        ends += [self.until] if self.until else []
        return min(ends, default=None)

    def holds(self, service: Service, *, on: date) -> bool:
        """Whether it lies on the service that day, wherever its places are."""
        last = self.last_day(service)
        return self.since <= on and (last is None or on <= last) and self.scope.covers(service)

    def meets(self, service: Service) -> bool:
        """Whether there is a day on which both it and this edition of the service hold."""
        first, last = max(self.since, service.valid_from), self.last_day(service)
        ends = [each for each in (last, service.valid_until) if each is not None]
        return all(first <= each for each in ends) and self.scope.covers(service)


@dataclass(frozen=True, slots=True)
class Group:
    """One batch as announced. ``count`` is how many measures it had; fewer may be known."""

    code: str
    name: str
    name_en: str
    since: date
    count: int | None
    part_of: str
    source: str
    grade: str
    measures: tuple[Measure, ...]

    @property
    def unread(self) -> int:
        """How many measures of the batch nobody here has read."""
        known = {each.number for each in self.measures if each.number}
        return self.count - len(known) if self.count else 0


def within(place: str, division: str) -> bool:
    """450521 lies within 450500, which lies within 450000."""
    return place.startswith(TRAILING_PAIRS.sub("", division))
