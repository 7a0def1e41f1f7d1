"""What the terminal shows while a city is loaded: one line for each stage, with a bar where the end is known."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

NAMES = {
    "city": "居民与车辆 people and vehicles",
    "matters": "办件计划 plan of the cases",
    "office": "车管所 the office",
    "parties": "当事人 parties",
    "cases": "业务 cases",
    "vehicles": "机动车 vehicles",
    "licences": "驾驶证 driving licences",
    "visits": "大厅来访 visits to the hall",
    "indexes": "重建索引 indexes again",
    "statistics": "统计 statistics",
    "references": "引用核对 references checked",
}


Advance = Callable[[int], None]


class Progress(Protocol):
    """Told of each stage as it begins; the stage is told of each step."""

    def stage(self, name: str, total: int | None) -> AbstractContextManager[Advance]: ...


class Silent:
    """For tests."""

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Advance]:
        yield _ignore


def _ignore(_steps: int) -> None:
    pass


class Shown:
    """On the terminal."""

    def __init__(self, console: Console) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
        )

    def __enter__(self) -> "Shown":
        self._bars.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bars.stop()

    @contextmanager
    def stage(self, name: str, total: int | None) -> Iterator[Advance]:
        task = self._bars.add_task(NAMES[name], total=total)
        yield partial(self._bars.advance, task)
        self._bars.update(task, total=total or 1, completed=total or 1)
