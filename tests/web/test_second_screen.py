"""The second screen: paired by a code, without anybody's rights; what it shows, and what is answered on it."""

import base64
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import City
from tests.db.test_statements import counted
from tests.web.counters import HTMX, MINUTE, called, press, served, words
from tests.web.test_counter import REISSUE, apply, look_up

from cheguan.registers.parties import queries as parties
from cheguan.work.cases.models import Case
from cheguan.work.confirmations.models import Answer, Question, Screen

SCREEN = "/hall/screen/"
SIGNATURE = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"strokes").decode()


@pytest.fixture
def bench(seated: City, clerk: Client, owner_number: str) -> str:
    """The page of the vehicle's owner, who was called and whose card was read."""
    called(seated, clerk)
    return str(look_up(clerk, owner_number, read_by="card")["Location"])


def show(clerk: Client, bench: str, **given: Any) -> Any:
    data = {"key": str(uuid4()), "paper_owner_identity": "on", **given}
    return clerk.post(f"{bench}{REISSUE}/show", data, headers=HTMX)


def answer(screen: Client, **given: Any) -> Any:
    asked = re.search(r'name="question" value="(\d+)"', screen.get(SCREEN).content.decode())
    data = {"key": str(uuid4()), "question": asked[1] if asked else 1, "answer": "confirmed", **given}
    return screen.post(f"{SCREEN}answer", data)


def test_a_strange_browser_is_asked_for_the_code(seated):
    assert "配对码" in Client().get(SCREEN).content.decode()
    assert Client().get(f"{SCREEN}now", headers=HTMX)["HX-Redirect"] == SCREEN


@pytest.mark.parametrize("code", ["000000", "12345", "abc", "", "１２３４５６", "1' OR 1"])
def test_a_wrong_code_is_told_at_its_field(seated, code):
    answered = Client().post(f"{SCREEN}pair", {"key": str(uuid4()), "code": code})
    assert answered.status_code == 422
    assert not Screen.objects.exists()


def test_the_code_stands_in_the_bar_and_is_typed_on_the_screen(seated, clerk):
    shown = press(clerk, "screen").content.decode()
    code = re.search(r"data-screen-code>(\d{6})<", shown)
    assert code is not None

    device = Client()
    device.post(f"{SCREEN}pair", {"key": str(uuid4()), "code": f"{code[1][:3]} {code[1][3:]}"})
    assert "01 号窗口" in words(device.get(SCREEN))
    assert "已连接" in words(clerk.get("/window/"))


