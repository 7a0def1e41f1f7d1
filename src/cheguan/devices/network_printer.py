"""A receipt printer on the office's network, which takes ESC/POS on port 9100."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from cheguan.devices import escpos
from cheguan.devices.adapters import Tell
from cheguan.devices.faults import Code, DeviceFault
from cheguan.devices.tickets import Ticket

CONNECTING_SECONDS = 3
# Printers that do not know the question stay silent; the ticket is printed all the same.
ANSWERING_SECONDS = 0.5


@dataclass(kw_only=True)
class NetworkPrinter:
    """A number and a face value are all that is on a ticket: it may cross the office's own network in the clear."""

    host: str
    port: int = 9100
    name: str = "票据打印机"

    @property
    def present(self) -> bool:
        """Whether it is there is known when it is wanted: each ticket is a connection of its own."""
        return True

    async def run(self, tell: Tell) -> None:
        await asyncio.Event().wait()

    async def perform(self, action: str, asked: Struct) -> Mapping[str, Any]:
        assert isinstance(asked, Ticket)
        try:
            async with asyncio.timeout(CONNECTING_SECONDS):
                reader, writer = await asyncio.open_connection(self.host, self.port)
        except (OSError, TimeoutError):
            raise DeviceFault(Code.ABSENT) from None
        try:
            paper = await _paper(reader, writer)
            writer.write(escpos.encode(asked))
            await writer.drain()
        except OSError as error:
            raise DeviceFault(Code.FAILED) from error
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        return {"paper": paper}


async def _paper(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    """``ok``, ``near_end`` or ``unknown``; raises ``NO_PAPER`` rather than lose a number."""
    writer.write(escpos.PAPER)
    await writer.drain()
    try:
        async with asyncio.timeout(ANSWERING_SECONDS):
            answer = await reader.read(1)
    except TimeoutError:
        answer = b""
    if not answer:
        return "unknown"
    if answer[0] & escpos.PAPER_OUT:
        raise DeviceFault(Code.NO_PAPER)
    return "near_end" if answer[0] & escpos.PAPER_LOW else "ok"
