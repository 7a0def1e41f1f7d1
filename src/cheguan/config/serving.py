"""``cheguan serve``: database, tables, demo city, background jobs and web server, started and stopped together."""

import signal
import socket
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click
from psycopg import sql

from cheguan.config import children, database, demo_city, django_commands, instance, migrations, secret
from cheguan.config.env import Env
from cheguan.config.refusals import Refused

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 60.0
PAUSE = 0.05


class PortTaken(Refused):
    """Something else listens on our port."""


class WebServerEnded(Refused):
    """The web server ended by itself; its log says why."""


def serve(env: Env) -> None:
    """Until Ctrl-C or SIGTERM."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        with instance.only_one(env), database.running(env):
            _check_port(env)
            _warn_of_streams(env)
            secret.key(env)
            _bring_up_to_date(env)
            # Jobs and event stream wait until the first page is answered: they would slow the start down.
            answering = threading.Event()
            with (
                children.KeptAlive(django_commands.command("jobs"), go=answering) as jobs,
                children.KeptAlive(_streams(env), go=answering) as streams,
            ):
                _web(env, answering, beside=(jobs, streams))
    except KeyboardInterrupt:
        click.echo("已停止 · stopped")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Once: a second Ctrl-C must not disturb the orderly end."""
    for number in SIGNALS:
        signal.signal(number, _heard)
    raise KeyboardInterrupt


def _heard(_number: int, _frame: FrameType | None) -> None:
    """A function, not ``SIG_IGN``: a child started just now would inherit that, and never hear that it is to end."""


def _check_port(env: Env) -> None:
    if reason := _unusable(env, env.port):
        raise PortTaken(
            f"端口 {env.port} 不可用 · port {env.port} cannot be used ({reason});"
            " 换一个 · choose another: CHEGUAN_PORT=8001 make run"
        )


def _warn_of_streams(env: Env) -> None:
    """Without the stream pages ask every few seconds instead: no reason not to open."""
    if reason := _unusable(env, env.events_port):
        click.echo(
            f"实时推送端口 {env.events_port} 不可用，页面改为每几秒刷新 · the event stream's port cannot be used ({reason}),"
            " pages will ask every few seconds: CHEGUAN_STREAM_PORT=…"
        )


def _unusable(env: Env, port: int) -> str:
    """Why nothing can listen there; empty when it can."""
    family = socket.AF_INET6 if ":" in env.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.host, port))
        except OSError as refused:
            return str(refused.strerror)
    return ""


def _bring_up_to_date(env: Env) -> None:
    if not migrations.migrated(env):
        click.echo("正在建表 · preparing the database …")
        migrations.migrate(env)
    if _empty(env):
        click.echo("正在生成演示城市 · generating the small demo city …")
        demo_city.load(env, ["--scale", "small"])


def _empty(env: Env) -> bool:
    """No office yet: nobody could even sign in."""
    query = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier("people_office"))
    with database.connected(env, role="app") as connection:
        row = connection.execute(query).fetchone()
    return row is not None and not row[0]


def _web(env: Env, answering: threading.Event, *, beside: Iterable[children.KeptAlive]) -> None:
    process = children.start(_granian(env))
    try:
        threading.Thread(target=_announce, args=[env, answering], daemon=True).start()
        children.watch(process)
    finally:
        for each in beside:
            each.ask_to_end()
        children.stop(process)
    raise WebServerEnded("网页服务意外结束 · the web server ended by itself")


def _streams(env: Env) -> list[str]:
    """One process: a stream waits, it does not work."""
    options = {"interface": "asgi", "host": env.host, "port": env.events_port, "workers": 1}
    return _started("cheguan.config.streams:application", {**options, "workers-kill-timeout": 2, "log-level": "error"})


def _granian(env: Env) -> list[str]:
    options = {
        "interface": "wsgi",
        "host": env.host,
        "port": env.port,
        "workers": env.workers,
        "blocking-threads": env.threads,
        # A thread keeps its database connection and its prepared statements.
        "blocking-threads-idle-timeout": 600,
        # For requests under way; and a worker that is still starting does not hear the signal at all.
        "workers-kill-timeout": 3,
        "log-level": "warning",
    }
    return _started("cheguan.config.wsgi:application", options)


def _started(application: str, options: Mapping[str, object]) -> list[str]:
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-m", "granian", "--respawn-failed-workers", *words, application]


def _announce(env: Env, answering: threading.Event) -> None:
    """The address and who may sign in, as soon as a page is really answered."""
    healthy = f"http://{env.address.partition('://')[2]}/healthy"
    for _attempt in range(int(PATIENCE / PAUSE)):
        try:
            with urlopen(healthy, timeout=PATIENCE):
                break
        except (URLError, OSError):
            time.sleep(PAUSE)
    answering.set()
    click.echo(f"\n车管 · Cheguan  {env.address}")
    for line in demo_city.sign_ins(env):
        click.echo(line)
    click.echo("停止 · stop: Ctrl-C\n")
