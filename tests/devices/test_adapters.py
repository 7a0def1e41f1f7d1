"""A card reader behind its maker's own service, local WebSocket or HTTP, against makers that are none."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from tests.devices.bridges import bridge_of
from tests.devices.pages import Page, page_of
from tests.devices.threads import in_thread
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK

from cheguan.devices.adapters import Adapter
from cheguan.devices.faults import Code, DeviceFault
from cheguan.devices.kinds import Nothing
from cheguan.devices.serving import port_of
from cheguan.devices.simulator import samples
from cheguan.devices.vendor_http import VendorHttp
from cheguan.devices.vendor_websocket import VendorWebsocket

# A maker's own way of saying a card, and where ours is found in it.
THEIRS = {
    "cmd": "onCard",
    "code": 0,
    "result": {
        "partyName": " 陈晓明 ",
        "gender": 1,
        "nation": "汉",
        "bornDay": "1990年3月7日",
        "certAddress": "广西北海市海城区四川路1号",
        "certNumber": "450502199003070018",
        "certOrg": "北海市公安局海城分局",
        "effDate": "2020.01.01",
        "expDate": "长期",
        "identityPic": "data:image/png;base64," + samples.card()["Photo"],
    },
}
FIELDS = {
    "Name": "result.partyName",
    "Sex": "result.gender",
    "Nation": "result.nation",
    "Born": "result.bornDay",
    "Address": "result.certAddress",
    "CardNo": "result.certNumber",
    "Police": "result.certOrg",
    "UserLifeB": "result.effDate",
    "UserLifeE": "result.expDate",
    "Photo": "result.identityPic",
}
OURS = {**samples.card("450502199003070018", "陈晓明"), "UserLifeE": "长期"}
MARKS = {"cmd": "onCard", "code": "0"}


class Maker:
    """A maker's WebSocket service: remembers what it was asked, answers what it was told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Any = THEIRS
        self.port = 0
        self._lines: set[ServerConnection] = set()
        self._loop = asyncio.get_running_loop()

    async def serve(self, line: ServerConnection) -> None:
        self._lines.add(line)
        with suppress(ConnectionClosed):
            async for asked in line:
                self.asked.append(str(asked))
                if self.answer is not None:
                    await line.send(json.dumps(self.answer))
        self._lines.discard(line)

    def push(self, text: str) -> None:
        asyncio.run_coroutine_threadsafe(self._push(text), self._loop).result(5)

    async def _push(self, text: str) -> None:
        for line in self._lines:
            await line.send(text)


@asynccontextmanager
async def maker_running() -> AsyncIterator[Maker]:
    maker = Maker()
    async with serve(maker.serve, "127.0.0.1", 0) as server:
        maker.port = port_of(server)
        yield maker


@pytest.fixture
def maker() -> Iterator[Maker]:
    with in_thread(maker_running) as running:
        yield running


@pytest.fixture
def reader(maker: Maker) -> Iterator[Page]:
    """A page in front of a bridge in front of the maker's service."""

    def make() -> Adapter:
        address = f"ws://127.0.0.1:{maker.port}/reader"
        return VendorWebsocket(address=address, ask='{"cmd":"read"}', marks=MARKS, fields=FIELDS, again_seconds=0.05)

    with in_thread(lambda: bridge_of("id_reader", make)) as port, page_of(port) as page:
        if page.hello["devices"][0]["state"] == "absent":
            assert page.hear()["data"] == {"state": "ready"}
        page.attend()
        yield page


def test_a_makers_card_becomes_ours(maker, reader):
    reply = reader.ask("id_reader", "read")
    assert reply["data"] == OURS
    assert maker.asked == ['{"cmd":"read"}']


def test_a_card_that_the_maker_tells_of_by_itself_is_told_once(maker, reader):
    for _ in range(3):
        maker.push(json.dumps(THEIRS))
    assert reader.hear()["data"] == OURS
    assert reader.hears_nothing(), "the card lies there and is no news"


def test_what_is_not_marked_as_a_card_is_none(maker, reader):
    maker.push(json.dumps({"cmd": "heartbeat"}))
    maker.push(json.dumps({**THEIRS, "code": -1}))
    maker.push(json.dumps(["onCard"]))
    assert reader.hears_nothing()


@pytest.mark.parametrize(
    "said", ["<html>", json.dumps({"cmd": "onCard", "code": 0}), json.dumps({**THEIRS, "result": "?"})]
)
def test_a_makers_nonsense_is_a_fault(maker, reader, said):
    maker.push(said)
    assert reader.hear()["data"]["code"] == "nonsense"


def test_nonsense_in_answer_is_nonsense(maker, reader):
    maker.answer = {**THEIRS, "result": {**THEIRS["result"], "certNumber": "450502199003070019"}}  # type: ignore[dict-item]
    assert reader.ask("id_reader", "read")["code"] == "nonsense"


def test_a_makers_service_that_ends_is_an_absent_reader(reader, maker):
    maker.answer = None
    asked = reader.request("id_reader", "read")
    for line in list(maker._lines):
        asyncio.run_coroutine_threadsafe(line.close(), maker._loop).result(5)
    heard = [reader.hear() for _ in range(3)]
    assert {"type": "event", "event": "State", "device": "id_reader", "data": {"state": "absent"}} in heard
    assert [each["code"] for each in heard if each.get("id") == asked] == ["absent"]
    assert heard[-1]["data"] == {"state": "ready"}, "and it is found again"


class Closed:
    """A line that ended, and nobody noticed yet."""

    async def send(self, _text: str) -> None:
        raise ConnectionClosedOK(None, None)


def test_a_makers_service_that_ended_before_it_could_be_asked_is_absent_too(monkeypatch):
    adapter = VendorWebsocket(address="ws://127.0.0.1:9/reader", ask="read")
    monkeypatch.setattr(adapter, "_service", Closed())
    with pytest.raises(DeviceFault) as fault:
        asyncio.run(adapter.perform("read", Nothing()))
    assert fault.value.code is Code.ABSENT


class Service(BaseHTTPRequestHandler):
    answer = b""

    def do_POST(self) -> None:
        assert self.rfile.read(int(self.headers["Content-Length"])) == b'{"cmd":"read"}'
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def service() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (json.dumps(THEIRS), "ok"),
        (json.dumps({**THEIRS, "code": -1}), "failed"),
        (json.dumps({**THEIRS, "result": {}}), "nonsense"),
        ("<html>", "nonsense"),
        ("", "nonsense"),
    ],
)
def test_a_makers_http_service_is_asked(service, monkeypatch, answer, code):
    monkeypatch.setattr(Service, "answer", answer.encode())

    def make() -> Adapter:
        address = f"http://127.0.0.1:{service.server_port}/read"
        return VendorHttp(address=address, body='{"cmd":"read"}', marks=MARKS, fields=FIELDS)

    with in_thread(lambda: bridge_of("id_reader", make)) as port, page_of(port) as page:
        reply = page.ask("id_reader", "read")
        assert (reply["code"], reply["data"]) == (code, OURS if code == "ok" else None)


@pytest.mark.parametrize(
    "address", ["ws://10.1.2.3:9000", "wss://reader.example", "http://127.0.0.1:9000", "ws://127.0.0.1"]
)
def test_a_makers_service_is_on_this_computer(address):
    with pytest.raises(ValueError, match=r"ws://127\.0\.0\.1"):
        VendorWebsocket(address=address)
