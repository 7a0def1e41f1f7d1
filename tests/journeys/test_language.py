"""The language is chosen in the address or with the switch, and stays chosen."""

import pytest
from playwright.sync_api import expect
from tests.journeys import registers, screens, steps

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("path", "said"),
    [("/window/", "Window"), ("/desk/", "Queue"), ("/accounts/login/", "Sign in")],
)
def test_english_by_address_stays_until_chinese_is_asked_for(signed_in, new_browser, path, said):
    page = signed_in(steps.CLERK) if "login" not in path else new_browser().new_page()
    page.goto(f"{path}?lang=en")
    expect(page.locator("body")).to_contain_text(said)
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize(
    "name",
    [
        "window home, nobody found",
        "window home, purpose asked",
        "visit, renewal",
        "person, every error",
        "case archived",
    ],
)
def test_the_switch_works_wherever_it_stands(signed_in, owner, name):
    page = signed_in(steps.CLERK)
    screens.SCREENS[name].go(page, owner)
    with page.expect_navigation() as turned:
        page.get_by_role("link", name="English").click()
    assert turned.value.status == 200
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_changing_the_language_keeps_the_service_open_and_what_was_typed(signed_in, owner):
    page = signed_in(steps.CLERK)
    steps.look_up(page, registers.a_vehicle(owner).plate)
    form = steps.open_service(page, "补领行驶证")
    agent = registers.somebody_else(owner, than=0)[1]
    steps.fill(form, "代理人证件号码", agent)
    page.get_by_role("link", name="English").click()
    expect(page.locator("form#apply").get_by_label("Agent's document number")).to_have_value(agent)
