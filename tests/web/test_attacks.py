"""What a clever client tries at the doors: another office's case, copied keys, borrowed numbers, old codes."""

import time
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse
from tests.db.conftest import found_city

from cheguan.base.acts.models import Act
from cheguan.base.people import commands as people
from cheguan.base.people.models import Account
from cheguan.channels.window.urls import urlpatterns
from cheguan.registers.holds import commands as holds
from cheguan.registers.holds.models import Hold
from cheguan.registers.parties import queries as parties
from cheguan.work.cases.models import Case
from cheguan.work.payments.models import Receipt

LOGIN, PASSWORD = "/accounts/login/", "Haicheng-qu-88"
REISSUE = "vehicle_licence_reissue"
TRANSFER_PAPERS = ["new_owner_identity", "transfer_proof", "registration_certificate", "vehicle_licence", "vehicle"]
STEPS = ["pay", "withdraw", "papers/receipt", "complete", "draw", "choose", "hand-over"]
ROUTES = [route for route in urlpatterns if route.name]


@pytest.fixture
def visit(clerk, owner_number):
    return clerk.post("/window/search", {"q": owner_number})["Location"]


@pytest.fixture
def key():
    """The key that the case of ``case`` was accepted with."""
    return str(uuid4())


@pytest.fixture
def case(clerk, visit, key):
    data = {"key": key, "action": "accept", "paper_owner_identity": "on"}
    no = clerk.post(f"{visit}{REISSUE}/apply", data)["Location"].split("/")[3]
    return Case.objects.get(no=no)


def send(client: Client, path: str, **given: str) -> Any:
    """As a browser sees it: a fault of ours is an answer of 500, not an exception."""
    client.raise_request_exception = False
    return client.post(path, {"key": str(uuid4()), **given})


def with_password(staff_no: str) -> Account:
    account = Account.objects.get(staff_no=staff_no)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_form_is_taken_without_its_token_and_no_page_changes_anything(clerk, visit, case, route):
    known = {"no": case.no, "handle": visit.split("/")[3], "service": REISSUE, "code": "receipt"}
    path = reverse(f"window:{route.name}", kwargs={name: known[name] for name in route.pattern.converters})
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    acts = Act.objects.count()

    assert strict.post(path, {"key": str(uuid4())}).status_code == 403
    assert clerk.get(path).status_code in (200, 302, 403, 405)
    assert Act.objects.count() == acts


@pytest.mark.parametrize("step", STEPS)
def test_another_offices_case_is_not_there_and_stays_as_it_was(case, sign_in, step):
    stranger = sign_in(found_city("450600").clerk)
    acts = Act.objects.count()
    answer = send(stranger, f"/window/cases/{case.no}/{step}", method="cash", reason="x", number="桂E12345")

    assert answer.status_code == 404
    assert Act.objects.count() == acts
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("step", ["pay", "papers/receipt", "withdraw", "complete", "hand-over"])
def test_a_copied_key_is_told_and_breaks_nothing(clerk, case, key, step):
    answer = send(clerk, f"/window/cases/{case.no}/{step}", key=key, method="cash", reason="不办了")

    assert answer.status_code < 500
    case.refresh_from_db()
    assert case.state == "accepted"


@pytest.mark.parametrize("step", ["review", "suspend", "send-back"])
def test_a_copied_key_moves_no_case(reviewer, case, key, step):
    assert send(reviewer, f"/window/cases/{case.no}/{step}", key=key, reason="不清").status_code in (409, 422)
    case.refresh_from_db()
    assert case.state == "accepted"


def person_form(number: str, **changes: str) -> dict[str, str]:
    given = {"kind": "person", "document": "C", "number": number, "name": "冒名者"}
    return {**given, "address": "海城区北部湾中路1号", "phone": "13800000000", **changes}


def test_a_copied_key_enters_nobody(clerk, case, key):
    assert send(clerk, "/window/people/new", **person_form("JUN12345", key=key)).status_code in (409, 422)


