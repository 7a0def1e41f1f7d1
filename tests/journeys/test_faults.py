"""A fault of the server, a lost line, a session that ended: what stands on a page stays there, and says that it is old."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys import counter, registers, steps
from tests.journeys.counter import bar
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_counter_and_second_screen import call

pytestmark = pytest.mark.journey
NO = "84"
LOST, FAILED = "正在重新连接", "服务器出错，没有得到答复"
CHANGED = "document.body.dispatchEvent(new CustomEvent('hall-changed'))"
# Three minutes, in steps that let each answer come at another moment between two questions.
STEPS, STEP_MS, POLL_MS = 260, 700, 5000


# What changes the bar by itself arrives when the dialog is already open.
LATE = """
() => {
  window.answers = [];
  const ask = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await ask(address, options);
    if (!String(address).includes("/window/bar?") || answer.status === 204) return answer;
    await new Promise((resolve) => window.answers.push(resolve));
    return answer;
  };
}
"""


@pytest.fixture
def clerk(signed_in) -> Iterator[Page]:
    with counter.at_window(signed_in, NO) as page:
        yield page


def fail(page: Page, address: str) -> None:
    """As a proxy does while the server behind it starts."""
    page.route(address, lambda route: route.fulfill(status=502, body="<p>bad gateway</p>", content_type="text/html"))


def test_the_call_bar_outlives_a_fault_and_says_when_nobody_is_signed_in(clerk):
    fail(clerk, "**/window/bar?*")
    clerk.evaluate(CHANGED)
    expect(bar(clerk).get_by_text(LOST)).to_be_visible()
    expect(bar(clerk)).to_contain_text("可叫号")
    expect(clerk.get_by_text(FAILED)).to_be_hidden()
    clerk.unroute("**/window/bar?*")
    expect(bar(clerk).get_by_text(LOST)).to_be_hidden(timeout=30_000)

    kept = clerk.context.cookies()
    clerk.context.clear_cookies(name="sessionid")
    clerk.evaluate(CHANGED)
    expect(bar(clerk).get_by_text("已退出登录")).to_be_visible()
    expect(bar(clerk).get_by_text(LOST)).to_be_hidden()
    clerk.context.add_cookies(kept)
    clerk.evaluate(CHANGED)
    expect(bar(clerk).get_by_text("已退出登录")).to_be_hidden()


def test_an_answer_that_comes_late_closes_no_dialog(clerk, server):
    clerk.evaluate(LATE)
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=1)
    clerk.evaluate(CHANGED)
    clerk.wait_for_function("window.answers.length > 0")
    clerk.keyboard.press("Alt+m")
    dialog = clerk.get_by_role("dialog", name=f"{NO} 号窗口")
    expect(dialog).to_be_visible()
    with clerk.expect_event("console", lambda said: said.text == "answered"):
        clerk.evaluate(
            "document.addEventListener('htmx:finally:request', () => console.info('answered'), {once: true})"
        )
        clerk.evaluate("window.answers.forEach((go) => go())")
    expect(dialog).to_be_visible()

    hands = Keyboard(clerk, "F0001")
    hands.press("Escape")
    call(hands, no)
    counter.begin(hands)
    counter.finish(hands)


def test_an_application_outlives_a_fault_and_says_so(signed_in, owner):
    page = signed_in(steps.CLERK)
    car = registers.a_vehicle(owner)
    steps.look_up(page, car.plate)
    form = steps.open_service(page, "补领行驶证")
    fail(page, "**/check*")
    form.get_by_role("checkbox", name="机动车所有人身份证明", exact=True).uncheck()
    expect(page.get_by_text(FAILED)).to_be_visible()
    expect(steps.button(page, "受理")).to_be_visible()

    page.unroute("**/check*")
    form.get_by_role("checkbox", name="机动车所有人身份证明", exact=True).check()
    expect(page.get_by_text(FAILED)).to_be_hidden()


def test_the_live_view_outlives_a_fault(signed_in):
    page = signed_in(steps.LEADER)
    page.goto("/desk/hall/")
    fail(page, "**/desk/hall/")
    page.evaluate(CHANGED)
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.get_by_role("heading", name="大厅实况")).to_be_visible()
    page.unroute("**/desk/hall/")
    expect(page.get_by_text(LOST)).to_be_hidden(timeout=30_000)


def test_a_second_screen_outlives_a_fault(clerk, new_browser):
    screen = new_browser().new_page()
    counter.pair_screen(clerk, screen)
    fail(screen, "**/hall/screen/now*")
    with screen.expect_response("**/hall/screen/now*"):
        screen.evaluate(CHANGED)
    expect(screen.get_by_text("请等候叫号")).to_be_visible()
    screen.unroute("**/hall/screen/now*")
    with screen.expect_response("**/hall/screen/now*"):
        screen.evaluate(CHANGED)


def test_a_page_whose_server_is_away_asks_no_more_often_the_longer_it_is(new_browser):
    page, asked = new_browser().new_page(), []

    def turn_away(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=502, body="bad gateway")

    page.route("**/events/*", lambda route: route.abort())
    page.clock.install()
    page.goto("/hall/01/board/")
    page.route("**/hall/01/board/", turn_away)
    for _ in range(STEPS):
        page.clock.run_for(STEP_MS)
        page.evaluate("fetch('/healthy')")
    asked_in_turn = STEPS * STEP_MS / POLL_MS
    assert asked_in_turn / 2 < len(asked) < asked_in_turn * 2
