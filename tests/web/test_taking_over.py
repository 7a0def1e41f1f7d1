"""Whom a clerk finds elsewhere in the hall: a colleague's visit, a missed number, a window that was freed."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING
from tests.db.halls import another_clerk, sit_at
from tests.web.counters import BAR, HTMX, MINUTE, called, press, served, words

from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Visit


@pytest.fixture
def colleague(seated, sign_in):
    """A second clerk, at the window 02."""
    officer = another_clerk(seated)
    sit_at(seated, officer, "02", queues=("vehicle", "licence"))
    return sign_in(officer)


def listed(client: Client, **asked: str) -> str:
    return words(client.get(f"{BAR}/elsewhere", asked, headers=HTMX))


def test_a_colleagues_paused_visit_is_found_and_taken_over(seated, clerk, colleague, owner):
    taken = served(seated, clerk, party_id=owner)
    press(clerk, "pause", visit=taken.id, reason="等待缴费")
    shown = listed(colleague)
    assert all(each in shown for each in (taken.no, "暂停", "01 号窗口", "等待缴费", "接手"))

    refused = press(colleague, "take-over", visit=taken.id)
    assert (refused.status_code, "请填写原因" in words(refused)) == (422, True)
    opened = press(colleague, "take-over", visit=taken.id, reason="申请人回来，同事在办其他号")["HX-Redirect"]
    page = words(colleague.get(opened))
    assert all(each in page for each in ("陈*明", "从同事那里接手"))
    visit = Visit.objects.get()
    assert visit.counter is not None
    assert (visit.state, visit.counter.no) == ("serving", "02")
    assert "没有暂停" in listed(clerk)


def test_whoever_serves_somebody_takes_over_nobody(seated, clerk, colleague):
    paused = served(seated, clerk)
    press(clerk, "pause", visit=paused.id, reason="等待缴费")
    served(seated, colleague)
    shown = listed(colleague)
    assert ("先办完、暂停或者恢复" in shown, "接手 A" in shown) == (True, False)
    refused = press(colleague, "take-over", visit=paused.id, reason="申请人要求")
    assert (refused.status_code, "本窗口正在服务一个号" in words(refused)) == (422, True)


def test_a_missed_number_comes_back_from_the_window(seated, clerk, colleague):
    taken = called(seated, clerk, priority="elderly")
    for _ in range(2):
        press(clerk, "recall", visit=taken.id)
    press(clerk, "no-show", visit=taken.id)
    assert "重新排队" in listed(colleague, no=f" {taken.no.lower()} ")

    assert f"{taken.no} 号已重新排队" in words(press(colleague, "come-back", visit=taken.id))
    visit = Visit.objects.get()
    assert (visit.state, visit.rank_at) == ("waiting", MORNING - 20 * MINUTE)
    assert press(colleague, "come-back", visit=taken.id).status_code == 422


def test_a_ticket_that_is_with_a_colleague_is_found_and_left_to_them(seated, clerk, colleague):
    taken = served(seated, clerk)
    shown = listed(colleague, no=taken.no)
    assert ("办理中" in shown, "接手" in shown) == (True, False)
    assert "今天没有 A099 号" in listed(colleague, no="A099")
    assert press(colleague, "take-over", visit=taken.id, reason="申请人要求").status_code == 422


def test_the_list_can_be_read_in_english(seated, clerk, colleague):
    taken = served(seated, clerk)
    press(clerk, "pause", visit=taken.id, reason="等待缴费")
    shown = words(colleague.get(f"{BAR}/elsewhere?lang=en", headers=HTMX)).replace(seated.clerk.name, "")
    assert "Take over" in shown
    assert not re.search(r"[\u4e00-\u9fff]", shown)


def test_a_freed_window_sends_its_visit_back_and_says_so(seated, clerk, colleague, sign_in):
    taken = served(seated, clerk)
    leader = sign_in(seated.leader)
    page = words(leader.get("/hall/01/counters/"))
    assert all(each in page for each in (taken.no, "办理中", "释放窗口", "今天 09:30 起"))
    free = "/hall/01/counters/free"
    given = {"no": "01", "reason": "", "key": str(uuid4())}
    assert "释放 01 号窗口" in words(leader.get("/hall/01/counters/?free=01"))
    assert leader.post(free, given).status_code == 422
    assert clerk.post(free, {**given, "reason": "下班"}).status_code == 403
    assert leader.post(free, {**given, "reason": "下班"})["Location"] == "/hall/01/counters/"

    told = words(clerk.get(BAR, headers=HTMX))
    assert all(
        each in told for each in ("坐到窗口", f"{seated.leader.name}已释放您的 01 号窗口", "今天 09:30", "原因：下班")
    )
    shown = words(press(colleague, "call"))
    assert all(each in shown for each in (taken.no, "原窗口已释放，按原来的位置"))
    nobody = leader.post(free, {"no": "01", "reason": "下班", "key": str(uuid4())})
    assert (nobody.status_code, "不用释放" in words(nobody)) == (422, True)


def test_what_is_served_follows_the_clerk_to_another_counter(seated, clerk):
    taken = served(seated, clerk)
    visits.set_up(no="02", queues=["vehicle"], by=seated.leader, at=MORNING, key=uuid4())
    shown = words(press(clerk, "sit", counter="02"))

    assert all(each in shown for each in (taken.no, "办理中", "02 号窗口"))
    visit = Visit.objects.get()
    assert visit.counter is not None
    assert (visit.counter.no, visit.state) == ("02", "serving")


def test_who_serves_somebody_finds_the_windows_to_move_to(seated, clerk, colleague):
    served(seated, clerk)
    visits.set_up(no="03", queues=["vehicle"], by=seated.leader, at=MORNING, key=uuid4())
    assert '/window/bar/places"' in clerk.get("/window/").content.decode()

    shown = clerk.get(f"{BAR}/places", headers=HTMX).content.decode()
    assert re.findall(r'<option value="(\d+)"', shown) == ["03"]
    assert 'hx-post="/window/bar/sit"' in shown
    sit_at(seated, another_clerk(seated), "03", queues=("vehicle",))
    assert "没有空着的窗口" in words(clerk.get(f"{BAR}/places", headers=HTMX))


def test_every_button_of_the_list_says_which_number_and_the_finding_is_announced(seated, clerk, colleague):
    paused, missed = served(seated, clerk), None
    press(clerk, "pause", visit=paused.id, reason="等待缴费")
    missed = called(seated, clerk)
    for _ in range(2):
        press(clerk, "recall", visit=missed.id)
    press(clerk, "no-show", visit=missed.id)

    shown = colleague.get(f"{BAR}/elsewhere", headers=HTMX).content.decode()
    assert re.findall(r'aria-label="([^"]*)"', shown) == [f"接手 {paused.no}", f"重新排队 {missed.no}"]
    assert 'id="bar-elsewhere-said" hx-swap-oob="innerHTML">共 2 个号<' in shown
    assert 'id="bar-elsewhere-said" role="status"' in colleague.get("/window/").content.decode()
