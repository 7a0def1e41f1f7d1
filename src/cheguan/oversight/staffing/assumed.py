"""What is assumed of a day in the hall: read once, told with every result. The office's own figures belong in the file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from cheguan.oversight.staffing.plan import (
    APPOINTMENT,
    Bookings,
    Calling,
    Counter,
    Matter,
    Priority,
    Queue,
    Rate,
    Stretch,
)
from cheguan.oversight.staffing.times import Times
from cheguan.work.visits import line

FILE = Path(__file__).with_name("assumed.toml")


@dataclass(frozen=True, slots=True)
class Said:
    """One assumption in words, with its evidence grade."""

    grade: str
    words: tuple[str, str]


@cache
def data() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def said() -> tuple[Said, ...]:
    """Every assumption, the rules of the line included."""
    of_line = Said(
        line.GRADE,
        (
            f"优先的人视同提前到达，兼办队列等候超过 {line.OVERFLOW_AFTER.seconds // 60} 分钟的与本队列一样叫号，与大厅叫号的规则相同",
            f"Priority counts as having come earlier, and who has waited {line.OVERFLOW_AFTER.seconds // 60} minutes elsewhere is called like one's own: the rules by which the hall calls",
        ),
    )
    return (of_line, *(Said(each["grade"], (each["zh"], each["en"])) for each in data()["said"]))


def weekday_factor(weekday: int) -> float:
    """Of the mean day; Monday is nought, a weekend that is worked counts as a Friday."""
    factors = data()["day"]["weekdays"]
    return float(factors[min(weekday, len(factors) - 1)]) / 100


def visits_a_day() -> int:
    return int(data()["day"]["visits"])


def rates() -> tuple[Rate, ...]:
    return tuple(Rate(stretch(each["from"], each["until"]), each["weight"]) for each in data()["day"]["rates"])


def bookings() -> Bookings:
    row = data()["bookings"]
    return Bookings(row["share"] / 100, tuple(stretch(*each) for each in row["slots"]), row["early"], row["spread"])


def matters() -> Mapping[str, Matter]:
    return {row["code"]: _matter(row) for row in data()["matters"]}


def queues() -> tuple[Queue, ...]:
    rows = data()["queues"]
    return tuple(Queue(each["code"], each["share"], each["matters"], each.get("slower", 1.0)) for each in rows)


def priorities() -> tuple[Priority, ...]:
    shares, target = data()["priorities"], data()["targets"]["priority"]
    known = line.PRIORITIES
    return tuple(Priority(code, share / 100, known[code].minutes, target) for code, share in shares.items())


def booked_start() -> float:
    return line.PRIORITIES[APPOINTMENT].minutes


def calling() -> Calling:
    row = data()["calling"]
    return Calling(
        walk=row["walk"],
        no_show=row["one_call"] * line.CALLS_BEFORE_NO_SHOW,
        never_there=row["never_there"] / 100,
        patience=Times(**row["patience"]),
        helps_after=line.OVERFLOW_AFTER.total_seconds() / 60,
    )


def counter_numbers() -> Mapping[str, int]:
    """How many counters each queue has."""
    return {row["queue"]: row["number"] for row in data()["counters"]}


def counters(numbers: Mapping[str, int]) -> tuple[Counter, ...]:
    """So many counters for each queue, numbered through in the order of the file; some of each, at least one, cover
    lunch."""
    overflow = {row["queue"]: tuple(row["overflow"]) for row in data()["counters"]}
    main, lunch = (tuple(stretch(*each) for each in row["spans"]) for row in data()["crews"])
    share = data()["crews"][1]["share"] / 100
    wanted = [(queue, place < ceil(numbers[queue] * share)) for queue in overflow for place in range(numbers[queue])]
    return tuple(
        Counter(no, (queue,), lunch if at_lunch else main, overflow[queue])
        for no, (queue, at_lunch) in enumerate(wanted, start=1)
    )


def stretch(opens: str, closes: str) -> Stretch:
    return Stretch(*map(_minutes, (opens, closes)))


def _matter(row: Mapping[str, Any]) -> Matter:
    promised = line.CLASSES[row["code"]]
    return Matter(
        code=row["code"],
        counter=Times(**row["counter"]),
        back=Times(**row["back"]),
        wait=promised.wait_minutes,
        serve=promised.serve_minutes,
        online=row.get("online", False),
    )


def _minutes(text: str) -> float:
    hours, minutes = map(int, text.split(":"))
    return hours * 60 + minutes
