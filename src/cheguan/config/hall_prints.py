"""A staffing plan that was tried, in words: for the terminal and for a file."""

import csv
from collections.abc import Iterator
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Column, Table

from cheguan.oversight.staffing import assumed, figures
from cheguan.oversight.staffing.figures import Figure, QueueFigures
from cheguan.oversight.staffing.intervals import Estimate
from cheguan.oversight.staffing.trial import Answer, Hour

SIDES = ("现有\nnow", "试\ntried", "变化（95%）\nchange")
WAITED = "等候分钟 · minutes waited"
OF_QUEUE = {"wait_p50": "P50", "wait_p90": "P90", "wait_p95": "P95"}
OF_HOUR = {"visits": "到厅\nvisits", "wait_p50": "P50", "wait_p90": "P90", "utilisation": "忙 %\nbusy"}


def tried(answer: Answer) -> RenderableType:
    """The day, its queues and its hours; both sides and the change, where something was tried; what was assumed."""
    return Lines(_whole(answer), _queues(answer), _hours(answer), *_said())


def write(answer: Answer, file: Path) -> None:
    """One line for each figure of the day, each queue, each hour and each point of the curve."""
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(figures.table(answer))


def _whole(answer: Answer) -> Table:
    asked = answer.asked
    counters = sum(asked.counters.values())
    title = f"×{asked.peak:g}，{counters} 个窗口 counters，{asked.replications} 次 replications，seed {asked.seed}"
    table = _table("全天\nthe day", *(SIDES if answer.within else SIDES[:1]), title=title)
    for each in figures.whole(answer):
        table.add_row(f"{each.name}\n{each.name_en}", *_cells(each))
    return table


def _cells(figure: Figure) -> Iterator[str]:
    yield _told(figure.without)
    if figure.within is not None:
        yield _told(figure.within)
        yield f"{figure.change.mean:+,.1f} ± {figure.change.within:,.1f}" if figure.change else ""


def _queues(answer: Answer) -> Table:
    table = _table("队列\nqueue", "窗口\ncounters", *OF_QUEUE.values(), title=WAITED)
    for each in figures.queues(answer):
        number = f"{each.counters} + {each.more}" if each.more else str(each.counters)
        table.add_row(f"{each.name}\n{each.name_en}", number, *(_both(each, code) for code in OF_QUEUE))
    return table


def _both(queue: QueueFigures, code: str) -> str:
    sides = [each[code] for each in (queue.without, queue.within) if code in each]
    return " → ".join(f"{each.mean:,.1f}" for each in sides)


def _hours(answer: Answer) -> Table:
    table = _table("时段\nhour", *OF_HOUR.values(), title=WAITED)
    tried = {each.hour: each for each in answer.within.hours} if answer.within else {}
    for each in answer.without.hours:
        table.add_row(f"{each.hour:02}:00", *_hour(each, tried.get(each.hour)))
    return table


def _hour(without: Hour, within: Hour | None) -> Iterator[str]:
    for code in OF_HOUR:
        sides = [getattr(each, code) for each in (without, within) if each is not None]
        yield " → ".join("—" if each is None else f"{each.mean:,.1f}" for each in sides)


def _table(first: str, *numbers: str, title: str = "") -> Table:
    columns = (Column(each, justify="right", no_wrap=True) for each in numbers)
    return Table(Column(first, overflow="fold"), *columns, title=title or None, box=SIMPLE_HEAD)


def _told(each: Estimate) -> str:
    return f"{each.mean:,.1f} ± {each.within:,.1f}"


def _said() -> Iterator[str]:
    yield ""
    yield "假定 · assumed："
    yield from (f"  - {each.grade}：{each.words[0]} · {each.words[1]}" for each in assumed.said())
