"""容缺受理 at the counter: accepted without the mandate, promised on paper, held up at the decision, brought, granted."""

import pytest
from playwright.sync_api import expect
from tests.journeys import registers, steps

pytestmark = pytest.mark.journey
ENDED = """
SELECT a.kind FROM cases_undertaking u
  JOIN cases_case c ON c.id = u.case_id JOIN acts_act a ON a.id = u.voided_by_id
 WHERE c.no = %s ORDER BY u.id
"""


def test_a_mandate_left_at_home_is_brought_later(signed_in, owner):
    car = registers.a_vehicle(owner)
    _, agent = registers.somebody_else(owner, than=car.owner)
    counter, desk = signed_in(steps.CLERK), signed_in(steps.REVIEWER)

    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, "补领行驶证")
    steps.fill(form, "代理人证件号码", agent)
    with counter.expect_response("**/check*"):
        form.get_by_role("checkbox", name="代理人身份证明").check()
    expect(steps.button(counter, "容缺受理")).to_be_visible()
    counter.keyboard.press("F8")
    terms = counter.get_by_role("dialog", name="容缺受理")
    for words in ("委托书", "5 个工作日内补齐", "逾期未补齐的，同意退回申请"):
        expect(terms).to_contain_text(words)
    counter.keyboard.press("Control+Enter")
    no = steps.on_case(counter, "已受理")

    promise = steps.print_paper(counter, "容缺受理承诺书")
    assert all(words in promise for words in ("容缺受理承诺书", no, "委托书", "申请人（代理人）签名"))
    steps.find_in_queue(desk, no)
    expect(desk.get_by_text("承诺书还没有签名。")).to_be_visible()
    steps.open_case(counter, no)
    steps.button(counter, "承诺书已签名").click()
    expect(counter.get_by_text("承诺书已签", exact=True)).to_be_visible()

    steps.find_in_queue(desk, no)
    steps.take(desk, "审核", until="已审核")
    expect(desk.get_by_text("容缺的材料还没有补齐。")).to_be_visible()

    steps.button(counter, "收到所选材料").click()
    expect(counter.get_by_text("请勾选收到的材料")).to_be_visible()
    counter.get_by_role("checkbox", name="委托书").check()
    steps.button(counter, "收到所选材料").click()
    expect(counter.get_by_role("heading", name="容缺受理")).to_have_count(0)
    steps.open_case(desk, no)
    steps.take(desk, "准予", until="准予办理")

    assert registers.column(owner, ENDED, no) == ["sign_undertaking", "cure"]
