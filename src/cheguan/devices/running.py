"""The bridge as a process: what the command line starts."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from cheguan.devices import configuration
from cheguan.devices.bridge import Bridge
from cheguan.devices.serving import LOOPBACK, port_of, serving


async def run(file: Path, *, say: Callable[[str], None]) -> None:
    """Until it is interrupted; raises ``BadConfiguration``, and ``OSError`` when the port is taken."""
    chosen = configuration.read(file)
    bridge = Bridge(configuration.adapters(chosen))
    async with serving(bridge, port=chosen.port, origins=chosen.origins) as server:
        say(f"ws://{LOOPBACK}:{port_of(server)}  {', '.join(bridge.devices)}")
        await asyncio.Event().wait()
