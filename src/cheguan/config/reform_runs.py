"""``cheguan reform try`` and ``effect``: asked of this installation's cases."""

import calendar
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cheguan.config import database, migrations, reform_prints
from cheguan.config.django_commands import SETTINGS
from cheguan.config.env import Env
from cheguan.config.refusals import Refused
from cheguan.law import reform, reform_loader
from cheguan.law.lawfile import LawFileError
from cheguan.law.measure import Group

SPAN = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2}))?|(?P<first>\d{4}-\d{2}-\d{2})\.\.(?P<last>\d{4}-\d{2}-\d{2})")


def span_of(text: str) -> tuple[date, date]:
    """A year, a month, or two days with two dots between."""
    try:
        first, last = _days(text)
    except ValueError as wrong:
        wanted = "起止写成 2025、2025-03 或者 2025-01-01..2025-06-30 · a span is a year, a month or two days"
        raise Refused(f"{wanted}: {text}") from wrong
    if last < first:
        raise Refused(f"止日早于起日 · the last day is before the first: {text}")
    return first, last


def _days(text: str) -> tuple[date, date]:
    found = SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    if found["first"]:
        return date.fromisoformat(found["first"]), date.fromisoformat(found["last"])
    year, month = int(found["year"]), int(found["month"] or 0)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def try_file(env: Env, file: Path, *, over: str, office: str, csv_file: Path | None) -> None:
    """Try all measures of a file that change something; the trial is kept for the desk."""
    first, last = span_of(over)
    group = _group(file)
    acting = [each for each in group.measures if each.changes]
    if not acting:
        raise Refused(f"{file.name}：没有一项改变业务 · no measure in it changes a service")
    with _cases(env):
        from django.utils import timezone

        from cheguan.oversight.planning import commands, measured, trial

        span = measured.Span(first, last, office)
        console, begun = Console(), time.perf_counter()
        reach = measured.reach(span)
        if reach[0] == reach[1]:
            raise Refused(_no_cases(measured.finished_between()))
        with _bar(reach[1] - reach[0]) as advance:
            try:
                result = trial.run(acting, span, advance=advance)
            except reform.Contradiction as contradiction:
                raise Refused(str(contradiction)) from contradiction
        seconds = time.perf_counter() - begun
        console.print(reform_prints.tried(result))
        if csv_file is not None:
            reform_prints.write(result, csv_file)
        kept = commands.keep(result=result, title=(group.name, group.name_en), at=timezone.now(), key=uuid4())
        console.print(f"{result.total.without.cases:,} 件 · cases, {seconds:.1f} s；/desk/reforms/{kept}")


def print_effect(env: Env, code: str, *, office: str, days: int, today: date) -> None:
    """What a measure has brought, by the cases of ``days`` before and after its first day."""
    try:
        measure = reform.get(code)
    except reform.UnknownMeasure as unknown:
        known = "\n".join(each.code for group in reform.groups() for each in group.measures if each.changes)
        raise Refused(f"没有这项措施 · no such measure: {code}\n{known}") from unknown
    if not measure.changes:
        raise Refused(f"{code}（{measure.name}）不改变任何业务，没有成效可比 · changes no service")
    with _cases(env):
        from cheguan.oversight.planning import effect

        office = office or _the_office()
        if not measure.reaches(office):
            raise Refused(f"{code}（{measure.name}）在 {office} 没有施行 · does not hold there")
        with _bar(None) as advance:
            found = effect.of(measure, office=office, days=days, until=today, advance=advance)
        Console().print(reform_prints.brought(found))


def _the_office() -> str:
    from cheguan.oversight.planning import measured

    try:
        return measured.only_office()
    except measured.ManyOffices as many:
        raise Refused("请用 --office 指明单位 · name the office with --office") from many


def _group(file: Path) -> Group:
    try:
        return reform_loader.load(file)
    except LawFileError as wrong:
        raise Refused(str(wrong)) from wrong


def _no_cases(there: tuple[date, date] | None) -> str:
    have = f"{there[0]}..{there[1]}" if there else "没有办结的业务 · none at all"
    return f"这段时间没有受理的业务 · no cases in that span; 有的是 · there are: {have}"


@contextmanager
def _cases(env: Env) -> Iterator[None]:
    """Django is up, and so is the database, of this release."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    with database.running(env):
        if not migrations.migrated(env):
            raise Refused(
                "数据库不是当前版本，请先运行 cheguan migrate · the database is of another release: cheguan migrate"
            )
        import django

        django.setup()
        yield


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("读案卷 reading cases", total=total)
        yield lambda passed: bars.advance(task, passed)
