"""过去的评价：what some of those who were served thought of it, and what became of the bad ratings."""

from datetime import datetime, time, timedelta
from hashlib import blake2s
from typing import NamedTuple

from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.draw import Weighted, stream
from cheguan.demo.hall import Window
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import UNSET, Recorder
from cheguan.law.workdays import add_workdays
from cheguan.work.ratings.commands import RATE
from cheguan.work.ratings.terms import LEVELS, MEND_WORKDAYS, VERIFY_WORKDAYS

RATED, NAMED = 0.12, 0.7
GIVEN = Weighted({5: 82.0, 4: 13.0, 3: 3.5, 2: 1.0, 1: 0.5})
SOURCES = Weighted({"screen": 45, "qr": 45, "message": 10})
BAD = 2
# The last ones of so many days are bad, so that every demo has repairs that are under way.
UNDER_WAY = 2
REMARKS = ("等的时间太长", "叫号以后又让我去别的窗口", "材料没有一次说清楚", "态度生硬", "")
# What is done, so many working days after the rating, at what time, in which words.
TRUE = (
    ("verified", 1, time(10, 20), "调看录像和办件记录，情况属实"),
    ("mended", 2, time(9, 40), "已向窗口人员说明，调整了叫号和材料告知的做法"),
    ("called_back", 2, time(15, 30), "已电话回访，本人表示认可"),
    ("told", 3, time(10, 5), "已把核实和整改情况告知本人"),
)
UNFOUNDED = (
    ("unfounded", 1, time(10, 45), "调看录像和办件记录，与所述不符"),
    ("called_back", 2, time(16, 10), "已电话回访，说明了核实情况"),
    ("told", 3, time(10, 30), "已把核实结果告知本人"),
)
FOUND_TRUE = 0.8


class Given(NamedTuple):
    """A rating by when it was given."""

    at: datetime
    matter: int
    level: int
    source: str
    device: str


class PastRatings:
    """Asks at the end of every matter; writes what was answered before today."""

    def __init__(self, city: City, rows: Rows, recorder: Recorder, *, system: str, leader: str) -> None:
        """``system`` and ``leader`` are act columns: of whoever writes ratings down and of whoever looks into them."""
        self._rows, self._recorder, self._today = rows, recorder, city.today
        self._system, self._leader = system, leader
        self._rng = stream(city.seed, "ratings")
        self._given: list[Given] = []

    def ask(self, matter: int, *, finished_at: datetime, window: Window) -> None:
        rng = self._rng
        if rng.random() >= RATED:
            return
        source, level = SOURCES.one(rng), GIVEN.one(rng)
        if source == "message" and (finished_at + timedelta(days=4)).date() >= self._today:
            source = "qr"
        device = _digest(f"screen {window.counter_id}") if source == "screen" else _digest(f"phone {rng.random()}")
        after = {
            "screen": timedelta(seconds=4 + 40 * rng.random()),
            "qr": timedelta(minutes=1 + 200 * rng.random() ** 2),
            "message": timedelta(days=3, minutes=200 * rng.random()),
        }
        self._given.append(Given(finished_at + after[source], matter, level, source, device))

    def write(self) -> None:
        """In the order in which they were given."""
        self._given.sort()
        last_of_day = {given.at.date(): number for number, given in enumerate(self._given)}
        under_way = set(list(last_of_day.values())[-UNDER_WAY:])
        repairs = 0
        for number, given in enumerate(self._given):
            level = min(given.level, BAD) if number in under_way else given.level
            act = self._rating(number + 1, given, level)
            if LEVELS[level].bad:
                repairs += 1
                self._repair(repairs, number + 1, given, act)

    def _rating(self, number: int, given: Given, level: int) -> int:
        bad = LEVELS[level].bad
        act = self._recorder.hall(RATE, given.at, self._system, detail=f'{{"matter": {given.matter}}}')
        named = "t" if bad and self._rng.random() < NAMED else "f"
        remark = self._rng.choice(REMARKS) if bad else ""
        self._rows.of["ratings_rating"].append(
            f"{number}\t{given.matter}\t{level}\t{given.source}\t{given.device}\t{named}\t{remark}\t{given.at}\t{act}\n"
        )
        return act

    def _repair(self, number: int, rating: int, given: Given, act: int) -> None:
        day, closed = given.at.date(), UNSET
        verify_by = add_workdays(day, VERIFY_WORKDAYS)
        for kind, days, clock, text in TRUE if self._rng.random() < FOUND_TRUE else UNFOUNDED:
            at = datetime.combine(add_workdays(day, days), clock, given.at.tzinfo)
            if at.date() >= self._today:
                break
            detail = f'{{"repair": {number}}}'
            step = self._recorder.hall(f"repair_{kind}", at, self._leader, detail=detail, reason=text)
            mend_by = add_workdays(at.date(), MEND_WORKDAYS["normal"]) if kind == "verified" else UNSET
            self._rows.of["ratings_repairstep"].append(f"{number}\t{kind}\t{text}\t{mend_by}\t{step}\n")
            closed = str(step) if kind == "told" else UNSET
        self._rows.of["ratings_repair"].append(f"{number}\t{rating}\t{OFFICE}\t{verify_by}\t{act}\t{closed}\n")


def _digest(text: str) -> str:
    """As the page keeps what it was rated with."""
    return blake2s(text.encode(), digest_size=16).hexdigest()
