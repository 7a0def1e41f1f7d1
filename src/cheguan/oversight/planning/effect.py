"""成效：what a reform has brought, as the difference between before and after beyond that of services it left alone.

The interval comes from drawing whole days again (bootstrap): what makes one day slow makes all its cases slow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cheguan.law import catalogue
from cheguan.law.measure import Measure
from cheguan.oversight.planning.assumed import DRAWS, FEWEST_CASES, FEWEST_DAYS
from cheguan.oversight.planning.measured import CASES, Advance, Span, blocks

METRICS = ("minutes", "papers", "at_once", "trips")
PERCENT = (2.5, 97.5)
BY_DAY = f"""
SELECT m.accepted_on, m.service, count(*), sum(m.minutes),
       sum(regexp_count(m.papers, '(^| )(?!vehicle=|plates=)[a-z_]+=(presented|gap)')),
       count(*) FILTER (WHERE m.trips <= 1), sum(m.trips)
  FROM ({CASES}) m WHERE m.state = 'archived' GROUP BY 1, 2
"""
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure by the case: before and after, for touched and untouched services. ``change`` is what changed for the
    touched ones, ``beyond`` what of it did not change for the others; each with a 95 % interval."""

    metric: str
    touched: tuple[float, float]
    untouched: tuple[float, float]
    change: tuple[float, float, float]
    beyond: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Effect:
    """``cases`` and ``days`` tell how much stands behind it: touched before and after, untouched before and after.

    Without ``estimates`` the data are too few, or there is no service to compare with.
    """

    measure: str
    since: date
    before: tuple[date, date]
    after: tuple[date, date]
    services: tuple[str, ...]
    compared: tuple[str, ...]
    cases: tuple[int, int, int, int]
    days: tuple[int, int]
    estimates: tuple[Estimate, ...]

    @property
    def enough(self) -> bool:
        return min(self.cases) >= FEWEST_CASES and min(self.days) >= FEWEST_DAYS


def of(measure: Measure, *, office: str, days: int, until: date, advance: Advance) -> Effect:
    """The ``days`` before the measure's first day against those after it, not beyond ``until``."""
    before = (measure.since - timedelta(days=days), measure.since - timedelta(days=1))
    after = (measure.since, min(measure.since + timedelta(days=days - 1), until))
    span = Span(before[0], max(after[1], before[1]), office)
    rows = [row for block in blocks(BY_DAY, span, advance=advance) for row in block]
    touched = touched_services(measure)
    seen = {row[1] for row in rows}
    early = [row for row in rows if row[0] < measure.since]
    late = [row for row in rows if measure.since <= row[0] <= after[1]]
    cells = [_cell(part, touched=side, services=touched) for part in (early, late) for side in (True, False)]
    found = Effect(
        measure=measure.code,
        since=measure.since,
        before=before,
        after=after,
        services=tuple(sorted(seen & touched)),
        compared=tuple(sorted(seen - touched)),
        cases=(_count(cells[0]), _count(cells[2]), _count(cells[1]), _count(cells[3])),
        days=(len({row[0] for row in early}), len({row[0] for row in late})),
        estimates=(),
    )
    return _estimated(found, cells) if found.enough else found


def _count(cell: Table) -> int:
    return int(cell[:, 0].sum())


def touched_services(measure: Measure) -> frozenset[str]:
    """The services that it lies on in any edition of its time."""
    return frozenset(
        code for code in catalogue.codes() if any(measure.meets(each) for each in catalogue.editions(code))
    )


def _cell(rows: Iterable[Sequence[Any]], *, touched: bool, services: frozenset[str]) -> Table:
    """A row for each day: cases, then the sums of each metric. Days without such cases count with nought."""
    days: dict[object, list[float]] = {}
    for day, service, *sums in rows:
        line = days.setdefault(day, [0.0] * (1 + len(METRICS)))
        if (service in services) is touched:
            for place, value in enumerate(sums):
                line[place] += float(value)
    return np.array([days[day] for day in sorted(days, key=str)]).reshape(-1, 1 + len(METRICS))


def _estimated(found: Effect, cells: Sequence[Table]) -> Effect:
    rng = np.random.default_rng(0)
    drawn = [_drawn(pair, rng) for pair in (cells[:2], cells[2:])]
    whole = [_means(cell, np.ones((1, len(cell)))) for cell in cells]
    draws = [mean for period in drawn for mean in period]
    estimates = tuple(_estimate(n, name, whole, draws) for n, name in enumerate(METRICS))
    return replace(found, estimates=estimates)


def _drawn(cells: Sequence[Table], rng: np.random.Generator) -> list[Table]:
    """Means of touched and untouched cases over the same days, drawn again and again."""
    days = len(cells[0])
    weights = rng.multinomial(days, np.full(days, 1 / days), size=DRAWS).astype(float)
    return [_means(cell, weights) for cell in cells]


def _means(cell: Table, weights: Table) -> Table:
    """For each draw the mean of each metric by the case."""
    sums = weights @ cell
    return np.asarray(sums[:, 1:] / np.maximum(sums[:, :1], 1.0))


def _estimate(n: int, name: str, whole: Sequence[Table], draws: Sequence[Table]) -> Estimate:
    """Cells come as touched before, untouched before, touched after, untouched after."""
    means = [float(each[0, n]) for each in whole]
    lines = [each[:, n] for each in draws]
    change, others = lines[2] - lines[0], lines[3] - lines[1]
    return Estimate(
        metric=name,
        touched=(means[0], means[2]),
        untouched=(means[1], means[3]),
        change=_with_interval(means[2] - means[0], change),
        beyond=_with_interval((means[2] - means[0]) - (means[3] - means[1]), change - others),
    )


def _with_interval(value: float, draws: NDArray[np.float64]) -> tuple[float, float, float]:
    low, high = np.percentile(draws, PERCENT)
    return value, float(low), float(high)
