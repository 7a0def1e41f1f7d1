"""The product as a person meets it: ``cheguan serve`` with the small demo city, and a real browser."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect, sync_playwright
from tests import browser as chromium
from tests.journeys.steps import sign_in
from tests.ports import free_port

from cheguan.config import database, env

PATIENCE = 600.0
WAIT_MS = 15_000
expect.set_options(timeout=WAIT_MS)
# What the browser itself says about a page that answered 4xx, which is what the bad days are about, and about a desk
# without devices, which is most of them.
EXPECTED = ("Failed to load resource", "WebSocket connection to")
# Seconds, fewer than the office lets anybody be idle.
STAYS = 240.0
SignedIn = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Server:
    """A running Cheguan; ``owner`` looks into its registers. Its pages look for devices at ``devices_port``."""

    base_url: str
    data_dir: Path
    devices_port: int
    owner: psycopg.Connection[Any]


@contextmanager
def served(variables: Mapping[str, str]) -> Iterator[Server]:
    """``cheguan serve`` with these settings, until the block ends."""
    settings = env.read(variables)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(env.PREFIX)}
    process = subprocess.Popen([sys.executable, "-m", "cheguan", "serve"], env={**inherited, **variables})
    try:
        _wait_until_healthy(settings.address, process)
        with psycopg.connect(**database.parameters(settings, role="owner"), autocommit=True) as owner:
            devices_port = int(variables["CHEGUAN_DEVICES"].rsplit(":")[-1])
            yield Server(base_url=settings.address, data_dir=settings.data_dir, devices_port=devices_port, owner=owner)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=180)


def own_variables(folder: str) -> dict[str, str]:
    """A city in this folder, on ports that nobody else has."""
    return {
        "CHEGUAN_DEVICES": f"ws://127.0.0.1:{free_port()}",
        "CHEGUAN_DATA_DIR": folder,
        "CHEGUAN_PORT": str(free_port()),
        "CHEGUAN_MEASURES_ON": "accept_with_gap.local",
    }


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="cheguan-journeys-") as folder, served(own_variables(folder)) as running:
        yield running


@pytest.fixture
def owner(server: Server) -> psycopg.Connection[Any]:
    return server.owner


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_browser(browser: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of somebody's own. At the end no script of ours may have failed in any of them."""
    faults: list[str] = []

    def open_one(**options: Any) -> BrowserContext:
        given = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", **options}
        context = closing.enter_context(browser.new_context(base_url=server.base_url, **given))
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda message: faults.extend(_complaint(message)))
        return context

    with ExitStack() as closing:
        yield open_one
    assert not faults


@pytest.fixture
def page(new_browser: Callable[..., BrowserContext]) -> Page:
    """A window of its own, without anybody signed in."""
    return new_browser().new_page()


@dataclass(slots=True)
class Session:
    """Somebody's sign-in, and when they were last at work with it."""

    state: StorageState
    at: float

    @property
    def standing(self) -> bool:
        return monotonic() - self.at < STAYS


@pytest.fixture(scope="session")
def sessions() -> dict[str, Session]:
    """Whoever signed in stays signed in, unless they were away for long, as the product has it."""
    return {}


@pytest.fixture
def signed_in(new_browser: Callable[..., BrowserContext], sessions: dict[str, Session]) -> SignedIn:
    """This person at a browser of their own."""

    def at_work(staff_no: str) -> Page:
        known = sessions.get(staff_no)
        if known and known.standing:
            known.at = monotonic()
            page: Page = new_browser(storage_state=known.state).new_page()
            return page
        page = new_browser().new_page()
        sign_in(page, staff_no)
        sessions[staff_no] = Session(page.context.storage_state(), monotonic())
        return page

    return at_work


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" and not message.text.startswith(EXPECTED) else []


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(int(PATIENCE / 0.2)):
        assert process.poll() is None, "cheguan serve ended by itself"
        try:
            with urlopen(f"{address}/healthy"):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address} in {PATIENCE:.0f} seconds")
