"""Small halls for the tests: everything that chance would decide is said."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cheguan.oversight.staffing.arrivals import Crowd
from cheguan.oversight.staffing.plan import Calling, Counter, Matter, Plan, Queue, Rate, Stretch
from cheguan.oversight.staffing.times import Times

MORNING = Stretch(480.0, 720.0)
AFTERNOON = Stretch(840.0, 1020.0)
ALL_DAY = (MORNING, AFTERNOON)
NOTHING = Times("fixed", 0.0)
KINDS: dict[str, type] = {"queue": int, "matter": int, "priority": int, "booked": bool, "absent": bool}


def matter(code: str = "ordinary", *, mean: float = 5.0, wait: float = 20.0, serve: float = 5.0) -> Matter:
    return Matter(code, Times("exponential", mean), NOTHING, wait, serve, online=code == "ordinary")


def hall(counters: Sequence[Counter], *, queues: Sequence[str] = ("a",), calling: Calling | None = None) -> Plan:
    """Open morning and afternoon, each queue with the same share and ordinary matters only."""
    return Plan(
        visits=10.0,
        rates=(Rate(MORNING, 1.0),),
        queues=tuple(Queue(code, 1.0, {"ordinary": 1.0}) for code in queues),
        matters={"ordinary": matter()},
        counters=tuple(counters),
        calling=calling or Calling(),
    )


def people(arrived: Sequence[float], **more: Any) -> Crowd:
    """These people, five minutes each, unless it is said otherwise."""
    size = len(arrived)
    given = {
        "queue": [0] * size,
        "matter": [0] * size,
        "priority": [-1] * size,
        "head_start": [0.0] * size,
        "booked": [False] * size,
        "absent": [False] * size,
        "patience": [np.inf] * size,
        "service": [5.0] * size,
        "back": [0.0] * size,
        "chance": [0.5] * size,
    } | more
    columns: dict[str, Any] = {code: np.array(values, dtype=KINDS.get(code, float)) for code, values in given.items()}
    return Crowd(np.array(arrived, dtype=float), **columns)
