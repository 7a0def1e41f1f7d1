"""Days on which something is missing, stolen, late, double, or in the wrong hands: said plainly, recorded, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.journeys import registers, steps

pytestmark = pytest.mark.journey
ACT = """
INSERT INTO acts_act (key, kind, at, officer_id, post, office, outlet_id, channel)
SELECT %s, 'place_hold', now(), officer_id, post, office, outlet_id, channel FROM acts_act ORDER BY id LIMIT 1 RETURNING id
"""
REISSUE = "补领行驶证"


def report_stolen(owner: registers.Owner, vehicle: int) -> None:
    """What the criminal police would tell us."""
    with owner.transaction():
        act = registers.one(owner, ACT, uuid4())
        owner.execute(
            "INSERT INTO holds_hold (kind, vehicle_id, authority, document, since, issued_by_id)"
            " VALUES ('stolen', %s, '刑侦支队', '', CURRENT_DATE, %s)",
            [vehicle, act],
        )


def move_to_another_office(owner: registers.Owner, no: str) -> None:
    """What nothing in the product can do: only who owns the tables may put their guards aside."""
    with owner.transaction():
        owner.execute("ALTER TABLE cases_case DISABLE TRIGGER USER")
        owner.execute("UPDATE cases_case SET office = '450600' WHERE no = %s", [no])
        owner.execute("ALTER TABLE cases_case ENABLE TRIGGER USER")


def accept_reissue(counter: Page, car: registers.OwnedVehicle) -> str:
    steps.look_up(counter, car.plate)
    steps.open_service(counter, REISSUE)
    return steps.accept(counter)


def test_everything_missing_is_told_once_on_paper_and_brought_later(signed_in, owner):
    car = registers.a_vehicle(owner)
    agent, agent_number = registers.somebody_else(owner, than=car.owner)
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, REISSUE)
    steps.fill(form, "代理人证件号码", agent_number)
    steps.untick(form, "机动车所有人身份证明")
    steps.button(counter, "一次性告知").click()
    no = steps.on_case(counter, "待补正")
    notice = steps.print_paper(counter, "一次性告知书")

    missing = ("机动车所有人身份证明", "代理人身份证明", "委托书")
    assert all(words in notice for words in ("一次性告知书", no, *missing, "第52条", "第86条"))
    told = registers.one(owner, "SELECT detail->'findings' FROM acts_act WHERE case_no = %s AND kind = 'notify'", no)
    assert len(told) == len(missing)
    assert registers.one(owner, "SELECT due_on FROM cases_case WHERE no = %s", no) is None

    steps.open_case(counter, no)
    counter.get_by_role("link", name="补正后受理").click()
    steps.take_all_papers(counter)
    assert steps.accept(counter) == no
    assert "受理凭证" in steps.print_paper(counter, "受理凭证")
    assert registers.acts(owner, no) == ["notify", "print_paper", "accept", "print_paper"]
    assert registers.one(owner, "SELECT agent_id, due_on IS NULL FROM cases_case WHERE no = %s", no) == (agent, False)
    brought = "SELECT count(*) FROM cases_material m JOIN cases_case c ON c.id = m.case_id WHERE c.no = %s"
    assert registers.one(owner, f"{brought} AND m.voided_by_id IS NULL", no) == len(missing)


def test_a_stolen_car_is_declined_with_its_article(signed_in, owner):
    car = registers.a_vehicle(owner)
    report_stolen(owner, car.id)
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, car.plate)
    counter.get_by_text("现在不能办").click()
    assert "第76条" in counter.get_by_role("link", name=REISSUE).inner_text()
    form = steps.open_service(counter, REISSUE)
    expect(form.get_by_role("status").get_by_text("第76条")).to_be_visible()
    steps.button(counter, "不予受理").click()
    no = steps.on_case(counter, "不予受理")
    decision = steps.print_paper(counter, "不予受理决定书")

    assert all(words in decision for words in ("不予受理决定书", car.owner_name, "被盗抢", "第76条", "行政复议"))
    basis, detail = registers.one(
        owner, "SELECT basis, detail FROM acts_act WHERE case_no = %s AND kind = 'decline'", no
    )
    assert "《机动车登记规定》第76条" in basis
    assert detail["findings"]
    assert registers.acts(owner, no) == ["decline", "print_paper"]
    serial = "SELECT count(*) FROM vehicles_vehiclelicence WHERE vehicle_id = %s AND voided_by_id IS NULL"
    assert registers.one(owner, serial, car.id) == 1


def test_a_session_that_ends_in_mid_form_costs_no_typing(signed_in, owner, sessions):
    _, number = registers.somebody_else(owner, than=0)
    counter = signed_in(steps.CLERK)
    steps.look_up(counter, number)
    form = steps.open_service(counter, "注册登记")
    made_on = localdate() - timedelta(days=20)
    steps.enter_new_car(form, vin="LBE6042A0TB000909", brand="海风牌", model="HF7001EV", made_on=made_on)
    cases = registers.one(owner, "SELECT count(*) FROM cases_case")

    counter.context.clear_cookies(name="sessionid")
    steps.button(counter, "受理").click()
    steps.say_who_is_there(counter, steps.CLERK)

    form = counter.locator("form#apply")
    expect(form.get_by_text("已恢复上次没提交的内容")).to_be_visible()
    for label, text in {
        "品牌": "海风牌",
        "型号": "HF7001EV",
        "出厂日期": f"{made_on:%Y%m%d}",
        "排量（毫升）": "1498",
    }.items():
        expect(form.get_by_label(label)).to_have_value(text)
    assert registers.one(owner, "SELECT count(*) FROM cases_case") == cases


def test_an_answer_after_the_session_ended_leads_to_signing_in_and_back(signed_in, owner):
    car = registers.a_vehicle(owner)
    counter = signed_in(steps.CLERK)
    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, REISSUE)

    counter.context.clear_cookies(name="sessionid")
    form.get_by_label("代理人证件号码").fill(car.owner_number)
    form.get_by_label("代理人证件号码").blur()
    steps.say_who_is_there(counter, steps.CLERK)

    expect(counter.locator("form#apply").get_by_label("代理人证件号码")).to_have_value(car.owner_number)


def test_a_double_click_on_accept_makes_one_case(signed_in, owner):
    car = registers.a_vehicle(owner)
    counter = signed_in(steps.CLERK)
    steps.look_up(counter, car.plate)
    steps.open_service(counter, REISSUE)

    steps.button(counter, "受理").dblclick()
    no = steps.on_case(counter, "已受理")

    assert registers.column(
        owner, "SELECT no FROM cases_case WHERE vehicle_id = %s AND state = 'accepted'", car.id
    ) == [no]
    assert registers.acts(owner, no) == ["accept"]


def test_two_reviewers_at_once_one_succeeds_the_other_sees_why_not(signed_in, owner):
    no = accept_reissue(signed_in(steps.CLERK), registers.a_vehicle(owner))
    first, second = signed_in(steps.REVIEWER), signed_in(steps.LEADER)
    for desk in (first, second):
        steps.open_case(desk, no)

    steps.take(first, "审核", until="已审核")
    steps.button(second, "审核").click()

    alert = second.get_by_role("alert").filter(has_text="这一步不能办")
    expect(alert).to_contain_text("现在是“已审核”，不能“审核”")
    assert steps.on_case(second, "已审核") == no
    assert registers.acts(owner, no) == ["accept", "review"]
    attempt = "SELECT action, staff_no, reasons FROM attempts_attempt WHERE case_no = %s AND kind = 'step'"
    action, staff_no, reasons = registers.one(owner, attempt, no)
    assert (action, staff_no) == ("review", steps.LEADER)
    assert "已审核" in reasons[0]


def test_the_wrong_post_is_told_which_right_is_missing_and_who_has_it(signed_in, owner):
    no = accept_reissue(signed_in(steps.CLERK), registers.a_vehicle(owner))
    maker = signed_in(steps.MAKER)

    steps.open_case(maker, no)
    expect(maker.get_by_role("button", name="审核")).to_be_disabled()
    expect(maker.get_by_text("需要“审核”权限（登记审核岗、业务领导岗）")).to_be_visible()
    answer = maker.goto(f"/window/cases/{no}/complete")

    assert answer is not None
    assert answer.status == 403
    page = maker.get_by_role("main")
    expect(page.get_by_role("heading", name="本班次没有这项权限")).to_be_visible()
    expect(page.get_by_text("受理", exact=True)).to_be_visible()
    expect(page.get_by_text("受理岗")).to_be_visible()
    assert registers.acts(owner, no) == ["accept"]
    refused = registers.one(owner, "SELECT reasons FROM attempts_attempt WHERE case_no = %s AND kind = 'request'", no)
    assert refused == ["无权限：accept"]


def test_another_offices_case_is_not_found(signed_in, owner):
    no = accept_reissue(signed_in(steps.CLERK), registers.a_vehicle(owner))
    move_to_another_office(owner, no)
    clerk = signed_in(steps.CLERK)

    clerk.goto("/window/")
    clerk.get_by_label("扫描或输入").fill(no)
    with clerk.expect_response(f"**/cases/{no}/") as answer:
        steps.button(clerk, "查找").click()

    assert answer.value.status == 404
    expect(clerk.get_by_role("heading", name="没有找到这一页")).to_be_visible()
    expect(clerk.get_by_text("不属于本所")).to_be_visible()
    expect(clerk.get_by_text(no)).to_have_count(0)


def test_a_session_that_ends_on_a_refused_form_leads_back_to_the_form(signed_in, owner):
    _, number = registers.somebody_else(owner, than=0)
    counter = signed_in(steps.CLERK)
    steps.look_up(counter, number)
    form = steps.open_service(counter, "注册登记")
    form.get_by_label("品牌").fill("海风牌")
    steps.button(counter, "受理").click()
    expect(form.get_by_label("车辆识别代号")).to_have_attribute("aria-invalid", "true")

    counter.context.clear_cookies(name="sessionid")
    counter.locator("form#apply").get_by_label("型号").fill("HF7001EV")
    steps.button(counter, "受理").click()
    steps.say_who_is_there(counter, steps.CLERK)

    expect(form.get_by_label("品牌")).to_have_value("海风牌")
    expect(form.get_by_label("型号")).to_have_value("HF7001EV")
