"""``cheguan law due``: what is due in the city on a day, counted; and by name into a file, for whoever sends the notices."""

import csv
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from cheguan.config import database
from cheguan.config.django_commands import SETTINGS
from cheguan.config.env import Env

if TYPE_CHECKING:
    from cheguan.work.duties.queries import Pass

SUBJECTS = {"vehicle": "机动车 · vehicles", "licence": "驾驶证 · licences"}


def print_due(env: Env, *, on: date, file: Path | None) -> None:
    """A table on the terminal; with ``file`` also one line for each thing due: subject, number, duty, day."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    with database.running(env):
        from cheguan.work.duties import queries

        console, begun = Console(), time.perf_counter()
        for office in queries.offices():
            passes = (queries.of_vehicles(office=office, on=on), queries.of_licences(office=office, on=on))
            console.print(_table(passes, office, on))
            if file is not None:
                _write(passes, file)
        console.print(f"{time.perf_counter() - begun:.1f} s")


def _table(passes: "tuple[Pass, ...]", office: str, on: date) -> Table:
    table = Table("应办 · due", "", "数量 · count", title=f"{office}  {on}")
    for each in passes:
        table.add_row(SUBJECTS[each.subject], "", f"{len(each.ids):,}", style="bold")
        for code, duty in each.names.items():
            table.add_row(duty.name, duty.name_en, f"{each.count(code):,}")
        if each.key_subjects:
            table.add_row("重点车辆（五类）", "key vehicles (five classes)", f"{each.key_subjects:,}", style="bold")
            table.add_row("其中逾期未检验", "of them overdue", f"{each.key_count('inspection_overdue'):,}")
            table.add_row("其中达到使用年限", "of them at their end", f"{each.key_count('scrap_reached'):,}")
    return table


def _write(passes: "tuple[Pass, ...]", file: Path) -> None:
    with file.open("a", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(_lines(passes))


def _lines(passes: "tuple[Pass, ...]") -> Iterator[tuple[str, str, str, str]]:
    for each in passes:
        for code, duty in each.names.items():
            for number, day in each.numbers(code):
                yield each.subject, number, duty.name, day.isoformat()