def test_the_screen_has_a_cookie_of_its_own_and_no_rights(screen):
    assert set(screen.cookies) - {"csrftoken"} == {"cg_screen"}
    cookie = screen.cookies["cg_screen"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/hall/")
    assert screen.get("/window/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("cookie", ["", "x", "InRva2VuIg:1:abc"])
def test_a_forged_cookie_opens_nothing(screen, cookie):
    screen.cookies["cg_screen"] = cookie
    assert "配对码" in screen.get(SCREEN).content.decode()


def test_a_parted_screen_shows_nothing_more(seated, screen, clerk):
    press(clerk, "screen/part")
    assert screen.get(f"{SCREEN}now", headers=HTMX)["HX-Redirect"] == SCREEN


def test_the_screen_shows_who_is_called_and_served(seated, screen, clerk):
    assert "请等候叫号" in words(screen.get(SCREEN))
    taken = called(seated, clerk)
    assert f"请到本窗口 {taken.no}" in words(screen.get(SCREEN))
    press(clerk, "begin", visit=taken.id)
    assert "正在为您办理" in words(screen.get(SCREEN))


def test_the_screen_speaks_the_applicants_language(seated, screen, clerk):
    served(seated, clerk, language="en")
    page = screen.get(SCREEN).content.decode()
    assert 'lang="en"' in page
    assert not re.search(r"[\u4e00-\u9fff]", words(screen.get(SCREEN)).replace(seated.hall.name, ""))


def test_an_unchanged_screen_is_one_statement_and_not_sent_again(seated, screen, clerk):
    called(seated, clerk)
    seen = re.search(r"seen=(\w+)", screen.get(SCREEN).content.decode())
    assert seen is not None
    with CaptureQueriesContext(connection) as captured:
        assert screen.get(f"{SCREEN}now?seen={seen[1]}", headers=HTMX).status_code == 204
    assert counted(captured) == 1


def test_the_draft_is_shown_confirmed_and_signed(seated, screen, clerk, bench):
    assert "等申请人核对" in words(show(clerk, bench))
    asked = words(screen.get(SCREEN))
    assert all(each in asked for each in ("请核对", "补领行驶证", "陈大明", "桂E", "¥15.00"))
    assert not re.search(r"\d{17}[\dX]", asked)

    assert answer(screen, signature=SIGNATURE, signature_how="screen")["Location"] == SCREEN
    assert "正在为您办理" in words(screen.get(SCREEN))
    given = Answer.objects.get()
    assert (given.answer, given.signed, given.signature_id is not None) == ("confirmed", "screen", True)
    assert "申请人已确认并签名" in words(clerk.get("/window/bar", headers=HTMX))


def test_what_was_shown_can_be_accepted_by_the_same_form(seated, screen, clerk, bench):
    key = str(uuid4())
    show(clerk, bench, key=key)
    show(clerk, bench, key=key)
    assert Question.objects.count() == 1
    answer(screen, answer="wrong")
    show(clerk, bench, key=key)
    assert Question.objects.count() == 2

    assert apply(clerk, bench, key=key).status_code == 422, "nobody has said that it is right after all"
    answer(screen, signature_how="without")
    assert apply(clerk, bench, key=key).status_code == 302


def test_what_was_changed_after_it_was_confirmed_is_not_accepted(seated, screen, clerk, bench, person):
    agent = parties.get(person(name="李小明").pk).number
    changed = {"agent": agent, "paper_agent_identity": "on", "paper_power_of_attorney": "on"}
    show(clerk, bench)
    answer(screen, signature=SIGNATURE, signature_how="screen")
    refused = apply(clerk, bench, **changed)
    assert (refused.status_code, "又改过" in words(refused), "请申请人核对" in words(refused)) == (422, True, True)
    assert not Case.objects.exists()

    show(clerk, bench, **changed)
    answer(screen, signature_how="without")
    no = apply(clerk, bench, **changed)["Location"].split("/")[3]
    assert "申请人已在副屏确认" in words(clerk.get(f"/window/cases/{no}/"))


def test_what_the_applicant_called_wrong_is_not_accepted_as_it_is(seated, screen, clerk, bench):
    show(clerk, bench)
    answer(screen, answer="wrong")
    refused = apply(clerk, bench)
    assert (refused.status_code, "申请人在副屏上说内容有误" in words(refused)) == (422, True)


def test_what_was_confirmed_is_accepted(seated, screen, clerk, bench):
    show(clerk, bench)
    answer(screen, signature=SIGNATURE, signature_how="screen")
    assert apply(clerk, bench).status_code == 302


def test_somebody_whose_card_was_not_read_sees_a_masked_name(seated, screen, clerk, owner_number):
    called(seated, clerk)
    show(clerk, look_up(clerk, owner_number, read_by="typed")["Location"])
    assert "陈*明" in words(screen.get(SCREEN))


def test_a_draft_that_is_not_ready_is_not_shown(seated, screen, clerk, bench):
    told = clerk.post(f"{bench}{REISSUE}/show", {"key": str(uuid4()), "agent": "x"}, headers=HTMX)
    assert "申请还没有填好" in words(told)
    assert not Question.objects.exists()


def test_the_accepted_case_is_shown(seated, screen, clerk, bench):
    no = apply(clerk, bench)["Location"].split("/")[3]
    clerk.post(f"/window/cases/{no}/show", {"key": str(uuid4())}, headers=HTMX)
    assert no in words(screen.get(SCREEN))

    answer(screen, signature_how="without")
    assert (Answer.objects.get().signed, Question.objects.get().case_no) == ("without", Case.objects.get().no)
    assert "申请人已在副屏确认" in words(clerk.get(f"/window/cases/{no}/"))


def test_what_is_wrong_is_told_to_the_clerk(seated, screen, clerk, bench):
    show(clerk, bench)
    answer(screen, answer="wrong")
    assert "申请人说有误" in words(clerk.get("/window/bar", headers=HTMX))


def test_a_double_press_is_one_answer(seated, screen, clerk, bench):
    show(clerk, bench)
    question = Question.objects.get().pk
    data = {"key": str(uuid4()), "question": question, "answer": "confirmed", "signature_how": "without"}
    assert [screen.post(f"{SCREEN}answer", data).status_code for _ in range(2)] == [302, 302]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请签名，或者选择不签名"),
        ({"signature": "data:image/png;base64,!!!", "signature_how": "screen"}, "请签名，或者选择不签名"),
        ({"signature": "data:image/png;base64,AAAA", "signature_how": "screen"}, "签名没有读出来"),
        ({"answer": "maybe", "signature_how": "without"}, "请看屏幕上的最新内容"),
        ({"question": "x"}, "请再按一次"),
    ],
)
def test_nonsense_is_told_and_changes_nothing(seated, screen, clerk, bench, given, said):
    show(clerk, bench)
    answered = answer(screen, **given)
    assert (answered.status_code, said in words(answered)) == (422, True)
    assert not Answer.objects.exists()


def test_nothing_is_shown_without_a_screen(seated, clerk, bench):
    told = show(clerk, bench)
    assert (told.status_code, "还没有连接副屏" in words(told)) == (422, True)
    assert "请申请人核对" not in clerk.get(f"{bench}?service={REISSUE}").content.decode()


def test_another_clerks_screen_shows_nothing_of_it(seated, clerk, bench, sign_in):
    other = Client()
    assert "陈" not in words(other.get(SCREEN))


def test_large_print_for_those_who_want_it(seated, screen, clerk):
    served(seated, clerk, priority="elderly")
    assert "cg-screen large" in screen.get(SCREEN).content.decode()


def test_the_clerk_turns_large_print_on_and_off(seated, screen, clerk, bench):
    press(clerk, "screen/large")
    assert "cg-screen large" in screen.get(SCREEN).content.decode()
    press(clerk, "screen/large")
    assert "cg-screen large" not in screen.get(SCREEN).content.decode()


def test_after_the_end_the_screen_is_free_again(seated, screen, clerk, monday):
    taken = served(seated, clerk)
    press(clerk, "finish", visit=taken.id)
    ended = screen.get(SCREEN)
    assert ended.status_code == 302 or "谢谢" in words(ended)

    monday.shift(4 * MINUTE)
    assert "请等候叫号" in words(screen.get(SCREEN))
