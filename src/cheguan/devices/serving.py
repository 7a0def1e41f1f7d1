"""Where the bridge can be reached: by the office's own pages, on this computer, in this protocol, and not otherwise."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from websockets import Origin, Subprotocol
from websockets.asyncio.server import Server, serve

from cheguan.devices.bridge import Bridge
from cheguan.devices.messages import LARGEST_FROM_PAGE, PROTOCOL

LOOPBACK = "127.0.0.1"
PORT = 17801
ORIGINS = ("http://127.0.0.1:8000", "http://localhost:8000")
# Seconds: a connection that is not finished opening, or does not answer pings any more, is dropped.
OPENING = 5
ALIVE = 20


@asynccontextmanager
async def serving(bridge: Bridge, *, port: int = PORT, origins: Sequence[str] = ORIGINS) -> AsyncIterator[Server]:
    """The bridge at work; ``port`` 0 takes a free one. A request without an origin comes from no page: refused."""
    async with serve(
        bridge.converse,
        LOOPBACK,
        port,
        origins=[Origin(origin) for origin in origins],
        subprotocols=[Subprotocol(PROTOCOL)],
        compression=None,
        max_size=LARGEST_FROM_PAGE,
        open_timeout=OPENING,
        ping_interval=ALIVE,
        ping_timeout=ALIVE,
        server_header=None,
    ) as server:
        running = asyncio.ensure_future(bridge.run())
        try:
            yield server
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


def port_of(server: Server) -> int:
    return int(next(iter(server.sockets)).getsockname()[1])
