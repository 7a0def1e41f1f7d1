"""The card reader at the window, in good days and bad: what it reads needs no typing, what it spoils can be typed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import parse_qs

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Locator, Page, expect
from tests.devices.pages import Say, control_of
from tests.devices.threads import in_thread
from tests.journeys import registers, steps
from tests.journeys.conftest import Server

from cheguan.devices.simulator.running import simulated

pytestmark = pytest.mark.journey
STRANGER = "450502199003070018"
CONNECTED, MISSING = "读卡器已连接", "无读卡器，手工录入"
WRONG, UNREAD = "读卡有误，手工录入", "没读到卡，手工录入"
# Of the right shape, with a number that does not prove itself: what only the page can notice when the bridge is mad.
FORGED = (
    '{"type":"event","event":"CardIn","device":"id_reader","data":'
    '{"Name":"陈晓明","Sex":"男","Born":"19900307","CardNo":"450502199003070019"}}'
)
MOST_SIGNATURES = 2000
Plug = Callable[[], AbstractContextManager[Say]]


@pytest.fixture
def plug_in(server: Server) -> Plug:
    """Start the bridge on this clerk's computer, with simulated devices."""

    @contextmanager
    def plugged() -> Iterator[Say]:
        origins = [server.base_url]
        with (
            in_thread(lambda: simulated(port=server.devices_port, control_port=0, origins=origins)) as simulation,
            control_of(simulation.control_port) as say,
        ):
            yield say

    return plugged


@pytest.fixture
def tell(plug_in: Plug) -> Iterator[Say]:
    with plug_in() as say:
        yield say


def expect_reader(page: Page, words: str) -> None:
    expect(page.get_by_role("banner").get_by_text(words, exact=True)).to_be_visible()


def searched(page: Page, do: Callable[[], object]) -> tuple[str, str]:
    """What was looked for after ``do``, and how it came in."""
    with page.expect_request("**/window/search") as request:
        do()
    sent = parse_qs(request.value.post_data or "")
    return sent["q"][0], sent["read_by"][0]


def open_window(page: Page) -> Page:
    page.goto("/window/")
    return page


def type_and_find(page: Page, text: str) -> None:
    page.get_by_label("扫描或输入").fill(text)
    steps.button(page, "查找").click()


def test_a_card_laid_on_the_reader_opens_the_person(signed_in, owner, tell):
    car = registers.a_vehicle(owner)
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)

    assert searched(counter, lambda: tell(f"card {car.owner_number} {car.owner_name}")) == (car.owner_number, "card")

    counter.wait_for_url("**/window/visits/**")
    expect_reader(counter, CONNECTED)
    steps.open_service(counter, "补领行驶证")


def test_the_reader_is_asked_with_f4_and_the_hand_stays_free(signed_in, owner, tell):
    car = registers.a_vehicle(owner)
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)

    counter.keyboard.press("F4")
    expect_reader(counter, "请放身份证")
    expect(counter.get_by_label("扫描或输入")).to_be_focused()
    assert searched(counter, lambda: tell(f"card {car.owner_number} {car.owner_name}")) == (car.owner_number, "card")
    counter.wait_for_url("**/window/visits/**")


def test_a_page_without_a_place_for_cards_leaves_them_to_the_clerk(signed_in, tell):
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    beside = open_window(counter.context.new_page())
    expect_reader(beside, CONNECTED)
    beside.evaluate("document.querySelectorAll('[data-scan]').forEach((box) => box.remove())")
    for page in (counter, beside):
        page.evaluate("dispatchEvent(new Event('focus'))")
    # Answered in turn: the bridge has heard who is in front.
    counter.evaluate("devices.ask('bridge', 'nothing')")

    assert searched(counter, lambda: tell(f"card {STRANGER}")) == (STRANGER, "card")
    expect(counter.get_by_text("登记库里没有找到")).to_be_visible()


def test_without_a_bridge_everything_is_typed(signed_in, owner):
    car = registers.a_vehicle(owner)
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, MISSING)

    counter.keyboard.press("F4")
    expect(counter.get_by_label("扫描或输入")).to_be_focused()
    assert searched(counter, lambda: type_and_find(counter, car.owner_number)) == (car.owner_number, "typed")
    counter.wait_for_url("**/window/visits/**")


def test_a_bridge_that_is_started_later_is_found_and_one_that_ends_is_missed(signed_in, plug_in):
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, MISSING)
    with plug_in():
        expect_reader(counter, CONNECTED)
    expect_reader(counter, MISSING)
    with plug_in():
        expect_reader(counter, CONNECTED)


@pytest.mark.parametrize(
    "mad",
    [
        ("nonsense id_reader", "card"),
        ("raw 锟斤拷",),
        ('raw {"type":"hello"}',),
        ('raw {"type":"toString"}',),
        (f"raw {FORGED}",),
    ],
    ids=["the reader", "the bridge", "half a greeting", "an unknown kind", "a forged card"],
)
def test_nonsense_is_said_to_be_nonsense_and_typing_goes_on(signed_in, owner, tell, mad):
    car = registers.a_vehicle(owner)
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    for line in mad:
        tell(line)

    expect_reader(counter, WRONG)
    expect(counter.get_by_label("扫描或输入")).to_have_value("")
    assert searched(counter, lambda: type_and_find(counter, car.owner_number)) == (car.owner_number, "typed")
    counter.wait_for_url("**/window/visits/**")


