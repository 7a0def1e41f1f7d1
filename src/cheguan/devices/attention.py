"""Who hears what devices tell of people: the one page that is in front, and no other."""

import asyncio
from collections.abc import Callable

from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

from cheguan.devices.messages import Event

# Every step at the counter is a new page. A card that is laid down in between is told to the page that comes.
HELD_SECONDS = 3.0

Send = Callable[[ServerConnection, Event], None]


class Attention:
    """``send`` is given a page and an event for it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page: ServerConnection | None = None
        self._held: tuple[Event, float] | None = None

    def turn_to(self, page: ServerConnection) -> None:
        self._page = page
        held, self._held = self._held, None
        if held and asyncio.get_running_loop().time() - held[1] <= HELD_SECONDS:
            self._send(page, held[0])

    def gone(self, page: ServerConnection) -> None:
        if self._page is page:
            self._page = None

    def tell(self, event: Event) -> None:
        if self._page is None or self._page.state is not State.OPEN:
            self._held = event, asyncio.get_running_loop().time()
        else:
            self._send(self._page, event)
