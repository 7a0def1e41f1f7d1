"""The case page and the queue: who may do what, and what happens when two do it, or the wrong one."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cheguan.base.attempts.models import Attempt
from cheguan.work.cases.models import Case


@pytest.fixture
def case(clerk, owner_number):
    visit = clerk.post("/window/search", {"q": owner_number})["Location"]
    data = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
    no = clerk.post(f"{visit}vehicle_licence_reissue/apply", data)["Location"].split("/")[3]
    return Case.objects.get(no=no)


def step(client: Client, case: Case, name: str, **given: str) -> Any:
    return client.post(f"/window/cases/{case.no}/{name}", {"key": str(uuid4()), **given})


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_a_reviewer_finds_it_in_the_queue_reviews_and_grants(case, reviewer):
    assert case.no in reviewer.get("/desk/").content.decode()
    assert step(reviewer, case, "review").status_code == 302
    assert step(reviewer, case, "grant").status_code == 302
    assert state(case) == "granted"


def test_who_has_no_right_is_told_which_and_who_grants_it(case, clerk):
    response = step(clerk, case, "grant")

    page = response.content.decode()
    assert response.status_code == 403
    assert "决定" in page
    assert "业务领导岗" in page
    assert Attempt.objects.get(kind="request").reasons == ["无权限：decide"]


def test_a_step_from_the_wrong_state_is_refused_and_recorded(case, reviewer):
    response = step(reviewer, case, "grant")

    assert response.status_code == 422
    assert "已受理" in response.content.decode()
    assert Attempt.objects.get(kind="step").case_no == case.no


def test_a_reason_is_asked_for_before_a_refusal(case, reviewer):
    step(reviewer, case, "review")
    response = step(reviewer, case, "refuse", reason="  ")

    assert (response.status_code, "理由" in response.content.decode()) == (422, True)
    assert state(case) == "reviewed"


@pytest.mark.parametrize("reason", ["\0", "<i>", "x" * 10_000, "😀"])
def test_strange_reasons_are_refused(case, reviewer, reason):
    step(reviewer, case, "review")

    assert step(reviewer, case, "refuse", reason=reason).status_code == 422
    assert state(case) == "reviewed"


def test_a_second_press_of_the_same_button_changes_nothing(case, reviewer):
    key = str(uuid4())
    answers = [reviewer.post(f"/window/cases/{case.no}/review", {"key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("key", ["", "not-a-key", "\0"])
def test_a_form_without_its_key_does_nothing(case, reviewer, key):
    assert step(reviewer, case, "review", key=key).status_code == 422
    assert state(case) == "accepted"


def test_the_fee_is_taken_once(case, clerk):
    assert step(clerk, case, "pay", method="cash").status_code == 302
    assert "不得重复收取" in step(clerk, case, "pay", method="cash").content.decode()


def test_a_paper_is_printed_and_counted(case, clerk):
    response = step(clerk, case, "papers/receipt")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_what_was_tried_in_vain_stands_on_the_case(case, clerk, reviewer):
    step(clerk, case, "pay", method="cash")
    step(clerk, case, "pay", method="cash")
    step(clerk, case, "grant")
    page = reviewer.get(f"/window/cases/{case.no}/").content.decode()
    tried = page[page.index('id="tried"') :]

    assert "费用已经收讫，不得重复收取" in tried
    assert "无权限：决定" in tried
    assert Attempt.objects.filter(case_no=case.no).exclude(kind="look_up").count() == tried.split("</ol>")[0].count(
        "<li>"
    )


def test_a_scan_is_opened_and_whoever_opened_it_is_recorded(clerk, reviewer, owner_number):
    scan = b"%PDF-1.7 identity card"
    data = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
    visit = clerk.post("/window/search", {"q": owner_number})["Location"]
    no = clerk.post(
        f"{visit}vehicle_licence_reissue/apply", {**data, "scan_owner_identity": SimpleUploadedFile("x", scan)}
    )["Location"].split("/")[3]
    address = f"/window/cases/{no}/materials/owner_identity"

    assert address in reviewer.get(f"/window/cases/{no}/").content.decode()
    opened = reviewer.post(address)
    assert (opened.status_code, opened["Content-Type"], opened.content) == (200, "application/pdf", scan)
    seen = Attempt.objects.get(kind="look_up", action="material")
    assert (seen.case_no, seen.subject) == (no, "owner_identity")
    assert reviewer.post(f"/window/cases/{no}/materials/power_of_attorney").status_code == 404


def test_a_paper_that_the_case_does_not_have_is_not_found(case, clerk):
    assert step(clerk, case, "papers/title").status_code == 404


def test_the_page_shows_what_is_in_the_way(case, clerk):
    page = clerk.get(f"/window/cases/{case.no}/").content.decode()

    assert "需要“审核”权限" in page
    assert "陈大明" not in page


@pytest.mark.parametrize(
    "query", ["?waiting=nonsense", "?service=nonsense", "?after=nonsense", "?after=2026-01-01_x", "?after=%00"]
)
def test_a_queue_survives_a_strange_address(reviewer, query):
    assert reviewer.get(f"/desk/{query}").status_code in (200, 422)


def test_the_page_speaks_english(case, clerk):
    page = clerk.get(f"/window/cases/{case.no}/?lang=en").content.decode()

    assert "Reissue of a vehicle licence" in page
    assert "Accepted" in page


@pytest.mark.parametrize("path", ["/window/cases/%00/", "/window/cases/x/", "/window/cases/" + "9" * 300 + "/"])
def test_a_strange_case_number_is_not_found(clerk, path):
    assert clerk.get(path).status_code == 404


def test_a_key_copied_from_another_form_is_refused(case, reviewer, clerk):
    key = str(uuid4())
    step(clerk, case, "papers/receipt", key=key)

    for name in ("papers/form", "review"):
        client = clerk if name.startswith("papers") else reviewer
        assert step(client, case, name, key=key).status_code == 422
    assert state(case) == "accepted"
