"""Two people at one counter: called, read, shown on the second screen, confirmed, paused, taken up again, finished."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import counter, looking, registers, steps
from tests.journeys.counter import bar, begin, finish
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.journey
NO = "81"
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_KEYS = 12
SPANS = """
SELECT s.kind FROM visits_span s JOIN visits_visit v ON v.id = s.visit_id
 WHERE v.no = %s AND v.day = CURRENT_DATE ORDER BY s.since, s.id
"""
WAITED = """
SELECT floor(extract(epoch FROM s.since - v.taken_at) / 60)::int FROM visits_span s JOIN visits_visit v ON v.id = s.visit_id
 WHERE v.no = %s AND v.day = CURRENT_DATE AND s.kind = 'called'
"""
ANSWERS = """
SELECT a.answer, a.signed, a.signature_id IS NOT NULL FROM confirmations_answer a
  JOIN confirmations_question q ON q.id = a.question_id JOIN visits_visit v ON v.id = q.visit_id
 WHERE v.no = %s AND v.day = CURRENT_DATE ORDER BY a.id
"""
OUTCOMES = """
SELECT m.outcome FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id WHERE v.no = %s AND v.day = CURRENT_DATE
"""


@pytest.fixture
def clerk(signed_in) -> Iterator[Page]:
    with counter.at_window(signed_in, NO) as page:
        yield page


@pytest.fixture
def screen(new_browser, clerk) -> Page:
    page: Page = new_browser(viewport={"width": 1280, "height": 800}).new_page()
    counter.pair_screen(clerk, page)
    return page


def call(hands: Keyboard, no: str) -> None:
    hands.press("F2")
    expect(bar(hands.page)).to_contain_text(no)


def test_two_people_through_one_counter(server, owner, clerk, screen, tally):
    first, hands = registers.a_vehicle(owner), Keyboard(clerk, "F0001")
    one = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=14)
    two = counter.give_ticket(server.data_dir, service="licence_renewal", minutes=3, language="en")
    clerk.goto("/window/")

    call(hands, one)
    expect(bar(clerk)).to_contain_text(f"等候 {registers.one(owner, WAITED, one)} 分钟，最早")
    expect(screen.get_by_text("请到本窗口")).to_be_visible()
    hands.scan(first.owner_number)
    clerk.wait_for_url("**/visits/**")
    expect(bar(clerk)).to_contain_text("办理中")
    expect(screen.get_by_text("正在为您办理")).to_be_visible()

    hands.press("1")
    expect(clerk.locator("form#apply")).to_contain_text("补领行驶证")
    hands.press("Alt+y")
    expect(screen.get_by_text("请核对")).to_be_visible()
    assert looking.violations(screen) == {"light": [], "dark": []}
    expect(screen.get_by_text("补领行驶证")).to_be_visible()
    screen.get_by_role("button", name="确认无误").click()
    expect(screen.get_by_text("请签名，或者选择不签名")).to_be_visible()
    counter.sign(screen)
    screen.get_by_role("button", name="确认无误").click()
    expect(bar(clerk)).to_contain_text("申请人已确认并签名")
    hands.press("Ctrl+Enter")
    case_no = steps.on_case(clerk, "已受理")

    hands.press("Alt+p")
    clerk.get_by_label("申请人去复印、拍照").check()
    hands.turn("Ctrl+Enter")
    expect(bar(clerk)).to_contain_text(f"{one} 暂停")
    call(hands, two)
    expect(screen.get_by_text("Please come to this window")).to_be_visible()
    begin(hands)
    hands.press("Alt+x")
    clerk.get_by_label("没有办成").check()
    hands.turn("Ctrl+Enter")
    expect(bar(clerk)).to_contain_text("可叫号")
    expect(screen).to_have_url(re.compile("/rate/"))
    expect(screen.locator("html")).to_have_attribute("lang", "en")

    hands.turn("Alt+j")
    expect(bar(clerk)).to_contain_text(one)
    expect(screen.get_by_text("正在为您办理")).to_be_visible()
    finish(hands)

    assert registers.column(owner, SPANS, one) == ["waiting", "called", "serving", "paused", "serving"]
    assert registers.column(owner, SPANS, two) == ["waiting", "called", "serving"]
    assert owner.execute(ANSWERS, [one]).fetchall() == [("confirmed", "screen", True)]
    assert registers.column(owner, OUTCOMES, one) == ["handled"]
    assert registers.column(owner, OUTCOMES, two) == ["not_done"]
    assert registers.acts(owner, case_no) == ["accept", "join_case"]


def test_the_keys_of_one_visit(server, owner, clerk, tally):
    """From the call to the end, for the table; after the card was read the promise is the same as without a line."""
    car, hands = registers.a_vehicle(owner), Keyboard(clerk, "F0001")
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=1)
    clerk.goto("/window/")
    hands.start_counting()
    call(hands, no)
    hands.scan(car.owner_number)
    clerk.wait_for_url("**/visits/**")
    calling, hands.pressed = hands.pressed, 0

    hands.press("1")
    expect(clerk.locator("form#apply")).to_contain_text("补领行驶证")
    hands.press("Ctrl+Enter")
    steps.on_case(clerk, "已受理")
    hands.press("F9")
    expect(clerk.get_by_text("已收讫", exact=True)).to_be_visible()
    serving, hands.pressed = hands.pressed, 0
    finish(hands)

    keys = f"叫号 call {calling}，读卡之后 after the card {serving}，办完 finish {hands.pressed}"
    tally.append(f"补领行驶证，从叫号到办完 from the call to the end: {keys}，{hands.pages} 页 pages")
    assert (calling, hands.pressed) == (1, 1)
    assert calling + serving + hands.pressed <= MOST_KEYS


def test_the_bar_can_be_read_in_english_and_has_room(server, owner, clerk):
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=2)
    hands = Keyboard(clerk, "F0001")
    clerk.goto("/window/")
    call(hands, no)
    begin(hands)
    assert looking.violations(clerk) == {"light": [], "dark": []}
    assert {size: faults for size, faults in looking.crowded(clerk).items() if faults} == {}
    clerk.goto("/window/?lang=en")
    said = clerk.get_by_role("region", name="Calling").inner_text()
    clerk.goto("/window/?lang=zh-hans")
    finish(hands)
    assert not HAN.search(said)


def test_whoever_signs_in_elsewhere_finds_the_visit_where_it_was(server, clerk, new_browser):
    """The browser at the counter dies in the middle of a service."""
    no = counter.give_ticket(server.data_dir, service="vehicle_licence_reissue", minutes=2)
    hands = Keyboard(clerk, "F0001")
    clerk.goto("/window/")
    call(hands, no)
    begin(hands)

    other = new_browser().new_page()
    steps.sign_in(other, steps.CLERK)
    expect(bar(other)).to_contain_text(no)
    expect(bar(other)).to_contain_text("办理中")
    finish(Keyboard(other, "F0001"))
    expect(bar(clerk)).to_contain_text("可叫号")
