"""What was being filled in is there again when the same person is back, and the law is asked about it."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import registers, steps

pytestmark = pytest.mark.journey
RESTORED = "已恢复上次没提交的内容"


def open_reissue(counter: Page, plate: str) -> None:
    steps.look_up(counter, plate)
    steps.open_service(counter, "补领行驶证")


def test_an_application_that_was_left_half_way_is_found_again(signed_in, owner):
    car = registers.a_vehicle(owner)
    _, agent = registers.somebody_else(owner, than=car.owner)
    counter = signed_in(steps.CLERK)

    open_reissue(counter, car.plate)
    expect(counter.get_by_text(RESTORED)).to_be_hidden()
    form = counter.locator("form#apply")
    steps.fill(form, "代理人证件号码", agent)
    papers = form.get_by_role("checkbox", name="代理人身份证明")
    with counter.expect_response("**/check*"):
        papers.check()
    expect(steps.button(counter, "容缺受理")).to_be_visible()

    counter.goto("/window/")
    open_reissue(counter, car.plate)
    expect(counter.get_by_text(RESTORED)).to_be_visible()
    expect(form.get_by_label("代理人证件号码")).to_have_value(agent)
    expect(papers).to_be_checked()
    expect(steps.button(counter, "容缺受理")).to_be_visible()

    steps.button(counter, "不要了，重新填").click()
    expect(form.get_by_label("代理人证件号码")).to_have_value("")
    expect(papers).to_be_hidden()
