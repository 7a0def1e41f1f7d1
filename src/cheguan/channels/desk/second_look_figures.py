"""随机复核 in numbers, for the officer in charge: what was found by service, and the interval drawn as a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cheguan.base.people.actors import Actor
from cheguan.channels.desk.second_look_page import percent
from cheguan.channels.words import either, named
from cheguan.law import catalogue
from cheguan.work.second_looks import checking, figures
from cheguan.work.second_looks.checking import Checked
from cheguan.work.second_looks.figures import Figure
from cheguan.work.second_looks.rates import Ground, rates

SPAN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Line:
    """One service, or all of them. ``low``, ``high`` and ``point`` are places on a line of a hundred."""

    name: str
    figure: Figure

    @property
    def done(self) -> str:
        return "—" if self.figure.done is None else percent(self.figure.done)

    @property
    def found(self) -> str:
        return "—" if self.figure.rate is None else percent(self.figure.rate)

    @property
    def between(self) -> str:
        within = self.figure.interval
        return "—" if within is None else f"{percent(within[0])} – {percent(within[1])}"

    @property
    def low(self) -> int:
        return round(100 * (self.figure.interval or (0, 0))[0])

    @property
    def wide(self) -> int:
        return max(1, round(100 * (self.figure.interval or (0, 0))[1]) - self.low)

    @property
    def point(self) -> int:
        return min(99, round(100 * (self.figure.rate or 0)))


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the officer in charge sees beside the lists."""

    whole: Line
    lines: tuple[Line, ...]
    since: date
    rates: tuple[tuple[Ground, str], ...]
    grade: str
    limit: int
    checked: Checked | None
    day: date


def overview(*, by: Actor, at: datetime, day: date) -> Overview:
    """The last three months; the draws of ``day`` made again."""
    since = timezone.localtime(at) - SPAN
    found = figures.by_service(office=by.office, since=since, at=at)
    return Overview(
        whole=Line("", figures.total(found)),
        lines=tuple(Line(service_name(each.service), each) for each in found),
        since=since.date(),
        rates=tuple((each, _listed(each.services)) for each in rates().grounds),
        grade=rates().grade,
        limit=rates().limit_workdays,
        checked=checking.check(office=by.office, day=day),
        day=day,
    )


def _listed(services: Iterable[str]) -> str:
    return either(("、", ", ")).join(sorted(map(service_name, services)))


def service_name(code: str) -> str:
    return named(catalogue.editions(code)[-1])
