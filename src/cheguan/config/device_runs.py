"""``cheguan devices``: the bridge on a clerk's computer, and the simulated desk."""

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

import click

from cheguan.config import logs
from cheguan.config.refusals import Refused


def bridge(file: Path) -> None:
    from cheguan.devices import running

    _run(running.run(file, say=click.echo))


def simulate(*, port: int, control_port: int, origins: Sequence[str]) -> None:
    from cheguan.devices import serving
    from cheguan.devices.simulator import running

    allowed = origins or serving.ORIGINS
    _run(running.simulate(port=port, control_port=control_port, origins=allowed, say=click.echo))


def _run(work: Coroutine[Any, Any, None]) -> None:
    from cheguan.devices.configuration import BadConfiguration

    logs.configure(level="warning", pretty=True)
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        pass
    except BadConfiguration as bad:
        raise Refused(f"设备配置有误 · wrong configuration: {bad}") from bad
    except OSError as taken:
        raise Refused(f"不能监听 · cannot listen: {taken}") from taken
