"""From the ticket machine to the board and the phone: a number is taken, called, seen by everybody, and a cut is survived."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys import hall, registers, steps
from tests.journeys.conftest import Server, SignedIn

pytestmark = pytest.mark.journey

NewBrowser = Callable[..., BrowserContext]
# A browser's speech that keeps what it is told to say instead of saying it.
SPEECH = """
window.said = [];
class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
const speech = new EventTarget();
speech.getVoices = () => [{ lang: "zh-CN", name: "test" }];
speech.speak = (words) => { said.push(words.text); setTimeout(() => words.dispatchEvent(new Event("end"))); };
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = Utterance;
"""
WALL = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def machine(signed_in: SignedIn) -> Page:
    return hall.machine(signed_in(steps.LEADER))


def board(new_browser: NewBrowser) -> Page:
    page = new_browser(**WALL).new_page()
    page.add_init_script(SPEECH)
    page.goto("/hall/01/board/")
    steps.button(page, "♪ 打开语音").click()
    return page


def test_machine_board_call_phone(
    machine: Page, signed_in: SignedIn, new_browser: NewBrowser, owner: registers.Owner
) -> None:
    wall = board(new_browser)
    before = hall.waiting(wall, "A")
    number = hall.take_number(machine, "行驶证丢了")
    expect(hall.line(wall, "A")).to_contain_text(f"{before + 1} 人等候")
    token = hall.newest(owner, number, "token")
    phone = new_browser(**PHONE).new_page()
    phone.goto(f"/t/{token}/")
    expect(phone.get_by_role("heading", name=number)).to_be_visible()
    expect(phone.locator(".cg-said")).to_contain_text("前面")
    phone.get_by_text("带什么").click()

    clerk = signed_in(steps.CLERK)
    hall.sit_down(clerk, "1")
    called = ""
    while called != number:
        called = hall.call_next(clerk)
        hall.say_calls(wall, called)
        if called != number:
            hall.serve(clerk, called)

    expect(phone.locator(".cg-said")).to_contain_text("请到 1 号窗口")
    expect(phone.get_by_text("不等了")).to_have_count(0)
    expect(phone.locator("details[open]")).to_have_count(1)
    spoken = [words for words in wall.evaluate("said") if hall.spoken(number) in words]
    assert len(spoken) == 2
    hall.serve(clerk, number)
    expect(phone.locator(".cg-said")).to_contain_text("已办完")
    expect(phone.get_by_role("link", name="评价“补领行驶证”")).to_be_visible()


def test_a_call_is_on_the_board_within_a_second(
    machine: Page, signed_in: SignedIn, new_browser: NewBrowser, owner: registers.Owner, tally: list[str]
) -> None:
    """From the act in the database to the sign on the screen, five times."""
    wall, clerk = board(new_browser), signed_in(steps.CLERK)
    hall.sit_down(clerk, "1")
    expect(wall.locator("html")).to_have_attribute("data-hall-live", "yes")
    waits = []
    for _ in range(5):
        hall.take_number(machine, "行驶证丢了")
        wall.evaluate(hall.WATCH)
        called = hall.call_next(clerk)
        wall.wait_for_function("no => window.first[no]", arg=called)
        waits.append(wall.evaluate("no => window.first[no]", called) / 1000 - hall.called_at(owner, called).timestamp())
        hall.serve(clerk, called)
    waits.sort()
    tally.append(f"叫号后上屏 call to board: median {waits[2] * 1000:.0f} ms, worst {waits[-1] * 1000:.0f} ms")
    assert waits[2] < 1


def test_a_board_that_was_cut_off_says_so_and_misses_nothing(
    machine: Page, new_browser: NewBrowser, server: Server
) -> None:
    wall = board(new_browser)
    expect(wall.locator("html")).to_have_attribute("data-hall-live", "yes")
    hall.end_streams(server.data_dir)
    expect(wall.get_by_text("正在重新连接")).to_be_visible()
    number = hall.take_number(machine, "买了新车")
    expect(wall.locator(".cg-lines")).to_contain_text(number)
    expect(wall.get_by_text("正在重新连接")).to_be_hidden(timeout=60_000)
    expect(wall.locator("html")).to_have_attribute("data-hall-live", "yes")


def test_a_board_keeps_what_it_shows_while_the_server_is_away(new_browser: NewBrowser) -> None:
    wall = board(new_browser)
    wall.context.route("**/hall/01/board/", lambda route: route.fulfill(status=502, body="bad gateway"))
    wall.evaluate("document.body.dispatchEvent(new CustomEvent('hall-changed'))")
    expect(wall.get_by_text("正在重新连接")).to_be_visible()
    expect(wall.get_by_role("heading", name="机动车业务")).to_be_visible()
    wall.context.unroute("**/hall/01/board/")
    expect(wall.get_by_text("正在重新连接")).to_be_hidden(timeout=30_000)


def test_without_a_stream_the_board_asks_by_itself(machine: Page, new_browser: NewBrowser) -> None:
    context = new_browser(**WALL)
    context.route("**/events/*", lambda route: route.abort())
    wall = context.new_page()
    wall.goto("/hall/01/board/")
    expect(wall.get_by_text("正在重新连接")).to_be_visible()
    number = hall.take_number(machine, "买了新车")
    expect(wall.locator(".cg-lines")).to_contain_text(number, timeout=20_000)


def test_the_machine_forgets_who_was_there(machine: Page) -> None:
    machine.clock.install()
    machine.goto("/hall/01/machine/enter/id/")
    machine.get_by_role("button", name="4", exact=True).click()
    machine.clock.run_for(75_000)
    expect(machine.get_by_role("heading", name="还需要时间吗？")).to_be_visible()
    steps.button(machine, "还要继续").click()
    machine.clock.run_for(60_000)
    expect(machine.get_by_label("请输入身份证号")).to_have_value("4")
    machine.clock.run_for(40_000)
    machine.wait_for_url(re.compile(r"/hall/01/machine/\?lang=zh-hans$"))
    expect(machine.get_by_role("button", name="4", exact=True)).to_have_count(0)


def test_papers_are_checked_before_the_number_is_taken(signed_in: SignedIn, owner: registers.Owner) -> None:
    desk, car = signed_in(steps.CLERK), registers.a_vehicle(owner)
    desk.goto("/hall/01/guide/")
    desk.get_by_label("身份证号、号牌或者票号").fill(car.owner_number)
    steps.button(desk, "查找").click()
    desk.wait_for_url("**/guide/*/")
    desk.get_by_label("找业务").fill("过户")
    with desk.expect_navigation():
        desk.locator("#services [data-find]:visible a").first.click()
    missing = desk.locator(".cg-held .missing")
    before = missing.count()
    assert before
    with desk.expect_response("**/check"):
        missing.first.get_by_role("checkbox").check()
    expect(missing).to_have_count(before - 1)
    steps.button(desk, "取号").click()
    desk.wait_for_url("**/guide/?ticket=*")
    number = desk.locator(".cg-number").inner_text()
    assert hall.newest(owner, number, "source") == "guide"
