"""The simulated desk at work: the bridge with devices that are none, and a control beside it."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import msgspec
from websockets.asyncio.server import ServerConnection, serve

from cheguan.devices.serving import LOOPBACK, ORIGINS, PORT, port_of, serving
from cheguan.devices.simulator.commands import Misunderstood, Simulator

CONTROL_PORT = PORT + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Where its pages and its control find it."""

    simulator: Simulator
    port: int
    control_port: int


@asynccontextmanager
async def simulated(
    *, port: int = PORT, control_port: int = CONTROL_PORT, origins: Sequence[str] = ORIGINS
) -> AsyncIterator[Simulation]:
    """A control is no page: only who sends no origin may use it, which no browser can."""
    simulator = Simulator()

    async def control(connection: ServerConnection) -> None:
        async for line in connection:
            await connection.send(answer(simulator, str(line)))

    async with (
        serving(simulator.bridge, port=port, origins=origins) as pages,
        serve(control, LOOPBACK, control_port, origins=[None]) as controls,
    ):
        yield Simulation(simulator=simulator, port=port_of(pages), control_port=port_of(controls))


def answer(simulator: Simulator, line: str) -> str:
    """JSON: ``ok``, and what there is to show."""
    try:
        return msgspec.json.encode({"ok": True, "shown": simulator.obey(line)}).decode()
    except Misunderstood as wrong:
        return msgspec.json.encode({"ok": False, "shown": str(wrong)}).decode()


async def simulate(*, port: int, control_port: int, origins: Sequence[str], say: Callable[[str], None]) -> None:
    """Until it is interrupted; lines on standard input are commands, and its end is not the end."""
    async with simulated(port=port, control_port=control_port, origins=origins) as simulation:
        say(f"ws://{LOOPBACK}:{simulation.port}  (control {simulation.control_port})  help?")
        loop = asyncio.get_running_loop()

        def obey(line: str) -> None:
            try:
                shown = simulation.simulator.obey(line)
            except Misunderstood as wrong:
                shown = wrong
            say("ok" if shown is None else str(shown))

        def listen() -> None:
            for line in sys.stdin:
                if line.strip():
                    loop.call_soon_threadsafe(obey, line)

        threading.Thread(target=listen, daemon=True).start()
        await asyncio.Event().wait()
