"""A trial's figures with their names, the same for the terminal, the file and the desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cheguan.oversight.staffing.intervals import Estimate
from cheguan.oversight.staffing.trial import Answer, Side
from cheguan.work.visits import line

Row = tuple[object, ...]
# Code, name in both languages, and whether less is better; nothing where neither is.
FIGURES: tuple[tuple[str, str, str, bool | None], ...] = (
    ("visits", "到厅（人次）", "Visits", None),
    ("wait_mean", "平均等候（分钟）", "Mean wait (minutes)", True),
    ("wait_p50", "半数人等候不超过（分钟）", "Wait, P50 (minutes)", True),
    ("wait_p90", "九成人等候不超过（分钟）", "Wait, P90 (minutes)", True),
    ("wait_p95", "九成五等候不超过（分钟）", "Wait, P95 (minutes)", True),
    ("longest", "等得最久（分钟）", "Longest wait (minutes)", True),
    ("on_target", "等候达标（%）", "Waited within the target (%)", False),
    ("on_promise", "办理不超过承诺（%）", "Served within the promise (%)", False),
    ("abandoned", "过号离开（%）", "Gone when called (%)", True),
    ("most_waiting", "同时等候最多（人）", "Most waiting at once", True),
    ("utilisation", "窗口忙的时间（%）", "Counters busy (%)", None),
    ("overtime", "超出班次（窗口分钟）", "Beyond the roster (counter minutes)", True),
    ("last", "末位办完晚于下班（分钟）", "Last served after closing (minutes)", True),
)
OF_QUEUE = ("visits", "wait_p50", "wait_p90", "wait_p95", "on_target", "abandoned")
NAMES = {code: (name, name_en) for code, name, name_en, _less in FIGURES}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on both sides, with the change of the same days."""

    code: str
    name: str
    name_en: str
    without: Estimate
    within: Estimate | None
    change: Estimate | None
    less_is_better: bool | None

    @property
    def sure(self) -> bool:
        """Whether the change is more than chance: its interval does not hold nought."""
        return self.change is not None and (self.change.low > 0 or self.change.high < 0)


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """One queue on both sides."""

    name: str
    name_en: str
    counters: int
    more: int
    without: Mapping[str, Estimate]
    within: Mapping[str, Estimate]

    @property
    def pairs(self) -> list[list[Estimate]]:
        """Both sides of each figure, as far as there is one."""
        return [[each[code] for each in (self.without, self.within) if code in each] for code in OF_QUEUE]


def whole(answer: Answer) -> tuple[Figure, ...]:
    within = answer.within.whole if answer.within else {}
    return tuple(
        Figure(code, name, name_en, answer.without.whole[code], within.get(code), answer.change.get(code), less)
        for code, name, name_en, less in FIGURES
        if code in answer.without.whole
    )


def queues(answer: Answer) -> tuple[QueueFigures, ...]:
    tried = answer.within or answer.without
    return tuple(
        QueueFigures(
            each.name,
            each.name_en,
            answer.without.counters[code],
            tried.counters[code] - answer.without.counters[code],
            answer.without.queues[code],
            answer.within.queues[code] if answer.within else {},
        )
        for code, each in line.QUEUES.items()
        if code in answer.without.counters
    )


def table(answer: Answer) -> Iterator[Row]:
    """Rows for a file: side, of what, figure, mean and interval."""
    yield "side", "of", "figure", "指标", "mean", "low", "high"
    for name, side in (("without", answer.without), ("with", answer.within)):
        if side is not None:
            yield from _side(name, side)
    for code, change in answer.change.items():
        yield _row("change", "day", code, change)


def _side(name: str, side: Side) -> Iterator[Row]:
    for code, each in side.whole.items():
        yield _row(name, "day", code, each)
    for queue, found in side.queues.items():
        for code, each in found.items():
            yield _row(name, queue, code, each)
    for hour in side.hours:
        for code in ("visits", "wait_p50", "wait_p90", "wait_p95", "utilisation"):
            if (value := getattr(hour, code)) is not None:
                yield _row(name, f"{hour.hour:02}:00", code, value)
    for queue, waiting in side.waiting.items():
        for minute, number in zip(side.minutes, waiting, strict=True):
            yield name, f"{minute // 60:02}:{minute % 60:02}", f"waiting.{queue}", "等候（人）", number, "", ""


def _row(side: str, of: str, code: str, each: Estimate) -> Row:
    return side, of, code, NAMES[code][0], round(each.mean, 3), round(each.low, 3), round(each.high, 3)
