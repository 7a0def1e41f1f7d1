"""A ticket printer on the network, against one that is none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.devices.bridges import bridge_of
from tests.devices.pages import page_of
from tests.devices.threads import in_thread

from cheguan.devices import escpos, network_printer
from cheguan.devices.network_printer import NetworkPrinter
from cheguan.devices.tickets import Line, Ticket


class Printer:
    """Paper that remembers. ``roll`` is what it says of its paper; ``b""`` is a printer that does not know the question."""

    def __init__(self, roll: bytes) -> None:
        self.roll = roll
        self.paper = b""
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(3) == b"\x10\x04\x04"
        writer.write(self.roll)
        self.paper = await reader.read()
        writer.close()


@asynccontextmanager
async def printer_running(roll: bytes) -> AsyncIterator[Printer]:
    printer = Printer(roll)
    server = await asyncio.start_server(printer.serve, "127.0.0.1", 0)
    printer.port = int(server.sockets[0].getsockname()[1])
    async with server:
        yield printer


@pytest.mark.parametrize(
    ("roll", "code", "data"),
    [
        (b"\x12", "ok", {"paper": "ok"}),
        (b"\x1e", "ok", {"paper": "near_end"}),
        (b"\x72", "no_paper", None),
        (b"", "ok", {"paper": "unknown"}),
    ],
)
def test_a_ticket_reaches_the_printer(roll, code, data, monkeypatch):
    if roll:
        monkeypatch.setattr(network_printer, "ANSWERING_SECONDS", 10)
    lines = [{"text": "北海市车管所"}, {"text": "A012", "size": 4, "align": "centre", "bold": True}]
    with (
        in_thread(lambda: printer_running(roll)) as printer,
        in_thread(
            lambda: bridge_of("ticket_printer", lambda: NetworkPrinter(host="127.0.0.1", port=printer.port))
        ) as port,
        page_of(port) as page,
    ):
        reply = page.ask("ticket_printer", "print", lines=lines, qr="https://a.example/t/1")
    assert (reply["code"], reply["data"]) == (code, data)
    if code == "ok":
        assert "北海市车管所".encode("gb18030") in printer.paper
        assert printer.paper.startswith(b"\x1b@")
        assert printer.paper.endswith(b"\x1dV\x42\x00")
    else:
        assert printer.paper == b""


def test_a_printer_that_is_not_there_is_absent():
    with (
        in_thread(lambda: bridge_of("ticket_printer", lambda: NetworkPrinter(host="127.0.0.1", port=1))) as port,
        page_of(port) as page,
    ):
        assert page.ask("ticket_printer", "print", lines=[{"text": "A001"}])["code"] == "absent"


def test_a_ticket_in_the_printers_own_words():
    ticket = Ticket(lines=[Line(text="号 A1", size=2, align="right", bold=True), Line(text="😀")], qr="Q", cut=False)
    assert escpos.encode(ticket) == (
        b"\x1b@\x1c&"
        b"\x1ba\x02\x1d!\x11\x1bE\x01" + "号 A1".encode("gb18030") + b"\n"
        b"\x1ba\x00\x1d!\x00\x1bE\x00" + "😀".encode("gb18030") + b"\n"
        b"\x1ba\x01"
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x04\x001P0Q\x1d(k\x03\x001Q0"
        b"\x1bd\x04"
    )
