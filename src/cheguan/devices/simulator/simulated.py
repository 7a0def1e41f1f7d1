"""A device that does what it is told, in good moods and bad."""

import asyncio
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from cheguan.devices.adapters import Tell
from cheguan.devices.kinds import ToRate
from cheguan.devices.simulator import samples
from cheguan.devices.tickets import Ticket

NAMES = {
    "id_reader": "模拟读卡器",
    "document_camera": "模拟高拍仪",
    "signature_pad": "模拟签字板",
    "evaluator": "模拟评价器",
    "ticket_printer": "模拟票据打印机",
    "scanner": "模拟扫描枪",
}


class Simulated:
    """Of any kind. What a person would do at it (lay down a card, sign, press a level) arrives through ``hand``."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.name = NAMES[kind]
        self.present = True
        self.slow_seconds = 0.0
        self.talks_nonsense = False
        self.tickets: list[Ticket] = []
        self.card: dict[str, Any] | None = None
        self._hand: asyncio.Queue[Any] = asyncio.Queue()
        self._tell: Tell | None = None
        self._events: set[asyncio.Task[None]] = set()

    async def run(self, tell: Tell) -> None:
        self._tell = tell
        await asyncio.Event().wait()

    async def perform(self, action: str, asked: Struct) -> Mapping[str, Any]:
        await asyncio.sleep(self.slow_seconds)
        given = await self._give(asked)
        return samples.NONSENSE if self.talks_nonsense else given

    async def _give(self, asked: Struct) -> Mapping[str, Any]:
        match self.kind:
            case "id_reader":
                return self.card or await self._wait_for_hand()
            case "document_camera":
                return {"media_type": "image/png", "content": samples.png(width=420, height=594, grey=0xF0)}
            case "signature_pad":
                await self._wait_for_hand()
                return {"media_type": "image/png", "content": samples.png(width=300, height=120, grey=0xFF)}
            case "evaluator":
                assert isinstance(asked, ToRate)
                return {"matter": asked.matter, "level": await self._wait_for_hand()}
            case _:
                assert isinstance(asked, Ticket)
                self.tickets.append(asked)
                return {"paper": "ok"}

    async def _wait_for_hand(self) -> Any:
        """What was done before anybody asked does not count."""
        while not self._hand.empty():
            self._hand.get_nowait()
        return await self._hand.get()

    def hand(self, thing: Any) -> None:
        self._hand.put_nowait(thing)

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        told = samples.NONSENSE if self.talks_nonsense else data
        later = asyncio.ensure_future(self._tell_later(event, told))
        self._events.add(later)
        later.add_done_callback(self._events.discard)

    async def _tell_later(self, event: str, data: Mapping[str, Any]) -> None:
        await asyncio.sleep(self.slow_seconds)
        if self._tell is not None and self.present:
            self._tell.event(event, data)

    def come(self, *, present: bool) -> None:
        self.present = present
        if self._tell is not None:
            self._tell.state()
