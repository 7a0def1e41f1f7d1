"""What a clerk's hands do for the commonest services, from the card on the reader to 已受理, without a mouse."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Route, expect
from tests.journeys import registers, steps
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.journey
Owner = registers.Owner
WHOLE_LIST = re.compile(r"/visits/.*[?&]all=1")
FOCUSED = "element => element === document.activeElement"
TEN_DAYS_AGO = f"{localdate() - timedelta(days=10):%Y%m%d}"


def nothing(_: Owner) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Service:
    """Its name, the signs by which a clerk finds it, whose paper is read, what is typed and which cards are read by field."""

    name: str
    signs: str
    read: Callable[[Owner], str]
    typed: Callable[[Owner], dict[str, str]] = nothing
    cards: Callable[[Owner], dict[str, str]] = nothing
    at_most: int = 12


def plate(owner: Owner) -> str:
    return registers.a_vehicle(owner).plate


def holder(owner: Owner) -> str:
    return registers.a_holder(owner, ends_in=(200, 3000)).number


def expiring(owner: Owner) -> str:
    return registers.a_holder(owner, ends_in=(5, 85)).number


def buyer(owner: Owner) -> dict[str, str]:
    car = registers.a_vehicle(owner)
    return {"现机动车所有人证件号码": registers.somebody_else(owner, than=car.owner)[1]}


SERVICES = (
    Service("补领行驶证", "blxsz", plate),
    Service("换领行驶证", "hlxsz", plate),
    Service("补领机动车号牌", "bljdchp", plate),
    Service("补领机动车登记证书", "bljdcdj", plate),
    Service("变更备案（联系方式）", "lxfs", plate, lambda _: {"变更后的联系电话": "13907790123"}, at_most=30),
    Service("转让登记", "zrdj", plate, cards=buyer, at_most=20),
    Service("遗失补证", "ysbz", holder),
    Service("损毁换证", "shhz", holder),
    Service("期满换证", "qmhz", expiring, lambda _: {"纸质身体条件证明的出具日期": TEN_DAYS_AGO}, at_most=16),
)


def pick(hands: Keyboard, service: Service) -> None:
    """By its own key where it is among the first, else by the signs of its name."""
    own = hands.page.locator("#offers a[data-key]").filter(
        has=hands.page.locator("b").get_by_text(service.name, exact=True)
    )
    if own.count():
        hands.press(str(own.first.get_attribute("data-key")))
    else:
        hands.press("F3")
        hands.type(service.signs)
        hands.press("Enter")
    expect(hands.page.locator("form#apply")).to_contain_text(service.name)
    hands.page.wait_for_load_state()


def go_to(hands: Keyboard, label: str) -> None:
    """With the tabulator, to this field of the application; what is folded away there is opened on the way."""
    field = hands.page.locator("form#apply").get_by_label(label)
    folded = hands.page.locator("form#apply details:not([open]) > summary").filter(has_text="核对陈述")
    for _ in range(40):
        if field.evaluate(FOCUSED):
            return
        hands.press("Enter" if folded.count() and folded.evaluate(FOCUSED) else "Tab")
    raise AssertionError(f"no way to {label}")


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_keys_from_the_card_to_the_acceptance(signed_in, owner, tally, service):
    page, read = signed_in(steps.CLERK), service.read(owner)
    typed, cards = service.typed(owner), service.cards(owner)
    hands = Keyboard(page, service.name)
    page.goto("/window/")
    hands.start_counting()
    hands.scan(read)
    page.wait_for_url("**/visits/**")

    pick(hands, service)
    for label, number in cards.items():
        go_to(hands, label)
        with steps.asking_the_law(page.locator("form#apply")):
            hands.lay_card(number)
    for label, text in typed.items():
        go_to(hands, label)
        hands.type(text)
    hands.press("F6")
    hands.press("Ctrl+Enter")
    steps.on_case(page, "已受理")

    tally.append(str(hands))
    assert hands.pressed <= service.at_most


def test_enter_before_the_list_is_there_is_meant_for_what_comes(signed_in, owner):
    page, car = signed_in(steps.CLERK), registers.a_vehicle(owner)
    steps.look_up(page, car.plate)
    page.wait_for_load_state()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(WHOLE_LIST, hold)
    with page.expect_request(WHOLE_LIST):
        page.keyboard.press("F3")
    hands = Keyboard(page, "F0001")
    hands.type("bljdcdj")
    hands.press("Enter")
    expect(page.locator("form#apply")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("form#apply")).to_contain_text("补领机动车登记证书")
