"""A page of the office, as the bridge sees one."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

ORIGIN = "http://127.0.0.1:8000"
ADDRESS = "ws://127.0.0.1:{}"
PROTOCOL = "cheguan.devices.v1"
Say = Callable[[str], Any]


@dataclass
class Page:
    line: ClientConnection
    hello: dict[str, Any] = field(default_factory=dict)
    asked: int = 0

    @staticmethod
    def decoded(frame: str | bytes) -> Any:
        return json.loads(frame)

    def hear(self, seconds: float = 5) -> Any:
        return self.decoded(self.line.recv(seconds))

    def say(self, message: Any) -> None:
        self.line.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def attend(self) -> None:
        """In front, and heard so: a request is answered in turn."""
        self.say({"type": "attend"})
        self.ask("bridge", "nothing")

    def request(self, device: str, action: str, **data: Any) -> str:
        self.asked += 1
        self.say({"type": "request", "id": str(self.asked), "device": device, "action": action, "data": data})
        return str(self.asked)

    def ask(self, device: str, action: str, **data: Any) -> Any:
        id_ = self.request(device, action, **data)
        reply = self.hear()
        assert (reply["type"], reply["id"]) == ("reply", id_)
        return reply

    def hears_nothing(self, seconds: float = 0.2) -> bool:
        try:
            self.line.recv(seconds)
        except TimeoutError:
            return True
        return False


@contextmanager
def page_of(port: int, *, origin: str | None = ORIGIN, protocol: str | None = PROTOCOL) -> Iterator[Page]:
    with connect(
        ADDRESS.format(port),
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol(protocol)] if protocol else None,
        proxy=None,
    ) as line:
        page = Page(line)
        page.hello = page.hear()
        yield page


@contextmanager
def control_of(port: int) -> Iterator[Say]:
    """Say a line to the simulator; what it answered."""
    with connect(ADDRESS.format(port), proxy=None) as control:

        def said(line: str) -> Any:
            control.send(line)
            return Page.decoded(control.recv(5))

        yield said
