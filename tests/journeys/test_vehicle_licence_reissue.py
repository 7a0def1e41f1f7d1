"""补领行驶证, by nobody but with the keyboard: from signing in to the printed 行驶证."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import registers, steps
from tests.journeys.keyboard import Keyboard

from cheguan.demo import signins

pytestmark = [pytest.mark.journey, pytest.mark.service("vehicle_licence_reissue")]
MOST_KEYS = 12


def sign_in_by_keyboard(page: Page, staff_no: str) -> Keyboard:
    hands = Keyboard(page, staff_no)
    page.goto("/accounts/login/")
    hands.type(staff_no)
    hands.press("Enter")
    hands.type(signins.PASSWORD)
    hands.press("Enter")
    if staff_no in signins.DECIDING:
        expect(page.get_by_label("6 位验证码")).to_be_visible()
        hands.type(signins.code(staff_no))
        hands.press("Enter")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    return hands


def test_a_lost_vehicle_licence_by_keyboard_alone(new_browser, owner, tally):
    car = registers.a_vehicle(owner)
    counter, desk, workshop, archive = (new_browser().new_page() for _ in range(4))

    clerk = sign_in_by_keyboard(counter, steps.CLERK)
    clerk.press("/")
    clerk.type(car.plate)
    clerk.press("Enter")
    counter.wait_for_url("**/visits/**")
    clerk.start_counting()
    clerk.press("1")
    expect(counter.locator("form#apply")).to_contain_text("补领行驶证")
    clerk.press("Ctrl+Enter")
    no = steps.on_case(counter, "已受理")
    with steps.printing(counter.context) as printed, counter.context.expect_page():
        clerk.press("F8")
    clerk.press("F9")
    expect(counter.get_by_text("已收讫", exact=True)).to_be_visible()

    reviewer = sign_in_by_keyboard(desk, steps.REVIEWER)
    reviewer.start_counting()
    reviewer.press("Alt+2")
    desk.wait_for_url("**/desk/**")
    while desk.locator("tr:focus").get_by_text(no).count() == 0:
        reviewer.press("ArrowDown")
    reviewer.press("Enter")
    desk.wait_for_url(f"**/cases/{no}/")
    reviewer.press("Ctrl+Enter")
    steps.on_case(desk, "已审核")
    reviewer.press("Ctrl+Enter")
    steps.on_case(desk, "准予办理")

    maker = sign_in_by_keyboard(workshop, steps.MAKER)
    maker.start_counting()
    maker.scan(no)
    steps.on_case(workshop, "准予办理")
    maker.press("Ctrl+Enter")
    steps.on_case(workshop, "已制证")
    with steps.printing(workshop.context) as made, workshop.context.expect_page():
        maker.press("F8")

    clerk.scan(no)
    steps.on_case(counter, "已制证")
    clerk.press("Ctrl+Enter")
    steps.on_case(counter, "已发证")

    archivist = sign_in_by_keyboard(archive, steps.ARCHIVIST)
    archivist.start_counting()
    archivist.scan(no)
    steps.on_case(archive, "已发证")
    archivist.press("Ctrl+Enter")
    steps.on_case(archive, "已归档")

    people = (clerk, reviewer, maker, archivist)
    tally.append(f"补领行驶证 {no}，身份证件或号牌读入之后 after the number is read（目标 target ≤ {MOST_KEYS}）")
    tally.extend(str(hands) for hands in people)
    tally.append(f"{'合计 total':<10} {sum(hands.pressed for hands in people):>3} 键 keys  {sum(hands.pages for hands in people):>2} 页 pages")

    old, new = owner.execute(
        "SELECT serial, issued_by_id, voided_by_id FROM vehicles_vehiclelicence WHERE vehicle_id = %s"
        " ORDER BY serial DESC LIMIT 2",
        [car.id],
    ).fetchall()[::-1]
    grant = registers.granted_by(owner, no)
    assert (old[2], new[1], new[2], new[0]) == (grant, grant, None, old[0] + 1)
    steps_taken = ["accept", "print_paper", "collect", "review", "grant", "make", "print_paper", "hand_over", "archive"]
    assert registers.acts(owner, no) == steps_taken
    assert registers.one(owner, "SELECT basis FROM acts_act WHERE id = %s", grant) == ["《机动车登记规定》第52条"]
    assert registers.one(owner, "SELECT fen, method FROM payments_receipt WHERE case_no = %s", no) == (1500, "cash")
    blank = registers.one(owner, "SELECT number FROM printing_blankuse WHERE case_no = %s AND voided_by_id IS NULL", no)
    assert all(words in printed[0] for words in ("受理凭证", no, car.owner_name, "补领行驶证"))
    assert all(words in made[0] for words in ("行驶证", car.plate, car.vin, car.owner_name, blank))
    assert clerk.pressed <= MOST_KEYS
