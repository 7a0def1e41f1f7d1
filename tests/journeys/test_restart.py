"""The server is stopped in the middle of the day and started again: everybody is where they were."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys import counter, registers, steps
from tests.journeys.conftest import Server, own_variables, served
from tests.journeys.counter import bar
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_counter_and_second_screen import SPANS, call

pytestmark = pytest.mark.journey
NO = "83"
Start = Callable[[], Server]


@pytest.fixture
def days() -> Iterator[tuple[Start, Callable[[], None]]]:
    """To start the same city, and to stop it."""
    with tempfile.TemporaryDirectory(prefix="cheguan-restart-") as folder, ExitStack() as running:
        variables = own_variables(folder)
        yield lambda: running.enter_context(served(variables)), running.close


@pytest.fixture
def somebody(browser: Browser) -> Iterator[Callable[..., Page]]:
    """At a browser of their own, which is closed at the end: it would ask a server that is gone for ever."""

    def arriving(server: Server, staff_no: str = "") -> Page:
        context = browser.new_context(base_url=server.base_url, locale="zh-CN", timezone_id="Asia/Shanghai")
        page = closing.enter_context(context).new_page()
        if staff_no:
            steps.sign_in(page, staff_no)
        return page

    with ExitStack() as closing:
        yield arriving


def test_a_restart_in_mid_day_loses_nobody(
    somebody: Callable[..., Page], days: tuple[Start, Callable[[], None]]
) -> None:
    start, stop = days
    server = start()
    counter.set_up(somebody(server, steps.LEADER), NO)
    clerk, wall = somebody(server, steps.CLERK), somebody(server)
    counter.sit_down(clerk, NO)
    served_now = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=8)
    waiting = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=3)
    wall.goto("/hall/01/board/")
    clerk.goto("/window/")
    hands = Keyboard(clerk, steps.CLERK)
    call(hands, served_now)
    counter.begin(hands)

    stop()
    expect(wall.get_by_text("正在重新连接")).to_be_visible()
    hands.press("Alt+p")
    clerk.get_by_label("申请人去复印、拍照").check()
    hands.press("Ctrl+Enter")
    expect(clerk.locator("#offline")).to_be_visible()

    server = start()
    expect(wall.get_by_text("正在重新连接")).to_be_hidden(timeout=60_000)
    clerk.goto("/window/")
    expect(bar(clerk)).to_contain_text(served_now)
    expect(bar(clerk)).to_contain_text("办理中")
    counter.finish(hands)
    call(hands, waiting)
    assert registers.column(server.owner, SPANS, served_now) == ["waiting", "called", "serving"]
    expect(wall.locator(f"#call-{waiting}")).to_be_visible()
