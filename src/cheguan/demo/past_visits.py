"""过去的来访：the tickets of the weeks before today with every step that was taken, as the hall's commands write them."""

from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from random import Random
from typing import NamedTuple

from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.draw import Weighted, stream
from cheguan.demo.errands import Errand, Errands, Wanted
from cheguan.demo.foretelling import UNTIL_NO_SHOW, Foretelling, Told
from cheguan.demo.hall import MACHINE, Window
from cheguan.demo.past_ratings import PastRatings
from cheguan.demo.recorder import UNSET, Recorder
from cheguan.oversight.staffing.history import SimulatedVisit
from cheguan.work.visits import calling, serving, taking
from cheguan.work.visits.line import CALLS_BEFORE_NO_SHOW, QUEUES, rank_of

PAUSED = 0.03
PAUSES = ("申请人去复印材料", "等待申请人取来原件", "等待申请人缴纳罚款", "系统响应慢，等待查询结果")
OUTCOMES = Weighted({serving.HANDLED: 90, serving.ANSWERED: 7, serving.NOT_DONE: 3})
IDENTITIES = Weighted({"card": 9, "typed": 1})


class Step(NamedTuple):
    """One move of a visit; ``becomes`` is the kind of the stretch that it begins, empty when it was the last."""

    kind: str
    at: datetime
    becomes: str
    reason: str = ""


class PastVisits:
    """Writes visit after visit."""

    def __init__(
        self,
        city: City,
        rows: Rows,
        recorder: Recorder,
        *,
        outlet_id: int,
        machine: str,
        windows: Mapping[int, Window],
        ratings: PastRatings,
    ) -> None:
        """``machine`` is the act columns of the ticket machine; ``windows`` are found by their number in the plan."""
        self._rows, self._recorder, self._city = rows, recorder, city
        self._outlet_id, self._machine, self._windows, self._ratings = outlet_id, machine, windows, ratings
        self._rng = stream(city.seed, "visits")
        self._series: Counter[str] = Counter()
        self._visits = self._matters = 0

    def write(self, visits: Sequence[SimulatedVisit], foretelling: Foretelling) -> None:
        """All of them, by day and arrival."""
        first = visits[0].arrived_at.date()
        errands = Errands(self._city, on=first, rng=self._rng, wanted=len(visits))
        for day, of_day in groupby(visits, key=lambda visit: visit.arrived_at.date()):
            came = list(of_day)
            for visit, told in zip(came, foretelling.tell(day, came), strict=True):
                self._visit(visit, errands.of(visit), told)
            self._rows.flush()
        self._rows.of["numbering_counter"] += [f"{series}\t{last}\n" for series, last in self._series.items()]

    def _visit(self, visit: SimulatedVisit, errand: Errand, told: Told | None) -> None:
        rng, window = self._rng, self._windows[visit.counter_no]
        self._visits += 1
        no, source = self._number(visit), "appointment" if visit.booked else "machine"
        detail = f'{{"ticket": "{no}", "queue": "{visit.queue}", "source": "{source}"}}'
        taken = self._recorder.hall(taking.TAKE, visit.arrived_at, self._machine, detail=detail, device=MACHINE)
        last = self._steps(visit, window, taken, f'{{"visit": {self._visits}, "ticket": "{no}"}}', _course(visit, rng))
        party, identity = (errand.party, IDENTITIES.one(rng)) if errand.party else (UNSET, "")
        expected, low, high = told or (UNSET, UNSET, UNSET)
        state, calls, ended = "finished", 1, visit.finished_at
        if ended is None:
            state, calls, ended = "no_show", CALLS_BEFORE_NO_SHOW, visit.called_at + UNTIL_NO_SHOW
        self._rows.of["visits_visit"].append(
            f"{self._visits}\t{self._outlet_id}\t{visit.arrived_at.date()}\t{no}\t{visit.queue}\t{source}\t{party}"
            f"\t{visit.priority}\t{visit.arrived_at}\t{rank_of(visit.arrived_at, visit.priority)}\t{state}"
            f"\t{window.counter_id}\t{window.officer_id}\t{calls}\t{_token(rng)}\t{identity}"
            f"\t{expected}\t{low}\t{high}\t{ended}\t{last}\n"
        )
        for service in errand.services:
            self._matter(
                service, party, window, finished_at=visit.finished_at, act=last if visit.finished_at else taken
            )

    def _number(self, visit: SimulatedVisit) -> str:
        series = f"T{self._outlet_id}-{visit.arrived_at:%Y%m%d}-{visit.queue}"
        self._series[series] += 1
        return f"{QUEUES[visit.queue].letter}{self._series[series]:03}"

    def _steps(self, visit: SimulatedVisit, window: Window, taken: int, detail: str, course: Sequence[Step]) -> int:
        """The acts and the stretches between them; the number of the last act."""
        spans, at_window = self._rows.of["visits_span"], f"{window.counter_id}\t{window.officer_id}"
        begun, kind, reason, place, since = taken, "waiting", "", f"{UNSET}\t{UNSET}", visit.arrived_at
        for step in course:
            act = self._recorder.hall(step.kind, step.at, window.desk, detail=detail, reason=step.reason)
            spans.append(
                f"{self._visits}\t{kind}\t{reason}\t{visit.queue}\t{place}\t{since}\t{step.at}\t{begun}\t{act}\n"
            )
            begun, kind, reason, place, since = act, step.becomes, step.reason, at_window, step.at
        return begun

    def _matter(
        self, service: Wanted, party: int | str, window: Window, *, finished_at: datetime | None, act: int
    ) -> None:
        self._matters += 1
        outcome = OUTCOMES.one(self._rng) if finished_at else ""
        self._rows.of["visits_matter"].append(
            f"{self._matters}\t{self._visits}\t{service.code}\t{service.kind}\t{party}\t{outcome}"
            f"\t{_token(self._rng)}\t{act}\n"
        )
        if finished_at:
            self._ratings.ask(self._matters, finished_at=finished_at, window=window)


def _course(visit: SimulatedVisit, rng: Random) -> Sequence[Step]:
    return tuple(_finished(visit, rng) if visit.finished_at else _no_show(visit))


def _finished(visit: SimulatedVisit, rng: Random) -> Iterator[Step]:
    assert visit.served_at is not None
    assert visit.finished_at is not None
    yield Step(calling.CALL, visit.called_at, "called")
    yield Step(serving.BEGIN, visit.served_at, "serving")
    if rng.random() < PAUSED:
        served = visit.finished_at - visit.served_at
        yield Step(serving.PAUSE, visit.served_at + served * 0.4, "paused", rng.choice(PAUSES))
        yield Step(serving.TAKE_UP, visit.served_at + served * (0.5 + 0.2 * rng.random()), "serving")
    yield Step(serving.FINISH, visit.finished_at, "")


def _no_show(visit: SimulatedVisit) -> Iterator[Step]:
    """Called again and again over the time after which it is clear that nobody comes."""
    between = UNTIL_NO_SHOW / CALLS_BEFORE_NO_SHOW
    for number in range(CALLS_BEFORE_NO_SHOW):
        kind = calling.RECALL if number else calling.CALL
        yield Step(kind, visit.called_at + between * number, "called")
    yield Step(calling.NO_SHOW, visit.called_at + UNTIL_NO_SHOW, "")


def _token(rng: Random) -> str:
    return urlsafe_b64encode(rng.randbytes(16))[:22].decode()
