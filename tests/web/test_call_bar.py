"""The call bar: who may press what, when, and what the next page shows."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING
from tests.db.halls import another_clerk, sit_at
from tests.db.test_statements import counted
from tests.web.counters import BAR, HTMX, MINUTE, called, press, served, ticket, words
from tests.web.test_counter import REISSUE, apply, look_up

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Sitting, Span, Visit

STEPS = ("sit", "stand", "away", "back", "call", "recall", "no-show", "begin", "pause", "take-up", "take-over",
         "come-back", "transfer", "finish", "add", "screen", "screen/part", "screen/large")  # fmt: skip


def test_a_hall_without_counters_has_no_bar(city, clerk):
    assert 'id="callbar"' not in clerk.get("/window/").content.decode()


def test_a_reviewer_has_no_bar(seated, reviewer):
    assert 'id="callbar"' not in reviewer.get("/window/").content.decode()


@pytest.mark.parametrize("step", STEPS)
def test_nobody_but_those_who_serve_may_press(seated, reviewer, step):
    assert reviewer.post(f"{BAR}/{step}", {"key": str(uuid4())}).status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_a_button_opened_without_its_form_leads_to_the_counter(seated, clerk, step):
    assert clerk.get(f"{BAR}/{step}")["Location"].startswith("/window/")


@pytest.mark.parametrize("step", STEPS)
def test_nonsense_is_refused_and_changes_nothing(seated, clerk, step):
    acts = Act.objects.count()
    assert clerk.post(f"{BAR}/{step}", {"key": "nonsense", "visit": "x"}, headers=HTMX).status_code == 422
    assert Act.objects.count() == acts


def test_a_clerk_sits_down_and_stands_up(city, clerk):
    visits.set_up(no="03", queues=["vehicle"], by=city.leader, at=MORNING, key=uuid4())
    assert "坐到窗口" in clerk.get("/window/").content.decode()

    assert "03 号窗口" in words(press(clerk, "sit", counter="03"))
    press(clerk, "stand")
    assert not Sitting.objects.filter(voided_by=None).exists()


def test_two_clerks_do_not_sit_at_one_counter(seated, sign_in):
    colleague = sign_in(another_clerk(seated))
    answer = press(colleague, "sit", counter="01")
    assert (answer.status_code, "这个窗口已有人" in words(answer)) == (422, True)


def test_the_next_one_is_called_and_the_bar_says_why(seated, clerk):
    taken = ticket(seated)
    shown = words(press(clerk, "call"))

    assert all(each in shown for each in (taken.no, "等候 14 分钟，最早", "已叫 1 次"))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"priority": "elderly"}, "老年人优先，视同早到 20 分钟"),
        ({"priority": "appointment"}, "预约到场优先，视同早到 25 分钟"),
    ],
)
def test_a_head_start_is_named(seated, clerk, given, why):
    ticket(seated, **given)
    assert why in words(press(clerk, "call"))


def test_a_ticket_handed_on_says_so(seated, clerk):
    taken = called(seated, clerk)
    press(clerk, "transfer", visit=taken.id, queue="vehicle", counter="01", reason="申请人要求")

    assert "转来本窗口" in words(press(clerk, "call"))


def test_what_was_waited_is_the_time_in_line_and_not_the_time_of_service(seated, clerk, monday):
    taken = served(seated, clerk)
    monday.shift(9 * MINUTE)
    press(clerk, "transfer", visit=taken.id, queue="vehicle", reason="排错了队列")

    assert "等候 14 分钟，转来本窗口" in words(press(clerk, "call"))


def test_who_missed_a_call_is_not_called_the_earliest(seated, clerk, monday):
    taken = called(seated, clerk)
    for _ in range(2):
        press(clerk, "recall", visit=taken.id)
    press(clerk, "no-show", visit=taken.id)
    monday.shift(6 * MINUTE)
    press(clerk, "come-back", visit=taken.id)
    monday.shift(2 * MINUTE)

    assert "等候 16 分钟，过号后重新排队" in words(press(clerk, "call"))


def test_nobody_waits(seated, clerk):
    assert "没有人等候" in words(press(clerk, "call"))


def test_a_double_click_calls_one(seated, clerk):
    ticket(seated), ticket(seated)
    key = str(uuid4())
    first, second = (clerk.post(f"{BAR}/call", {"key": key}, headers=HTMX) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert Visit.objects.filter(state="called").count() == 1


@pytest.mark.parametrize(
    ("step", "given"), [("begin", {}), ("recall", {}), ("finish", {}), ("add", {"service": REISSUE})]
)
def test_a_double_click_does_one_step(seated, clerk, step, given):
    taken = called(seated, clerk) if step in ("begin", "recall") else served(seated, clerk)
    data = {"key": str(uuid4()), "visit": taken.id, **given}
    acts = Act.objects.count()
    answers = [clerk.post(f"{BAR}/{step}", data, headers=HTMX).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert Act.objects.count() == acts + 1


@pytest.mark.parametrize("step", ["recall", "no-show", "begin", "pause", "take-up", "finish"])
def test_a_step_that_the_visit_does_not_allow_is_told_in_the_bar(seated, clerk, step):
    taken = ticket(seated)
    answer = press(clerk, step, visit=taken.id, reason="等待缴费")

    assert (answer.status_code, "这个号现在不在您的窗口" in words(answer)) == (422, True)
    assert Attempt.objects.filter(kind="step").exists()


def test_without_scripts_a_refusal_is_a_page(seated, clerk):
    taken = ticket(seated)
    answer = clerk.post(f"{BAR}/begin", {"key": str(uuid4()), "visit": taken.id})
    assert (answer.status_code, "<html" in answer.content.decode()) == (422, True)


def test_somebody_elses_visit_is_not_finished(seated, clerk, sign_in):
    taken = served(seated, clerk)
    colleague = another_clerk(seated)
    sit_at(seated, colleague, "02")

    assert press(sign_in(colleague), "finish", visit=taken.id).status_code == 422
    assert Visit.objects.get().state == "serving"


def test_nobody_is_given_up_before_the_third_call(seated, clerk):
    taken = called(seated, clerk)
    assert 'data-key="Alt+g"' not in clerk.get("/window/").content.decode()
    press(clerk, "recall", visit=taken.id)
    shown = press(clerk, "recall", visit=taken.id)
    assert 'data-key="Alt+g"' in shown.content.decode()

    press(clerk, "no-show", visit=taken.id)
    assert Visit.objects.get().state == "no_show"


def test_away_with_a_reason_and_back(seated, clerk):
    assert press(clerk, "away", reason="随便").status_code == 422
    press(clerk, "away", reason="其他", note="领证芯")
    assert Span.objects.get(kind="away").reason == "领证芯"
    assert press(clerk, "call").status_code == 422

    press(clerk, "back")
    assert Span.objects.get(kind="away").until is not None


def test_a_pause_is_listed_and_another_is_called(seated, clerk):
    first, second = ticket(seated), ticket(seated, minutes_ago=3)
    press(clerk, "call")
    press(clerk, "begin", visit=first.id)
    assert press(clerk, "pause", visit=first.id, reason="等待缴费")["HX-Redirect"] == "/window/"

    shown = words(press(clerk, "call"))
    assert (second.no in shown, f"{first.no} 暂停 0 分钟 · 等待缴费" in shown) == (True, True)
    press(clerk, "transfer", visit=second.id, queue="licence", reason="排错了队列")
    press(clerk, "take-up", visit=first.id)
    assert Visit.objects.get(pk=first.id).state == "serving"


def test_the_bar_costs_two_statements(seated, clerk):
    served(seated, clerk)
    ticket(seated)
    clerk.get("/window/")
    with CaptureQueriesContext(connection) as with_bar:
        clerk.get("/window/")
    assert counted(with_bar) == 2


def test_an_unchanged_bar_is_not_sent_again(seated, clerk, monday):
    ticket(seated)
    seen = re.search(r"seen=(\w+)", clerk.get("/window/").content.decode())
    assert seen is not None
    assert clerk.get(f"{BAR}?seen={seen[1]}", headers=HTMX).status_code == 204

    ticket(seated, minutes_ago=0)
    assert "等候 2 人" in words(clerk.get(f"{BAR}?seen={seen[1]}", headers=HTMX))


def test_a_bar_whose_clerk_has_gone_home_is_left_as_it_is(seated, clerk, reviewer):
    assert reviewer.get(BAR, headers=HTMX).status_code == 204
    signed_out = Client().get(BAR, headers=HTMX)
    assert (signed_out.status_code, signed_out["HX-Reswap"], "HX-Redirect" in signed_out) == (401, "none", False)


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(seated, clerk, monday):
    clerk.get("/window/")
    for _ in range(3):
        monday.shift(5 * MINUTE)
        clerk.get(BAR, headers=HTMX)
    assert clerk.get("/window/")["Location"].startswith("/accounts/login/")


def test_the_bar_has_words_for_when_nobody_is_signed_in_any_more_and_for_a_lost_line(seated, clerk):
    shown = clerk.get(BAR, headers=HTMX).content.decode()
    for sign, said in (("data-hall-out", "已退出登录"), ("data-hall-lost", "正在重新连接")):
        assert re.search(rf"{sign} hidden>[^/]*{said}", shown)


def test_an_error_of_the_page_is_not_told_a_second_time_by_its_bar(seated, clerk, owner_number):
    no = apply(clerk, look_up(clerk, owner_number)["Location"])["Location"].split("/")[3]
    page = clerk.post(f"/window/cases/{no}/withdraw", {"key": str(uuid4())}).content.decode()
    told = re.findall(r'class="cg-note stop" role="alert">', page)

    assert (len(told), "没有提交，请补上" in page) == (1, True)