def test_a_slow_reader_keeps_nobody_from_typing(signed_in, owner, tell):
    car = registers.a_vehicle(owner)
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    tell("slow id_reader 30")
    counter.keyboard.press("F4")
    expect_reader(counter, "请放身份证")

    assert searched(counter, lambda: type_and_find(counter, car.owner_number)) == (car.owner_number, "typed")
    counter.wait_for_url("**/window/visits/**")
    expect_reader(counter, CONNECTED)


def test_a_reader_that_is_busy_is_said_to_have_read_nothing(signed_in, tell):
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    counter.evaluate("() => { window.devices.ask('id_reader', 'read') }")
    counter.keyboard.press("F4")
    expect_reader(counter, UNREAD)


def test_an_unplugged_reader_is_seen(signed_in, tell):
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    tell("absent id_reader")
    expect_reader(counter, MISSING)
    tell("fine id_reader")
    expect_reader(counter, CONNECTED)


def test_a_newcomer_is_entered_from_the_card_and_a_changed_name_counts_as_typed(signed_in, tell):
    counter = signed_in(steps.CLERK)
    counter.goto("/window/people/new")
    expect_reader(counter, CONNECTED)
    tell(f"card {STRANGER} 欧阳晓明")

    for label, text in {
        "证件号码": STRANGER,
        "姓名或名称": "欧阳晓明",
        "性别": "1",
        "出生日期": "1990-03-07",
        "证件有效期至": "2040-01-01",
        "住址": "广西北海市海城区四川路1号",
    }.items():
        expect(counter.get_by_label(label)).to_have_value(text)
    expect(counter.get_by_label("联系电话")).to_be_focused()
    how = counter.locator("form[data-identity] [name=read_by]")
    expect(how).to_have_value("card")
    counter.keyboard.type("13907791234")
    expect(how).to_have_value("card")
    counter.get_by_label("姓名或名称").fill("欧阳小明")
    expect(how).to_have_value("typed")


def test_an_agents_card_goes_where_the_clerk_is(signed_in, owner, tell):
    car = registers.a_vehicle(owner)
    _, agent = registers.somebody_else(owner, than=car.owner)
    counter = open_window(signed_in(steps.CLERK))
    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, "补领行驶证")
    expect_reader(counter, CONNECTED)

    form.get_by_label("代理人证件号码").focus()
    with counter.expect_response("**/check*"):
        tell(f"card {agent} 代理人")
    expect(form.get_by_label("代理人证件号码")).to_have_value(agent)
    steps.expect_papers(form, "委托书")


def signing(page: Page) -> Locator:
    """The part that a page includes where somebody signs."""
    page.evaluate(
        """part => {
            document.querySelector("main").innerHTML = `<form>${part}</form>`;
            const script = document.createElement("script");
            script.src = "/static/js/signature.js";
            document.head.append(script);
            return new Promise(resolve => { script.onload = () => { resolve(document.dispatchEvent(new Event("htmx:after:settle"))) } });
        }""",
        render_to_string("parts/signature.html", {"name": "undertaking", "title": "承诺书"}),
    )
    return page.locator("[data-signature]")


def expect_signed(place: Locator, how: str) -> None:
    expect(place.locator("[name=undertaking_how]")).to_have_value(how)
    picture = place.locator("[name=undertaking]").input_value()
    assert picture.startswith("data:image/png;base64,") == (how in ("screen", "pad"))


def sign_on_pad(place: Locator, tell: Say) -> None:
    """Until it is heard: what is signed before the pad was asked does not count."""
    for _ in range(MOST_SIGNATURES):
        tell("sign")
        if place.locator("[name=undertaking_how]").input_value() == "pad":
            return


def test_somebody_signs_on_the_screen_or_the_pad_or_confirms_without(signed_in, tell):
    counter = open_window(signed_in(steps.CLERK))
    expect_reader(counter, CONNECTED)
    place = signing(counter)
    box = place.locator("canvas").bounding_box()
    assert box is not None
    left, top = box["x"] + 40, box["y"] + 40

    counter.mouse.move(left, top)
    counter.mouse.down()
    counter.mouse.up()
    expect_signed(place, "")
    counter.mouse.move(left, top)
    counter.mouse.down()
    counter.mouse.move(left + 200, top + 60, steps=8)
    counter.mouse.up()
    expect_signed(place, "screen")
    counter.get_by_role("button", name="重签").click()
    expect_signed(place, "")
    counter.get_by_label("不签名，直接确认").press("Space")
    expect_signed(place, "without")
    counter.get_by_role("button", name="用签字板").click()
    sign_on_pad(place, tell)
    expect_signed(place, "pad")
    expect(counter.get_by_label("不签名，直接确认")).not_to_be_checked()
