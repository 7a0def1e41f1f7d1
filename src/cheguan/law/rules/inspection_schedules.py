"""When a vehicle is due for inspection (检验周期): every line of the statutory table, and what each reform relieves.

Marks end with a month, so everything is counted in whole months after the month of registration.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cheguan.law.citation import Citation, cite
from cheguan.law.dates import add_years, months_between

Line = Literal["commercial_pass", "lm_noncomm", "moto", "other", "private", "schoolbus", "truck"]

ONLINE, MARK_ONLY = "online", "mark_only"
LATE_REGISTRATION_YEARS = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """What the cycle of a vehicle hangs on; ``line`` is that of the statutory table.

    ``exemption_lost`` after an accident with injury or a penalised modification. ``by_sign``: a school bus that is not
    a dedicated one, whose half-years count from its sign (校车标牌), not from the registration.
    """

    line: Line
    seats: int = 5
    minibus: bool = False
    exemption_lost: bool = False
    made_on: date | None = None
    by_sign: bool = False

    @property
    def school_bus(self) -> bool:
        return self.line == "schoolbus"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Due every so many months: ``spans`` are (until this month, every so many); ``marks`` need no presentation."""

    spans: tuple[tuple[int | None, int], ...]
    basis: tuple[Citation, ...]
    marks: frozenset[int] = frozenset()

    def offsets(self) -> Iterator[int]:
        """Months after the registration, without end."""
        offset = 0
        for until, every in self.spans:
            while until is None or offset < until:
                offset += every
                yield offset

    def mode(self, offset: int) -> str:
        return MARK_ONLY if offset in self.marks else ONLINE


@dataclass(frozen=True, slots=True)
class Reform:
    """A regime of relief: from its first day, for cars of up to so many seats and for motorcycles.

    With ``from_now_on`` a due month before the reform stays as it was: the older car has fewer exemptions left.
    """

    since: date
    seats: int
    car: Schedule
    exceptions: Citation
    motorcycle: Schedule | None = None
    from_now_on: bool = False


def _statutory(item: int, *spans: tuple[int | None, int]) -> Schedule:
    return Schedule(spans, (cite(f"道路交通安全法实施条例#16({item})"),))


STATUTORY: dict[Line, Schedule] = {
    "commercial_pass": _statutory(1, (60, 12), (None, 6)),
    "truck": _statutory(2, (120, 12), (None, 6)),
    "lm_noncomm": _statutory(2, (120, 12), (None, 6)),
    "private": _statutory(3, (72, 24), (180, 12), (None, 6)),
    "moto": _statutory(4, (48, 24), (None, 12)),
    "other": _statutory(5, (None, 12)),
    "schoolbus": Schedule(((None, 6),), (cite("校车安全管理条例#20"),)),
}
_2022, _2020, _2014 = (
    "深化机动车检验制度改革优化车检服务工作的意见",
    "优化机动车检验制度的改革措施",
    "加强和改进机动车检验工作的意见",
)
_FOUR_YEARS, _TEN_YEARS = frozenset({24, 48}), frozenset({24, 48, 96})
REFORMS = (
    Reform(
        since=date(2022, 10, 1),
        seats=9,
        car=Schedule(((120, 24), (None, 12)), (cite(f"{_2022}#载客汽车"),), _TEN_YEARS),
        motorcycle=Schedule(((120, 24), (None, 12)), (cite(f"{_2022}#摩托车"),), _TEN_YEARS),
        exceptions=cite(f"{_2022}#例外"),
    ),
    Reform(
        since=date(2020, 11, 20),
        seats=9,
        car=Schedule(((120, 24), (180, 12), (None, 6)), (cite(f"{_2020}#九座免检"),), _FOUR_YEARS),
        exceptions=cite(f"{_2020}#例外"),
    ),
    Reform(
        since=date(2014, 9, 1),
        seats=6,
        car=Schedule(((72, 24), (180, 12), (None, 6)), (cite(f"{_2014}#六年免检"),), _FOUR_YEARS),
        exceptions=cite(f"{_2014}#例外"),
        from_now_on=True,
    ),
)


def even(line: Line) -> bool:
    """Every cycle of the line is as long, whatever the age of the vehicle."""
    return len(STATUTORY[line].spans) == 1


def schedule(subject: Subject, *, registered_on: date | None, on: date) -> Schedule:
    """The schedule that an application on that day falls under."""
    statutory = STATUTORY[subject.line]
    reform = next((each for each in REFORMS if each.since <= on), None)
    relief = None if reform is None else _relief(reform, subject.line)
    if reform is None or relief is None:
        return statutory
    if _excepted(subject, reform, registered_on):
        return replace(statutory, basis=(*statutory.basis, reform.exceptions))
    if not reform.from_now_on or registered_on is None:
        return relief
    old = months_between(registered_on, reform.since)
    return replace(relief, marks=frozenset(offset for offset in relief.marks if offset >= old))


def _relief(reform: Reform, line: Line) -> Schedule | None:
    return {"private": reform.car, "moto": reform.motorcycle}.get(line)


def _excepted(subject: Subject, reform: Reform, registered_on: date | None) -> bool:
    """Of a motorcycle nothing but an accident or a penalty is asked."""
    if subject.exemption_lost or subject.line == "moto":
        return subject.exemption_lost
    made = subject.made_on
    late = made is not None and registered_on is not None and registered_on > add_years(made, LATE_REGISTRATION_YEARS)
    return subject.minibus or late or subject.seats > reform.seats
