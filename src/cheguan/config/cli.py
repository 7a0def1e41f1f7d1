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

DAY = click.DateTime(formats=["%Y-%m-%d"])
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
    """装入演示数据 · Load it: --scale small|beihai [--seed N] [--busy]."""
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


@law.command("explain")
@click.argument("code", required=False, default="")
def law_explain(code: str) -> None:
    """一条规则 · One rule: what it says, editions, articles, examples; without a code the list of all."""
    from cheguan.config import law_explained

    click.echo(law_explained.explain(code) if code else law_explained.known())


@law.command("diff")
@click.argument("earlier", type=DAY)
@click.argument("later", type=DAY)
def law_diff(earlier: datetime, later: datetime) -> None:
    """两日之间 · What changed in the law between two days, by service."""
    from cheguan.config import law_changes

    click.echo(law_changes.diff(earlier.date(), later.date()))


@law.command("due")
@click.option("--on", "day", type=DAY, help="哪一天 · the day; today if none is named")
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="逐条写入 · each one into a file")
def law_due(day: datetime | None, file: Path | None) -> None:
    """应办 · What is due in the whole city: inspections, renewals, certificates, reviews, scrapping."""
    from cheguan.config import law_due as due

    due.print_due(environment.read(os.environ), on=day.date() if day else _today(), file=file)


@cheguan.group()
def reform() -> None:
    """改革措施 · Reforms: what is on record, a trial on finished cases, what one has brought."""


@reform.command("list")
@click.option("--on", "day", type=DAY, help="那一天施行的 · only what holds on that day")
@click.option("--place", default="", help="那个单位施行的 · only what holds at that office, such as 450500")
def reform_list(day: datetime | None, place: str) -> None:
    """在册 · Every batch and measure, with dates, places, what it changes and how well it is evidenced."""
    from cheguan.config import reform_prints

    click.echo(reform_prints.on_record(on=day.date() if day else None, place=place, today=_today()))


@reform.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--over", required=True, help="哪段时间受理的 · cases of 2025, 2025-03 or 2025-01-01..2025-06-30")
@click.option("--office", default="", help="哪个单位 · of one office only, such as 450500")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="写入 · into a file as well")
def reform_try(file: Path, over: str, office: str, csv_file: Path | None) -> None:
    """试算 · Replay finished cases with and without the measures of a file."""
    from cheguan.config import reform_runs

    reform_runs.try_file(environment.read(os.environ), file, over=over, office=office, csv_file=csv_file)


@reform.command("effect")
@click.argument("name")
@click.option("--days", default=180, type=click.IntRange(min=1), help="前后各几日 · days before and after")
@click.option("--office", default="", help="哪个单位 · of which office")
def reform_effect(name: str, days: int, office: str) -> None:
    """成效 · What a measure has brought, against services it did not touch."""
    from cheguan.config import reform_runs

    reform_runs.print_effect(environment.read(os.environ), name, office=office, days=days, today=_today())


@cheguan.group()
def devices() -> None:
    """设备 · The devices on a clerk's desk, behind one local bridge; see docs/howto/devices.md."""


@devices.command("bridge")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def devices_bridge(file: Path) -> None:
    """设备桥 · Run the bridge on this computer, with the devices that FILE (TOML) lists."""
    from cheguan.config import device_runs

    device_runs.bridge(file)


@devices.command("simulate")
@click.option("--port", default=17801, type=click.IntRange(0, 65535), help="页面连接的端口 · where pages connect")
@click.option(
    "--control-port", default=17802, type=click.IntRange(0, 65535), help="控制端口 · where it is told what to do"
)
@click.option(
    "--origin", "origins", multiple=True, help="允许的页面来源 · pages that may connect; more than one may be given"
)
def devices_simulate(port: int, control_port: int, origins: tuple[str, ...]) -> None:
    """模拟设备 · Run the bridge with devices that are none; commands on standard input, `help` lists them."""
    from cheguan.config import device_runs

    device_runs.simulate(port=port, control_port=control_port, origins=origins)


@cheguan.group()
def hall() -> None:
    """大厅 · The hall: trying a staffing plan. Needs neither Django nor a database."""


@hall.command("simulate")
@click.option(
    "--peak", default=1.0, show_default=True, type=click.FloatRange(0.1, 3), help="平均日的几倍 · times the mean day"
)
@click.option("--counters", default=24, show_default=True, type=click.IntRange(4, 200), help="窗口数 · counters in all")
@click.option("--more", default=0, type=click.IntRange(0, 20), help="试：多开几个窗口 · tried: more counters")
@click.option(
    "--online", default=0.0, type=click.FloatRange(0, 80), help="试：网上多办百分之几 · tried: % of visits moved online"
)
@click.option(
    "--replications", default=30, show_default=True, type=click.IntRange(5, 200), help="重复几日 · days for each side"
)
@click.option(
    "--seed", default=7, show_default=True, type=click.IntRange(0), help="随机种子 · the same seed, the same days"
)
@click.option("--json", is_flag=True, help="输出 JSON · the whole answer as JSON")
@click.option("--write", "file", type=click.Path(dir_okay=False, path_type=Path), help="写入 CSV · into a file as well")
def hall_simulate(
    *, peak: float, counters: int, more: int, online: float, replications: int, seed: int, json: bool, file: Path | None
) -> None:
    """排班试算 · A day in the hall, simulated; what more counters or more done online would change."""
    from cheguan.config import hall_runs
    from cheguan.oversight.staffing import asking

    asked = asking.Question(peak, asking.split(counters), more, online, replications, seed)
    hall_runs.simulate(asked, json=json, file=file)


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
