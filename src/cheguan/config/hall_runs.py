"""``cheguan hall simulate``: a staffing plan tried at the terminal. Needs neither Django nor a database."""

import time
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cheguan.config import hall_prints
from cheguan.oversight.staffing import trial
from cheguan.oversight.staffing.asking import Question


def simulate(asked: Question, *, json: bool, file: Path | None) -> None:
    """Try it with progress on standard error; the answer as a table or as JSON on standard output."""
    console, begun = Console(), time.perf_counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("模拟各日 simulating days", total=trial.days(asked))
        answer = trial.run(asked, advance=lambda days: bars.advance(task, days))
    if file is not None:
        hall_prints.write(answer, file)
    if json:
        console.file.write(msgspec.json.encode(answer).decode() + "\n")
        return
    console.print(hall_prints.tried(answer))
    console.print(f"{time.perf_counter() - begun:.1f} s")
