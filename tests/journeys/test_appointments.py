"""预约 on a telephone: the officer in charge publishes, somebody books with thumb and eyes alone, and cancels again."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import registers, steps

from cheguan.law import identifiers

pytestmark = pytest.mark.journey
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NAME, MOBILE = "欧阳小雨", "13800001234"


def publish(page: Page) -> None:
    """公布号源 as the pattern suggests it."""
    page.goto("/desk/appointments/")
    steps.button(page, "公布").or_(steps.button(page, "重新公布")).click()
    expect(page.locator(".ap-bar").first).to_be_visible()


def newcomer() -> str:
    """The number of somebody whom the demo city does not know."""
    body = f"450512{date(1991, 2, 28):%Y%m%d}997"
    return body + identifiers.resident_id_check(body)


def test_a_place_is_booked_on_a_telephone_and_given_back(signed_in, new_browser, owner):
    publish(signed_in(steps.LEADER))
    phone = new_browser(**PHONE).new_page()

    phone.goto("/guide/vehicle_licence_reissue/")
    phone.get_by_role("link", name="预约到大厅办理").click()
    halls, days = phone.get_by_role("heading", name="到哪个大厅？"), phone.locator(".ap-days")
    expect(halls.or_(days)).to_be_visible()
    if halls.is_visible():
        phone.locator(".ap-choices a").first.click()
    phone.locator(".ap-days a").last.click()
    phone.locator(".ap-times a").last.click()
    phone.get_by_label("姓名").fill(NAME)
    phone.get_by_label("身份证号码").fill(newcomer()[:-1] + "Y")
    phone.get_by_label("手机号").fill(MOBILE)
    steps.button(phone, "下一步：核对").click()
    expect(phone.get_by_role("alert")).to_contain_text("身份证号码：")
    phone.get_by_label("身份证号码").fill(newcomer())
    steps.button(phone, "下一步：核对").click()
    expect(phone.locator("dl")).to_contain_text(NAME)
    steps.button(phone, "确认预约").click()

    code = phone.locator("[data-code]").inner_text()
    expect(phone.get_by_role("img", name="预约码二维码")).to_be_visible()
    expect(phone.locator("main")).not_to_contain_text(newcomer())
    booked = "SELECT voided_by_id, party_id FROM appointments_booking WHERE code = %s"
    ended, party = owner.execute(booked, [code]).fetchone()
    assert ended is None
    told = "SELECT zh FROM messaging_message WHERE about = %s ORDER BY id"
    assert code in registers.one(owner, told, code)

    phone.goto("/appointments/")
    phone.get_by_role("link", name=re.compile("我有预约码")).click()
    phone.get_by_label("预约码或者候补码").fill(code.lower())
    phone.get_by_label("身份证号码后 4 位").fill(newcomer()[-4:])
    steps.button(phone, "查询").click()
    steps.button(phone, "取消这个预约").click()
    expect(phone.get_by_role("status")).to_contain_text("预约已取消")

    assert owner.execute(booked, [code]).fetchone()[0] is not None
    assert registers.one(owner, "SELECT name FROM parties_profile WHERE party_id = %s", party) == NAME
