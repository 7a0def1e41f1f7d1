"""A bridge with one device behind it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.devices.pages import ORIGIN

from cheguan.devices.adapters import Adapter
from cheguan.devices.bridge import Bridge
from cheguan.devices.serving import port_of, serving


@asynccontextmanager
async def bridge_of(kind: str, make: Callable[[], Adapter]) -> AsyncIterator[int]:
    """The port at which it serves; ``make`` is called where its event loop runs."""
    async with serving(Bridge({kind: make()}), port=0, origins=[ORIGIN]) as server:
        yield port_of(server)
