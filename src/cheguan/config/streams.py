"""实时推送：an ASGI process of its own that tells pages when something changed in a hall, and nothing about what.

``/events/<outlet>`` is a stream of server-sent events. A page that is (re)connected gets one at once, so that it misses
nothing; then one for every change, at most one in ``PAUSE`` seconds; and a beat when nothing happens, so that a line which
is dead without having been cut is noticed.
"""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from cheguan.config import env as environment
from cheguan.config import logs
from cheguan.config.env import Env
from cheguan.config.hall_news import HallNews
from cheguan.config.parsing import LOOPBACK

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

EVENTS = re.compile(r"/events/(\d{1,15})", re.ASCII)
PAUSE = 0.1
HEARTBEAT = 15.0
RETRY_MS = 1000
# More than a large hall's boards, machines, clerks and waiting phones together.
MOST = 4000
STREAM: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
REFUSED = {404: b"no such stream\n", 405: b"only GET\n", 503: b"no news now\n"}


class Streams:
    """The application: one stream for each page that asks."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._news = HallNews(env)
        self._open = 0
        self._hearing: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._hearing = asyncio.create_task(self._news.listen())
            elif self._hearing:
                self._hearing.cancel()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        path, readable = scope["path"], self._readable_by(_origin(scope))
        found = EVENTS.fullmatch(path)
        if path == "/healthy":
            await _say(send, 200, b"ok")
        elif found is None:
            await _say(send, 404)
        elif scope["method"] != "GET":
            await _say(send, 405)
        elif self._open >= MOST or not self._news.hearing:
            # Readable to the office's own pages: the browser calls it a fault of theirs otherwise.
            await _say(send, 503, also=readable)
        else:
            await self._stream(int(found[1]), [*STREAM, *readable], receive, send)

    async def _stream(self, outlet_id: int, headers: Headers, receive: Receive, send: Send) -> None:
        self._open += 1
        telling = asyncio.create_task(self._tell(outlet_id, headers, send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._open -= 1
            telling.cancel()
            leaving.cancel()
            with suppress(asyncio.CancelledError, OSError, RuntimeError):
                await telling

    async def _tell(self, outlet_id: int, headers: Headers, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        version = self._news.version(outlet_id)
        text = f"retry: {RETRY_MS}\n{_event(version)}"
        while self._news.hearing:
            await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
            await asyncio.sleep(PAUSE)
            seen, version = version, await self._news.later_than(version, outlet_id, within=HEARTBEAT)
            text = _event(version) if version != seen else "event: beat\ndata: 0\n\n"
        await send({"type": "http.response.body"})

    def _readable_by(self, origin: str) -> Headers:
        """What tells a browser that a page of this origin may read the answer; one of ours may."""
        allowed = [(b"access-control-allow-origin", origin.encode())] if self._ours(origin) else []
        return [(b"vary", b"origin"), *allowed]

    def _ours(self, origin: str) -> bool:
        """Whether the page is one of the office's; by the same names to which the web server answers."""
        try:
            host = urlsplit(origin).hostname or ""
        except ValueError:
            return False
        names = {*LOOPBACK, self._env.host, *self._env.allowed_hosts}
        return host in names or any(name.startswith(".") and host.endswith(name) for name in names)


def _event(version: int) -> str:
    return f"event: hall\ndata: {version}\n\n"


def _origin(scope: Message) -> str:
    found: bytes = next((value for name, value in scope["headers"] if name == b"origin"), b"")
    return found.decode("latin-1")


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, status: int, body: bytes = b"", *, also: Headers | None = None) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), *(also or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body or REFUSED[status]})


_ENV = environment.read(os.environ)
logs.configure(level=_ENV.log_level, pretty=_ENV.debug)
application = Streams(_ENV)
