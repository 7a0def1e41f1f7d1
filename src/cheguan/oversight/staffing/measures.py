"""一天的指标：how long people waited, how busy the counters were, who stayed late."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cheguan.oversight.staffing.model import MINUTE, Day
from cheguan.oversight.staffing.plan import Plan

HOUR = 60
# Points of the curve, in minutes.
STEP = 10
# How long after closing the curve is followed.
AFTER_CLOSING = 150
PERCENTILES = (50, 90, 95)
Numbers = NDArray[np.float64]
Moments = NDArray[np.float64] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Measured:
    """One day. ``hours`` have a value for each hour of ``grid``; ``waiting`` one for each queue and point of ``points``."""

    whole: Mapping[str, float]
    queues: Mapping[str, Mapping[str, float]]
    hours: Mapping[str, Numbers]
    waiting: Numbers


def hours_of(plan: Plan) -> NDArray[np.int64]:
    """The hours of the day that are told apart."""
    return np.arange(int(plan.opens // HOUR), int((_closes(plan) + AFTER_CLOSING) // HOUR))


def points_of(plan: Plan) -> NDArray[np.int64]:
    """The minutes of the day at which people are counted."""
    return np.arange(int(plan.opens), int(_closes(plan) + AFTER_CLOSING) + 1, STEP)


def measure(day: Day) -> Measured:
    wait, busy = _minutes(day.called - day.arrived), _busy(day)
    on_target, on_promise = _on_target(day, wait), _on_promise(day)
    waiting = _waiting(day)
    whole = _of(day, wait, on_target, on_promise, np.ones(len(wait), dtype=np.bool_))
    staffed, inside = busy.staffed.sum(), busy.inside.sum()
    overtime = busy.total.sum() - inside
    whole |= {
        "most_waiting": float(waiting.sum(axis=0).max()),
        "utilisation": 100 * _share(busy.total.sum(), staffed + overtime),
        "overtime": overtime,
        "last": max(0.0, float(day.finished.max(initial=0)) / MINUTE - _closes(day.plan)),
    }
    queues = {
        each.code: _of(day, wait, on_target, on_promise, day.crowd.queue == place)
        | {"most_waiting": float(waiting[place].max())}
        for place, each in enumerate(day.plan.queues)
    }
    return Measured(whole, queues, _by_hour(day, wait, busy), waiting)


@dataclass(frozen=True, slots=True)
class Busy:
    """Minutes by hour: rostered, at work within the roster, at work at all."""

    staffed: Numbers
    inside: Numbers
    total: Numbers


def _of(day: Day, wait: Numbers, on_target: Numbers, on_promise: Numbers, which: NDArray[np.bool_]) -> dict[str, float]:
    """Figures of some visits. Whoever had gone when called counts as abandoned and nowhere else."""
    stayed = which & ~day.gone
    figures = {f"wait_p{rank}": _percentile(wait[stayed], rank) for rank in PERCENTILES}
    return {
        "visits": float(which.sum()),
        "wait_mean": float(wait[stayed].mean()) if stayed.any() else np.nan,
        **figures,
        "longest": float(wait[stayed].max(initial=0.0)),
        "on_target": 100 * _mean(on_target[stayed]),
        "on_promise": 100 * _mean(on_promise[stayed]),
        "abandoned": 100 * _mean(day.gone[which]),
    }


def _on_target(day: Day, wait: Numbers) -> Numbers:
    """Waited no longer than is meant for their matter, or for their reason to go first."""
    targets = np.array([each.wait for each in day.plan.matters.values()])[day.crowd.matter]
    for place, each in enumerate(day.plan.priorities):
        if each.wait is not None:
            targets = np.where(day.crowd.priority == place, each.wait, targets)
    return (wait <= targets).astype(float)


def _on_promise(day: Day) -> Numbers:
    """Served within the promise: counter and back office together."""
    promised = np.array([each.serve for each in day.plan.matters.values()])[day.crowd.matter]
    return (_minutes(day.finished - day.served) + day.crowd.back <= promised).astype(float)


def _waiting(day: Day) -> Numbers:
    """Tickets not yet called, by queue and point."""
    points = points_of(day.plan) * MINUTE
    rows = []
    for place in range(len(day.plan.queues)):
        here = day.crowd.queue == place
        came = np.searchsorted(np.sort(day.arrived[here]), points, side="right")
        rows.append(came - np.searchsorted(np.sort(day.called[here]), points, side="right"))
    return np.array(rows, dtype=float)


def _by_hour(day: Day, wait: Numbers, busy: Busy) -> Mapping[str, Numbers]:
    hours = hours_of(day.plan)
    came = day.arrived // (HOUR * MINUTE)
    waits = [wait[(came == hour) & ~day.gone] for hour in hours]
    found = {f"wait_p{rank}": np.array([_percentile(each, rank) for each in waits]) for rank in PERCENTILES}
    rostered = busy.staffed + busy.total - busy.inside
    with np.errstate(invalid="ignore"):
        utilisation = 100 * busy.total / np.where(rostered > 0, rostered, np.nan)
    return {
        "visits": np.array([(came == hour).sum() for hour in hours], dtype=float),
        **found,
        "utilisation": utilisation,
    }


def _busy(day: Day) -> Busy:
    edges = np.append(hours_of(day.plan), hours_of(day.plan)[-1] + 1) * HOUR * MINUTE
    spans = {each.no: each.spans for each in day.plan.counters}
    inside = np.zeros(len(edges) - 1)
    staffed = np.zeros(len(edges) - 1)
    for no, stretches in spans.items():
        here = day.counter == no
        for each in stretches:
            opens, closes = (np.array([minute * MINUTE]) for minute in (each.opens, each.closes))
            staffed += _overlap(opens, closes, edges)
            inside += _overlap(np.maximum(day.called[here], opens), np.minimum(day.finished[here], closes), edges)
    # What is left after the last hour counts with it.
    edges[-1] = max(edges[-1], int(day.finished.max(initial=0)))
    return Busy(staffed, inside, _overlap(day.called, day.finished, edges))


def _overlap(begins: Moments, ends: Moments, edges: NDArray[np.int64]) -> Numbers:
    """Minutes of stretches within each pair of edges."""
    sums = [
        np.clip(np.minimum(ends, right) - np.maximum(begins, left), 0, None).sum() for left, right in pairwise(edges)
    ]
    return np.array(sums, dtype=float) / MINUTE


def _closes(plan: Plan) -> float:
    return max(each.spans[-1].closes for each in plan.counters)


def _minutes(milliseconds: NDArray[np.int64]) -> Numbers:
    return milliseconds / MINUTE


def _percentile(values: Numbers, rank: int) -> float:
    return float(np.percentile(values, rank)) if len(values) else np.nan


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else np.nan


def _share(part: float, whole: float) -> float:
    return part / whole if whole else np.nan
