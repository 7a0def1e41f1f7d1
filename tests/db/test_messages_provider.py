"""A provider over HTTP, played by a server on this machine: what it answers decides what may be sent again."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import unquote

import pytest
from tests.db.conftest import MORNING, City
from tests.db.letters import empty_outbox, every, row, send
from tests.db.test_messages_sent import LASTING, LETTER

from cheguan.work.messages import commands as messages
from cheguan.work.messages.gateway import NotTaken, Standing, Unanswered
from cheguan.work.messages.provider import HttpProvider
from cheguan.work.messages.routes import sms

TOKEN = "secret"
PATIENCE = 20.0


@dataclass
class Behaviour:
    """``status`` answers every POST; 0 takes the letter and says nothing. ``known`` is what it has, ``failed`` not."""

    status: int = 200
    body: bytes = b'{"id": "N-1"}'
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    posted: list[str] = field(default_factory=list)
    ask_status: int = 200


class Provider(BaseHTTPRequestHandler):
    behaviour: ClassVar[Behaviour]

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"] == f"Bearer {TOKEN}"
        assert unquote(self.headers["Idempotency-Key"]) == given["key"]
        self.behaviour.posted.append(given["key"])
        if self.behaviour.status in (0, 200):
            self.behaviour.known[given["key"]] = given
        if self.behaviour.status == 0:
            self.close_connection = True
            return
        self.answer(self.behaviour.status, self.behaviour.body)

    def do_GET(self) -> None:
        key = unquote(self.path.removeprefix("/send/"))
        if self.behaviour.ask_status != 200:
            self.answer(self.behaviour.ask_status, b"")
        elif key in self.behaviour.known:
            state = "failed" if key in self.behaviour.failed else "taken"
            self.answer(200, json.dumps({"state": state}).encode())
        else:
            self.answer(404, b"{}")

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


@pytest.fixture
def url(behaviour: Behaviour) -> Iterator[str]:
    handler = type("Played", (Provider,), {"behaviour": behaviour})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/send"
        server.shutdown()
        thread.join()


@pytest.fixture
def provider(url: str) -> HttpProvider:
    return HttpProvider("sms-1", url, TOKEN, PATIENCE)


def test_it_is_given_everything_a_provider_needs(provider: HttpProvider, behaviour: Behaviour) -> None:
    receipt = provider.deliver(LETTER)
    assert (receipt.provider, receipt.number) == ("sms-1", "N-1")
    assert behaviour.known["k"] == {
        "key": "k", "channel": "sms", "to": "13800005678", "language": "zh", "template": "called",
        "params": {"ticket": "A1"}, "text": "请A1号",
    }  # fmt: skip
    assert provider.status(LETTER) == Standing.TAKEN


@pytest.mark.parametrize(("status", "again"), [(400, False), (401, False), (302, False), (429, True), (503, True)])
def test_a_plain_no_is_a_no(provider: HttpProvider, behaviour: Behaviour, status: int, again: bool) -> None:
    behaviour.status = status
    with pytest.raises(NotTaken) as refused:
        provider.deliver(LETTER)
    assert (refused.value.again, refused.value.provider) == (again, "sms-1")
    assert provider.status(LETTER) == Standing.NOT_TAKEN


@pytest.mark.parametrize("status", [0, 500, 502, 504])
def test_no_word_and_a_broken_server_leave_it_open(provider: HttpProvider, behaviour: Behaviour, status: int) -> None:
    behaviour.status = status
    with pytest.raises(Unanswered):
        provider.deliver(LETTER)
    assert provider.status(LETTER) == (Standing.TAKEN if status == 0 else Standing.NOT_TAKEN)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[1]", b"OK"])
def test_taken_is_taken_whatever_else_it_says(provider: HttpProvider, behaviour: Behaviour, body: bytes) -> None:
    behaviour.body = body
    assert provider.deliver(LETTER).number == ""


def test_what_failed_at_the_provider_may_be_sent_again(provider: HttpProvider, behaviour: Behaviour) -> None:
    provider.deliver(LETTER)
    behaviour.failed.add("k")
    assert provider.status(LETTER) == Standing.NOT_TAKEN


def test_a_provider_that_cannot_say_is_silent(provider: HttpProvider, behaviour: Behaviour) -> None:
    behaviour.ask_status = 500
    assert provider.status(LETTER) == Standing.SILENT


@pytest.fixture
def dead() -> Iterator[str]:
    """Where nobody listens, and nobody else will."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/send"


def test_nobody_there_is_certain(dead: str) -> None:
    nobody = HttpProvider("sms-1", dead, TOKEN, PATIENCE)
    with pytest.raises(NotTaken) as refused:
        nobody.deliver(LETTER)
    assert refused.value.again
    assert nobody.status(LETTER) == Standing.SILENT


def test_a_server_that_takes_and_hangs_is_not_certain() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        slow = HttpProvider("sms-1", f"http://127.0.0.1:{deaf.getsockname()[1]}/send", TOKEN, 0.2)
        with pytest.raises(Unanswered):
            slow.deliver(LETTER)


def test_without_a_provider_there_is_none_and_two_stand_in_for_each_other(
    dead: str, url: str, behaviour: Behaviour
) -> None:
    assert sms((), timeout=1) is None
    both = sms(((dead, TOKEN), (url, TOKEN)), timeout=PATIENCE)
    assert both is not None
    assert both.deliver(LETTER).provider == "sms-2"
    assert behaviour.posted == ["k"]


def test_a_lost_answer_is_found_out_and_the_person_gets_one_sms(city: City, url: str, behaviour: Behaviour) -> None:
    gateway = sms(((url, TOKEN), ("http://127.0.0.1:9/send", TOKEN)), timeout=PATIENCE)
    assert gateway is not None
    key, behaviour.status = send(city.clerk, **LASTING), 0
    empty_outbox(gateway)
    assert row(key).state == "uncertain"

    behaviour.status = 200
    messages.find_out(every(gateway), at=MORNING + timedelta(minutes=5))
    empty_outbox(gateway, at=MORNING + timedelta(hours=5))
    assert (row(key).state, row(key).provider) == ("sent", "sms-1")
    assert behaviour.posted.count(key) == 1
