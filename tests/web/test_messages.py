"""Messages on pages: the applicant's by number and code; the office's outbox for whoever supervises."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.db.letters import Fake, empty_outbox, refuse, row, send
from tests.db.test_cases import reissue_of
from tests.web.test_public import text_of

from cheguan.base.attempts.models import Attempt
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.models import Case

LASTING: dict[str, Any] = {"template": "case_sent_back", "params": {"reason": "不清"}}


@pytest.fixture
def case(city: City, vehicle: Vehicle) -> Case:
    no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    return Case.objects.get(no=no)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ("已受理", "待发送", "短信", "今天 09:30")),
        ("en", ("is accepted", "waiting", "SMS", "sent in Chinese")),
    ],
)
def test_the_applicant_sees_every_message_of_the_case(
    client: Client, case: Case, language: str, words: tuple[str, ...]
) -> None:
    asked = {"case_no": case.no, "query_code": case.query_code.upper()}
    shown = text_of(client.post(f"/messages/?lang={language}", asked))

    assert [each for each in (*words, case.no, "190****1234") if each not in shown] == []
    assert "19000001234" not in shown
    kept = Attempt.objects.get(action="case messages")
    assert (kept.channel, kept.officer_id) == ("public", None)
    assert case.no not in kept.subject


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"query_code": "0" * 16}, 200, "不相符"),
        ({"case_no": "45050001-260302-99999"}, 200, "不相符"),
        ({"query_code": "7"}, 422, "16 位"),
        ({"query_code": "' OR 1=1 --"}, 422, "不能含有"),
        ({"case_no": ""}, 422, "必填"),
        ({"case_no": "\0"}, 422, "控制字符"),
    ],
)
def test_whoever_has_no_receipt_is_told_nothing(
    client: Client, case: Case, changes: dict[str, str], status: int, said: str
) -> None:
    page = client.post("/messages/", {"case_no": case.no, "query_code": case.query_code, **changes})
    assert page.status_code == status
    assert said in text_of(page)
    assert "已受理" not in text_of(page)


def test_the_outbox_shows_states_and_no_whole_number(leader: Client, case: Case) -> None:
    for language, words in (("zh-hans", ("受理", "待发送")), ("en", ("Accepted", "waiting"))):
        shown = text_of(leader.get(f"/desk/messages/?lang={language}"))
        assert [each for each in (*words, case.no, "190****1234") if each not in shown] == []
        assert "19000001234" not in shown
        assert "••••" in shown
        assert case.query_code not in shown


def test_it_is_narrowed_by_state(leader: Client, case: Case) -> None:
    assert case.no not in text_of(leader.get("/desk/messages/?state=failed"))
    assert case.no in text_of(leader.get("/desk/messages/?state=queued"))


@pytest.mark.parametrize("query", ["state=nonsense", "before=x", "before=-1", f"before={'9' * 40}", "before=%F0"])
def test_what_is_not_understood_is_not_asked(leader: Client, case: Case, query: str) -> None:
    assert leader.get(f"/desk/messages/?{query}").status_code == 200


def test_one_page_leads_to_the_next(leader: Client, city: City) -> None:
    keys = [send(city.clerk, **LASTING) for _ in range(26)]
    first = leader.get("/desk/messages/?state=queued").content.decode()
    assert f"before={row(keys[1]).pk}" in first


def test_a_failed_one_is_sent_again_and_no_other(leader: Client, city: City) -> None:
    key = send(city.clerk, **LASTING)
    message = row(key)
    again = f"/desk/messages/{message.pk}/again"
    assert again not in leader.get("/desk/messages/").content.decode()
    assert leader.post(again, {"key": str(uuid4())}).status_code == 422

    empty_outbox(Fake(answer=refuse))
    page = leader.get("/desk/messages/?state=failed")
    assert again in page.content.decode()
    assert "服务商拒收" in text_of(page)
    assert leader.post(again, {"key": str(uuid4())}).status_code == 302
    assert row(key).state == "queued"


def test_only_whoever_supervises_sees_it(clerk: Client, reviewer: Client) -> None:
    assert clerk.get("/desk/messages/").status_code == 403
    assert reviewer.get("/desk/messages/").status_code == 403
    assert clerk.post("/desk/messages/1/again", {"key": str(uuid4())}).status_code == 403