def test_a_residents_number_is_not_entered_again_as_another_document(clerk, owner_number):
    assert send(clerk, "/window/people/new", **person_form(owner_number)).status_code == 422
    found = parties.find_by_number(owner_number)
    assert found is not None
    assert found.name == "陈大明"


def test_a_number_that_is_no_credit_code_is_told_so(clerk):
    changes = {"kind": "organisation", "document": "N", "name": "某公司"}
    page = send(clerk, "/window/people/new", **person_form("ABCDE123", **changes)).content.decode()

    assert "统一社会信用代码校验不符" in page
    assert "已登记在另一当事人名下" not in page


def test_a_stranger_does_not_consent_in_the_mortgagees_place(clerk, visit, vehicle, person, founding_act):
    bank, stranger, buyer = person(name="北海银行"), person(name="别家银行"), person(name="买主")
    holds.place(
        kind="mortgage", authority="车辆管理所", since=date(2025, 1, 1), vehicle_id=vehicle.pk, creditor_id=bank.pk,
        act=founding_act,
    )  # fmt: skip
    ticks = {f"paper_{code}": "on" for code in [*TRANSFER_PAPERS, "mortgagee_identity", "mortgage_contract"]}
    numbers = {"new_owner": parties.get(buyer.pk).number, "role_mortgagee": parties.get(stranger.pk).number}
    answer = send(clerk, f"{visit}vehicle_transfer/apply", action="accept", role_former_owner="on", **numbers, **ticks)

    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert Hold.objects.get(vehicle=vehicle).creditor_id == bank.pk


@pytest.mark.parametrize("after", ["infinity_" + "9" * 30, "2026-01-01_" + "9" * 19, "2026-W01-1_1"])
def test_a_queue_survives_a_key_that_is_too_large(reviewer, after):
    reviewer.raise_request_exception = False
    assert reviewer.get("/desk/", {"after": after}).status_code == 200


def test_the_lock_does_not_mind_how_the_number_is_written(city):
    people.take_on(staff_no="Fa0999", name="王芳", kind="auxiliary", office="450500", password=PASSWORD)
    client = Client()
    for _ in range(5):
        client.post(LOGIN, {"login": "Fa0999", "password": "wrong"})

    assert client.post(LOGIN, {"login": "fA0999", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("later", [0, 31])
def test_a_code_that_was_used_is_not_good_again(city, monday, later):
    account, secret = with_password(city.reviewer.staff_no), generate_totp_secret()
    TOTP.activate(account, secret)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    def signed_in() -> bool:
        client = Client()
        client.post(LOGIN, {"login": account.staff_no, "password": PASSWORD})
        client.post("/accounts/code/", {"code": code})
        return "_auth_user_id" in client.session

    assert signed_in()
    monday.shift(timedelta(seconds=later))
    assert not signed_in()


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_signing_in_leads_to_no_foreign_page(city, target):
    account = with_password(city.clerk.staff_no)
    answer = Client().post(LOGIN, {"login": account.staff_no, "password": PASSWORD, "next": target})

    assert answer["Location"] == "/"


def test_a_session_key_that_was_planted_is_not_taken_on(city):
    account, client = with_password(city.clerk.staff_no), Client()
    client.cookies["sessionid"] = planted = "a" * 32
    client.post(LOGIN, {"login": account.staff_no, "password": PASSWORD})
    given = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = given

    assert given != planted
    assert thief.get("/window/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"q=" + b"x" * 5_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=x" % n for n in range(1500)), "application/x-www-form-urlencoded"),
        (b"q=%ff%fe", "application/x-www-form-urlencoded"),
        (b"q=x", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"--x\r\ngarbage", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{}", "application/json"),
    ],
    ids=["large", "many fields", "no utf-8", "charset", "garbage", "no boundary", "json"],
)
def test_a_strange_body_is_refused(clerk, body, content_type):
    clerk.raise_request_exception = False
    assert clerk.generic("POST", "/window/search", body, content_type=content_type).status_code in (400, 422)


@pytest.mark.parametrize("host", ["evil.example", "a b", "中"])
def test_a_foreign_host_is_refused(city, host):
    assert Client().get(LOGIN, headers={"host": host}).status_code == 400
