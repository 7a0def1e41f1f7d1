"""Signing in: wrong passwords, the lock, the second factor, rest, and a form in the middle of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cheguan.base.attempts.models import Attempt
from cheguan.base.people import commands as people
from cheguan.base.people.models import Account

LOGIN = "/accounts/login/"
PASSWORD = "Haicheng-qu-88"


@pytest.fixture
def account(city):
    account = Account.objects.get(staff_no=city.clerk.staff_no)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


def try_to_sign_in(client: Client, staff_no: str, password: str) -> Any:
    return client.post(LOGIN, {"login": staff_no, "password": password})


def test_the_right_password_leads_to_the_window(account):
    client = Client()
    assert try_to_sign_in(client, account.staff_no, PASSWORD).status_code == 302
    assert client.get("/window/").status_code == 200


def test_the_holder_changes_the_password(account):
    client, wanted = Client(), "Yinhai-qu-2026"
    client.force_login(account)
    form = {"oldpassword": PASSWORD, "password1": wanted, "password2": wanted}

    assert client.post("/accounts/password/", form).status_code == 302
    assert try_to_sign_in(Client(), account.staff_no, PASSWORD).status_code == 200
    assert try_to_sign_in(Client(), account.staff_no, wanted).status_code == 302


def test_a_wrong_password_is_told_and_recorded(account):
    response = try_to_sign_in(Client(), account.staff_no, "wrong")

    assert "工号或密码不正确" in response.content.decode()
    assert Attempt.objects.get(kind="sign_in").action == "password"


def test_five_failures_lock_the_account_for_half_an_hour(account, monday):
    client = Client()
    for _ in range(5):
        try_to_sign_in(client, account.staff_no, "wrong")

    assert "锁定至 10:00" in try_to_sign_in(client, account.staff_no, PASSWORD).content.decode()
    monday.shift(timedelta(minutes=31))
    assert try_to_sign_in(client, account.staff_no, PASSWORD).status_code == 302


def test_a_success_forgives_earlier_failures(account):
    client = Client()
    for _ in range(4):
        try_to_sign_in(client, account.staff_no, "wrong")
    try_to_sign_in(Client(), account.staff_no, PASSWORD)

    assert "不正确" in try_to_sign_in(client, account.staff_no, "wrong").content.decode()


@pytest.mark.parametrize("staff_no", ["", "no\0body", "' OR 1=1 --", "x" * 500, "😀"])
def test_strange_staff_numbers_are_refused(city, staff_no):
    assert try_to_sign_in(Client(), staff_no, "wrong").status_code == 200


def test_those_who_decide_set_up_a_second_factor_first(city):
    client = Client()
    client.force_login(Account.objects.get(staff_no=city.reviewer.staff_no))

    assert client.get("/desk/")["Location"] == "/accounts/code/set-up/"
    assert client.get("/accounts/code/set-up/").status_code == 200


def test_off_duty_one_is_told_what_to_do(city):
    officer = people.take_on(staff_no="F0999", name="王芳", kind="auxiliary", office="450500", password=None)
    client = Client()
    assert officer.account is not None
    client.force_login(officer.account)

    response = client.get("/window/")
    assert (response.status_code, "您现在没有班次" in response.content.decode()) == (403, True)
    assert Attempt.objects.get(kind="request").reasons == ["不在班"]


def test_the_browser_keeps_no_page_for_whoever_comes_after(clerk):
    for address in ("/window/", "/desk/", "/desk/stock"):
        assert clerk.get(address).headers["Cache-Control"] == "no-store"


def test_a_session_that_rests_too_long_ends(clerk, monday):
    assert clerk.get("/window/").status_code == 200
    monday.shift(timedelta(minutes=9))
    assert clerk.get("/window/").status_code == 200
    monday.shift(timedelta(minutes=11))
    assert clerk.get("/window/")["Location"].startswith(LOGIN)


def test_after_a_form_was_sent_one_returns_to_the_page_that_held_it(city):
    response = Client().post(
        "/window/people/new", {"name": "陈"}, headers={"Referer": "http://testserver/window/people/new"}
    )

    assert response["Location"] == f"{LOGIN}?next=http%3A%2F%2Ftestserver%2Fwindow%2Fpeople%2Fnew"


def test_a_foreign_page_is_never_the_way_back(city):
    response = Client().post("/window/people/new", {}, headers={"Referer": "https://elsewhere.example/"})

    assert response["Location"] == f"{LOGIN}?next=%2F"


def test_a_partial_request_is_sent_to_the_whole_sign_in_page(city):
    response = Client().get("/window/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response["HX-Redirect"].startswith(LOGIN)
