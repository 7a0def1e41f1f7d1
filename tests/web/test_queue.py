"""The queue: what waits for whom, narrowed by what is typed, reached by few keys."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases.models import Case

TYPING = {"HX-Request": "true"}


@pytest.fixture
def case(clerk, owner_number):
    visit = clerk.post("/window/search", {"q": owner_number})["Location"]
    data = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
    no = clerk.post(f"{visit}vehicle_licence_reissue/apply", data)["Location"].split("/")[3]
    return Case.objects.get(no=no)


@pytest.fixture
def plate(case):
    return vehicles.get(case.vehicle_id).plate


def test_a_page_of_the_queue_is_one_statement(case, reviewer):
    reviewer.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        assert case.no in reviewer.get("/desk/").content.decode()
    assert len(captured) == 1


def test_the_first_rows_have_digits_for_keys(case, reviewer):
    assert f'<a href="/window/cases/{case.no}/" data-key="1">' in reviewer.get("/desk/").content.decode()


def typed(case: Case, plate: str) -> dict[str, str]:
    """What somebody may have in hand of the case."""
    return {"tail": case.no[-5:], "plate": plate[3:6], "whole plate": plate, "name": "大明", "initials": "CDM"}


@pytest.mark.parametrize("hint", ["tail", "plate", "whole plate", "name", "initials"])
def test_typing_narrows_the_lines_and_nothing_else_is_sent(case, plate, reviewer, hint):
    page = reviewer.post("/desk/find", {"find": typed(case, plate)[hint]}, headers=TYPING).content.decode()

    assert case.no in page
    assert "<html" not in page
    assert "陈大明" not in page


@pytest.mark.parametrize("hint", ["99999", "张", "%", "_", "\\", "x" * 200, "\0", "'; --"])
def test_what_fits_nothing_says_so(case, reviewer, hint):
    page = reviewer.post("/desk/find", {"find": hint}, headers=TYPING).content.decode()

    assert case.no not in page
    assert "没有符合的业务" in page


@pytest.mark.parametrize("hint", ["tail", "plate", "name"])
def test_enter_opens_the_only_case_that_fits(case, plate, reviewer, hint):
    answer = reviewer.post("/desk/find", {"find": typed(case, plate)[hint]})

    assert answer["Location"] == f"/window/cases/{case.no}/"


def test_enter_with_nothing_typed_shows_the_queue(case, reviewer):
    answer = reviewer.post("/desk/find", {"find": " "})

    assert (answer.status_code, case.no in answer.content.decode()) == (200, True)


def test_what_is_found_waits_for_the_step_that_was_chosen(case, reviewer):
    assert reviewer.post("/desk/find", {"find": case.no[-5:], "waiting": "make"}).status_code == 200


def test_a_find_that_is_opened_as_a_page_leads_to_the_queue(reviewer):
    assert reviewer.get("/desk/find?waiting=make")["Location"] == "/desk/?waiting=make"


def test_a_suspended_case_waits_to_be_resumed(case, reviewer):
    reviewer.post(f"/window/cases/{case.no}/suspend", {"key": str(uuid4()), "reason": "等待协查回复"})

    assert case.no in reviewer.get("/desk/?waiting=resume").content.decode()
    assert case.no not in reviewer.get("/desk/?waiting=review").content.decode()


def test_the_lists_to_choose_from_show_what_was_chosen(reviewer):
    page = reviewer.get("/desk/?waiting=make&service=vehicle_transfer&outlet=mine").content.decode()

    for chosen in ("make", "vehicle_transfer", "mine"):
        assert f'<option value="{chosen}" selected>' in page


def test_a_stopped_clock_says_so(case, reviewer):
    assert "停表" not in reviewer.get("/desk/?waiting=review").content.decode()
    reviewer.post(f"/window/cases/{case.no}/suspend", {"key": str(uuid4()), "reason": "等待协查回复"})

    assert "停表" in reviewer.get("/desk/?waiting=resume").content.decode()
