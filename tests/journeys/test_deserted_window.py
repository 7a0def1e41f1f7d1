"""A clerk is gone in the middle of a service: the window is freed, the visitor is served on, and a missed number comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import counter, looking, registers, steps
from tests.journeys.counter import bar
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_counter_and_second_screen import SPANS, call

pytestmark = pytest.mark.journey
NO, OTHER = "82", "85"


@pytest.fixture
def leader(signed_in) -> Page:
    page: Page = signed_in(steps.LEADER)
    counter.set_up(page, NO)
    return page


@pytest.fixture
def clerk(signed_in, leader) -> Iterator[Page]:
    page = signed_in(steps.CLERK)
    counter.sit_down(page, NO)
    yield page
    counter.stand_up(page)


def begin(hands: Keyboard, no: str) -> None:
    call(hands, no)
    expect(bar(hands.page)).to_contain_text("已叫 1 次")
    counter.begin(hands)


def free(leader: Page) -> None:
    leader.goto("/hall/01/counters/")
    leader.get_by_role("link", name=f"释放 {NO} 号窗口").click()
    leader.get_by_label("原因").fill("下班未离开窗口")
    assert looking.violations(leader) == {"light": [], "dark": []}
    assert {size: faults for size, faults in looking.crowded(leader).items() if faults} == {}
    Keyboard(leader, steps.LEADER).turn("Ctrl+Enter")
    expect(leader.get_by_role("link", name=f"释放 {NO} 号窗口")).to_have_count(0)


def test_a_deserted_window_is_freed_and_a_missed_number_comes_back(server, owner, clerk, leader):
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=9)
    hands = Keyboard(clerk, "F0001")
    clerk.goto("/window/")
    begin(hands, no)
    free(leader)

    counter.sit_down(clerk, NO)
    call(hands, no)
    expect(bar(clerk)).to_contain_text("原窗口已释放，按原来的位置")
    for times in (2, 3):
        hands.press("Alt+c")
        expect(bar(clerk)).to_contain_text(f"已叫 {times} 次")
    hands.press("Alt+g")
    expect(bar(clerk)).to_contain_text("可叫号")

    hands.press("Alt+n")
    dialog = clerk.get_by_role("dialog", name="接手、找号")
    expect(dialog).to_contain_text(f"{no} 过号")
    dialog.get_by_label("票号").fill(no.lower())
    hands.press("Enter")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    assert looking.violations(clerk) == {"light": [], "dark": []}
    assert {size: faults for size, faults in looking.crowded(clerk).items() if faults} == {}
    steps.button(dialog, "重新排队").click()
    expect(bar(clerk)).to_contain_text(f"{no} 号已重新排队")

    begin(hands, no)
    counter.finish(hands)
    assert registers.column(owner, SPANS, no) == [
        "waiting", "called", "serving", "waiting", "called", "called", "called", "waiting", "called", "serving",
    ]  # fmt: skip


def test_both_can_be_read_in_english(server, clerk, leader):
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=1)
    hands = Keyboard(clerk, "F0001")
    clerk.goto("/window/")
    begin(hands, no)
    leader.goto(f"/hall/01/counters/?free={NO}&lang=en")
    expect(leader.get_by_role("heading", name=f"Free window {NO}")).to_be_visible()
    leader.goto("/hall/01/counters/?lang=zh-hans")
    clerk.goto("/window/?lang=en")
    clerk.keyboard.press("Alt+n")
    dialog = clerk.get_by_role("dialog", name="Take over, find")
    dialog.get_by_label("Ticket").fill(no)
    hands.press("Enter")
    expect(dialog.get_by_role("listitem")).to_contain_text("being served")
    clerk.keyboard.press("Escape")
    clerk.goto("/window/?lang=zh-hans")
    counter.finish(hands)


def test_a_clerk_whose_computer_died_moves_with_the_visitor(server, owner, clerk, leader):
    counter.set_up(leader, OTHER)
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=3)
    hands = Keyboard(clerk, "F0001")
    clerk.goto("/window/")
    begin(hands, no)
    hands.press("Alt+m")
    dialog = clerk.get_by_role("dialog", name=f"{NO} 号窗口")
    dialog.get_by_label("换到窗口").select_option(OTHER)
    assert looking.violations(clerk) == {"light": [], "dark": []}
    assert {size: faults for size, faults in looking.crowded(clerk).items() if faults} == {}
    steps.button(dialog, "换过去").click()
    expect(clerk.locator(".cg-callbar-seat")).to_contain_text(OTHER)
    expect(bar(clerk)).to_contain_text("办理中")

    hands.press("Alt+n")
    found = clerk.get_by_role("dialog", name="接手、找号")
    found.get_by_label("票号").fill("A999")
    hands.press("Enter")
    expect(found.get_by_role("status")).to_have_text("今天没有 A999 号")
    hands.press("Escape")
    counter.finish(hands)
