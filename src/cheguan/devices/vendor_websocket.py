"""A card reader behind its maker's own local WebSocket service."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, WebSocketException

from cheguan.devices import addresses, vendor_cards
from cheguan.devices.adapters import Tell
from cheguan.devices.faults import Code, DeviceFault

CONNECTING_SECONDS = 5
LARGEST_FROM_SERVICE = 2 * 1024 * 1024


@dataclass(kw_only=True)
class VendorWebsocket:
    """``ask`` is what the service wants to hear before it reads; empty if it tells of cards by itself.

    A message tells of a card when all of ``marks`` (place → value) hold; ``fields`` says where each of our fields
    stands in it. Many services repeat a card as long as it lies there: ``quiet_seconds`` is how long one is not news.
    """

    address: str
    name: str = "身份证阅读器"
    ask: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=lambda: dict(vendor_cards.AS_THEY_ARE))
    quiet_seconds: float = 5.0
    again_seconds: float = 2.0

    def __post_init__(self) -> None:
        addresses.here(self.address, "ws")
        self._service: ClientConnection | None = None
        self._waiting: asyncio.Future[Mapping[str, Any] | None] | None = None
        self._last: tuple[Any, float] = ("", float("-inf"))

    @property
    def present(self) -> bool:
        return self._service is not None

    async def run(self, tell: Tell) -> None:
        while True:
            try:
                async with connect(
                    self.address, proxy=None, open_timeout=CONNECTING_SECONDS, max_size=LARGEST_FROM_SERVICE
                ) as service:
                    self._service = service
                    tell.state()
                    async for frame in service:
                        self._heard(frame, tell)
            except (OSError, TimeoutError, WebSocketException, InvalidHandshake):
                pass
            finally:
                self._lost(tell)
            await asyncio.sleep(self.again_seconds)

    async def perform(self, action: str, asked: Struct) -> Mapping[str, Any]:
        if self._service is None:
            raise DeviceFault(Code.ABSENT)
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            if self.ask:
                await self._service.send(self.ask)
            card = await self._waiting
        except ConnectionClosed:
            card = None
        finally:
            self._waiting = None
        if card is None:
            raise DeviceFault(Code.ABSENT)
        return card

    def _heard(self, frame: str | bytes, tell: Tell) -> None:
        """A card that was asked for is the answer, any other is news. What is no JSON is passed on, to be refused."""
        try:
            message = json.loads(frame)
        except ValueError:
            message = None
        if message is not None and not vendor_cards.matches(message, self.marks):
            return
        card = vendor_cards.card(message, self.fields)
        news = self._is_news(card)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(card)
        elif news:
            tell.event("CardIn", card)

    def _is_news(self, card: Mapping[str, Any]) -> bool:
        now, number = asyncio.get_running_loop().time(), card.get("CardNo")
        last, at = self._last
        self._last = number, now
        return number != last or now - at > self.quiet_seconds

    def _lost(self, tell: Tell) -> None:
        """Whoever waits for a card gets none."""
        if self._service is not None:
            self._service = None
            tell.state()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
