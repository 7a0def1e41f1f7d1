"""``cheguan demo load``: the demo city into an empty database."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timezone import localdate
from rich.console import Console
from rich.table import Table

from cheguan.demo import busy_hall, hall
from cheguan.demo.loading import Loaded, Loader, NotEmpty, stolen_plate
from cheguan.demo.progress import Shown
from cheguan.demo.scale import SCALES, SMALL


class Command(BaseCommand):
    requires_system_checks = ()
    help = "装入演示城市 · Load the demo city into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", choices=sorted(SCALES), default="small", help="small 2,000 辆；beihai 593,000 辆"
        )
        parser.add_argument("--seed", type=int, default=2020, help="随机种子：同种子同城市 · same seed, same city")
        parser.add_argument("--today", type=date.fromisoformat, help="城市的“今天” · the city's today (2026-11-22)")
        parser.add_argument(
            "--busy", action="store_true", help="大厅坐满，窗口都在叫号 · people in every line, clerks at the counters"
        )
        parser.add_argument("--figures", action="store_true", help="各表行数与速度 · rows and speed of each table")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        console = Console(stderr=True)
        try:
            with Shown(console) as progress:
                loaded = Loader(
                    scale=SCALES[options["scale"]],
                    seed=options["seed"],
                    today=options["today"] or localdate(),
                    progress=progress,
                ).run()
        except NotEmpty as refused:
            raise CommandError(str(NotEmpty.__doc__)) from refused
        if options["busy"]:
            busy_hall.fill(at=timezone.now())
        elif options["scale"] == SMALL.name:
            hall.let_some_wait(at=timezone.now())
        seconds = time.perf_counter() - started
        if options["figures"]:
            console.print(_figures(loaded))
        whole = sum(loaded.rows.values())
        console.print(f"演示城市已装入 · the demo city is loaded: {whole:,} rows, {seconds:.1f} s")
        console.print(f"试一次拒办：{(plate := stolen_plate())} 被盗抢 · to see a refusal: {plate} is reported stolen")


def _figures(loaded: Loaded) -> Table:
    table = Table("table", "rows", "rows/s of COPY")
    for name, rows in sorted(loaded.rows.items(), key=lambda item: -item[1]):
        table.add_row(name, f"{rows:,}", f"{rows / max(loaded.copying.get(name, 0), 1e-9):,.0f}")
    for stage, seconds in loaded.seconds.items():
        table.add_row(f"· {stage}", "", f"{seconds:.1f} s")
    return table
