"""The event stream: a page that follows a hall hears of every change in it, of nothing else, and after every cut again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings

from cheguan.config import database, env, hall_news, streams
from cheguan.config.streams import Message, Streams

PATIENCE = 10.0
PAGE = "http://127.0.0.1:8000"


class Follower:
    """A page that has opened a stream."""

    def __init__(self, app: Streams, path: str, *, origin: str = PAGE, method: str = "GET") -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self._events: asyncio.Queue[str] = asyncio.Queue()
        self._gone = asyncio.Event()
        scope = {"type": "http", "path": path, "method": method, "headers": [(b"origin", origin.encode())]}
        self._answering = asyncio.create_task(app(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            await self._events.put(message.get("body", b"").decode())

    async def heard(self) -> str:
        """The next thing that is said; empty when the server ends the stream."""
        return await asyncio.wait_for(self._events.get(), PATIENCE)

    async def silent(self, seconds: float = 0.4) -> bool:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(self._events.get(), seconds)
        return True

    async def leave(self) -> None:
        self._gone.set()
        await asyncio.wait_for(self._answering, PATIENCE)


@asynccontextmanager
async def running() -> AsyncIterator[Streams]:
    """The application between its start and its end, with a line to the database."""
    app = Streams(settings.ENV)
    told: asyncio.Queue[Message] = asyncio.Queue()
    steps: asyncio.Queue[Message] = asyncio.Queue()
    living = asyncio.create_task(app({"type": "lifespan"}, steps.get, told.put))
    await steps.put({"type": "lifespan.startup"})
    assert (await told.get())["type"] == "lifespan.startup.complete"
    async with asyncio.timeout(PATIENCE):
        while not app._news.hearing:
            await asyncio.sleep(0.01)
    try:
        yield app
    finally:
        await steps.put({"type": "lifespan.shutdown"})
        await asyncio.wait_for(living, PATIENCE)


def in_time(story: Callable[[Streams], Coroutine[Any, Any, None]]) -> Callable[[None], None]:
    """A story told of a running stream."""

    def run(django_db_setup: None) -> None:
        async def told() -> None:
            async with running() as app:
                await story(app)

        asyncio.run(told())

    return run


async def notify(*payloads: str) -> None:
    parameters = database.parameters(settings.ENV, role="app")
    async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as line:
        for payload in payloads:
            await line.execute("SELECT pg_notify('cheguan_hall', %s)", [payload])


def city(outlet: int) -> str:
    return f"{settings.ENV.schema} {outlet}"


@in_time
async def test_a_page_hears_at_once_and_then_of_every_change(app: Streams) -> None:
    page = Follower(app, "/events/7")
    assert await page.heard() == "retry: 1000\nevent: hall\ndata: 1\n\n"
    await notify(city(7))
    assert await page.heard() == "event: hall\ndata: 2\n\n"
    assert (page.status, page.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    await page.leave()


@in_time
async def test_another_hall_and_another_city_are_none_of_its_business(app: Streams) -> None:
    page = Follower(app, "/events/7")
    await page.heard()
    await notify(city(8), "another_city 7", "nonsense", f"{settings.ENV.schema} 7; drop")
    assert await page.silent()
    await page.leave()


@in_time
async def test_a_burst_is_one_event_and_the_last_change_is_in_it(app: Streams) -> None:
    page = Follower(app, "/events/7")
    await page.heard()
    await notify(*[city(7)] * 20)
    numbers: list[int] = []
    while not numbers or numbers[-1] < 21:
        numbers.append(int((await page.heard()).rsplit("data: ", 1)[1]))
    assert len(numbers) < 20
    await page.leave()


@pytest.fixture
def slow_to_return(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long enough to look at a page while there are no news."""
    monkeypatch.setattr(hall_news, "AGAIN_SECONDS", 4.0)


@pytest.mark.usefixtures("slow_to_return")
@in_time
async def test_after_a_cut_pages_are_let_go_and_find_the_change_when_they_come_back(app: Streams) -> None:
    page = Follower(app, "/events/7")
    first = await page.heard()
    with psycopg.connect(**database._embedded(settings.ENV, user=database.SUPERUSER), autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'"
        )
    assert await page.heard() == ""
    refused = Follower(app, "/events/7")
    await refused.heard()
    assert (refused.status, refused.headers["access-control-allow-origin"]) == (503, PAGE)
    async with asyncio.timeout(PATIENCE):
        while not app._news.hearing:
            await asyncio.sleep(0.05)
    again = Follower(app, "/events/7")
    assert await again.heard() != first
    await notify(city(7))
    assert "event: hall" in await again.heard()
    await again.leave()


@in_time
async def test_who_has_gone_is_forgotten(app: Streams) -> None:
    pages = [Follower(app, "/events/7") for _ in range(5)]
    for page in pages:
        await page.heard()
    assert app._open == 5
    for page in pages:
        await page.leave()
    assert app._open == 0


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [(PAGE, True), ("http://localhost:8000", True), ("https://evil.example", False), ("null", False), ("", False)],
)
def test_only_the_offices_own_pages_may_listen(django_db_setup: None, origin: str, allowed: bool) -> None:
    async def told() -> None:
        async with running() as app:
            page = Follower(app, "/events/7", origin=origin)
            await page.heard()
            assert (page.headers.get("access-control-allow-origin") == origin) == allowed
            await page.leave()

    asyncio.run(told())


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/events/x", 404), ("GET", "/", 404), ("POST", "/events/1", 405), ("GET", "/healthy", 200)],
)
def test_other_addresses_are_answered_plainly(django_db_setup: None, method: str, path: str, status: int) -> None:
    async def told() -> None:
        async with running() as app:
            page = Follower(app, path, method=method)
            assert await page.heard()
            assert page.status == status

    asyncio.run(told())


def test_too_many_pages_are_turned_away(django_db_setup: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST", 1)

    async def told() -> None:
        async with running() as app:
            page = Follower(app, "/events/7")
            await page.heard()
            late = Follower(app, "/events/7")
            await late.heard()
            assert late.status == 503
            await page.leave()

    asyncio.run(told())


def test_a_silent_line_beats(django_db_setup: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.2)

    async def told() -> None:
        async with running() as app:
            page = Follower(app, "/events/7")
            await page.heard()
            assert await page.heard() == "event: beat\ndata: 0\n\n"
            await page.leave()

    asyncio.run(told())


@pytest.mark.parametrize(
    ("given", "port"), [({}, 8001), ({"PORT": "9000"}, 9001), ({"STREAM_PORT": "7000"}, 7000), ({"PORT": "65535"}, 1)]
)
def test_the_stream_listens_beside_the_web_server(given: dict[str, str], port: int) -> None:
    assert env.read({f"CHEGUAN_{name}": value for name, value in given.items()}).events_port == port


@pytest.mark.parametrize("address", ["events.example", "https://events.example/x", "ftp://events.example"])
def test_its_address_is_an_origin(address: str) -> None:
    with pytest.raises(env.BadEnvironment):
        env.read({"CHEGUAN_STREAM_ADDRESS": address})
    given = {"CHEGUAN_STREAM_ADDRESS": "https://events.example"}
    assert env.read(given).stream_address == "https://events.example"
