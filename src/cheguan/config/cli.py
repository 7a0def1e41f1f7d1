"""The command line. Nothing here imports Django: what does not need it starts without it."""

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from cheguan.config import env as environment
from cheguan.config.refusals import Refused

FORWARD = {"ignore_unknown_options": True, "help_option_names": []}


@click.group()
def cheguan() -> None:
    """车管：车辆管理所的开放软件 · open software for a vehicle administration office."""


@cheguan.command()
def serve() -> None:
    """启动 · Serve, with the bundled PostgreSQL and the background jobs."""
    from cheguan.config import serving

    serving.serve(environment.read(os.environ))


@cheguan.command()
def migrate() -> None:
    """建表与授权 · Bring the database up to this release."""
    from cheguan.config import database, migrations

    env = environment.read(os.environ)
    with database.running(env):
        migrations.migrate(env)
    click.echo("数据库已就绪 · the database is up to date")


@cheguan.command()
def jobs() -> None:
    """后台任务 · Do background jobs; `serve` starts one of these itself."""
    from cheguan.config import database, django_commands

    env = environment.read(os.environ)
    with database.running(env):
        django_commands.work()


@cheguan.command(context_settings=FORWARD)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: Sequence[str]) -> None:
    """Django 命令 · Any command of Django's."""
    from cheguan.config import django_commands

    django_commands.run(environment.read(os.environ), arguments)


@cheguan.group()
def demo() -> None:
    """演示城市 · A believable city, generated."""


@demo.command(context_settings=FORWARD)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def load(arguments: Sequence[str]) -> None:
    """装入演示数据 · Load it: --scale small|beihai [--seed N]."""
    from cheguan.config import database, demo_city

    env = environment.read(os.environ)
    with database.running(env):
        demo_city.load(env, arguments)


@demo.command()
@click.argument("staff_no")
def code(staff_no: str) -> None:
    """动态码 · The six digits of this half minute for a demo account."""
    from cheguan.demo import signins

    click.echo(signins.code(staff_no))


@cheguan.group()
def law() -> None:
    """法 · The law: services, rules, articles. Needs neither Django nor a database."""


@law.command("list")
def law_list() -> None:
    """服务事项 · Every service in force today."""
    from cheguan.config import law_prints

    click.echo(law_prints.services(on=_today()))


@law.command("service")
@click.argument("code")
def law_service(code: str) -> None:
    """一项服务 · One service: basis, materials, rules, time limit."""
    from cheguan.config import law_prints

    click.echo(law_prints.service(code, on=_today()))


@law.command("write")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def law_write(folder: Path) -> None:
    """写成文档 · Write a page for every service into a folder."""
    from cheguan.config import law_prints

    law_prints.write(folder, on=_today())


@law.command("eval")
def law_eval() -> None:
    """问法 · Ask the law: a JSON object a line in, one a line out; 1 if any line got no outcome."""
    from cheguan.config import law_asked

    sys.exit(law_asked.answer_all(sys.stdin.buffer, sys.stdout.buffer))


@cheguan.command()
def doctor() -> None:
    """体检 · Look at this installation and say what to do."""
    from cheguan.config import doctor as examination

    sys.exit(examination.run(os.environ, today=_today()))


def _today() -> date:
    """In China, wherever this machine stands."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def main() -> None:
    """Refusals that name what to do are told plainly, without a traceback."""
    try:
        cheguan()
    except Refused as refused:
        click.echo(refused, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
