"""Trying a staffing plan at the desk: asking, watching it being simulated, reading it in both languages."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.db.conftest import MORNING, City

from cheguan.channels.desk import staffing_views
from cheguan.oversight.staffing import asking, commands, trial
from cheguan.oversight.staffing.models import Run

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COUNTERS = {"counters_vehicle": "5", "counters_licence": "2", "counters_registration": "2", "counters_hard": "1"}
GIVEN = {"peak": "0.6", "more": "1", "online": "10", **COUNTERS}


@pytest.fixture(autouse=True)
def few_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six days say as much about a page as thirty."""
    monkeypatch.setattr(staffing_views, "DAYS", 6)


def ask(client: Client, **changes: str) -> Any:
    return client.post("/desk/staffing/", {"key": str(uuid4()), **GIVEN, **changes})


def simulated(client: Client, **changes: str) -> str:
    address = ask(client, **changes)["Location"]
    commands.carry_out(run_id=Run.objects.latest("id").pk, at=MORNING)
    return str(address)


def test_a_plan_is_asked_about_simulated_and_read(leader: Client, city: City) -> None:
    address = ask(leader)["Location"]
    run = Run.objects.get()
    assert (run.asked_by_id, run.office, run.passed) == (city.leader.officer_id, "450500", 0)
    assert f"{run.days} 天中已有 0 天" in leader.get(address).content.decode()

    commands.carry_out(run_id=run.pk, at=MORNING)
    page = leader.get(address).content.decode()
    charts = json.loads(re.search(r'id="charts"[^>]*>(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    run.refresh_from_db()
    assert run.passed == run.days
    assert [each["name"] for each in charts["waits"]["lines"]] == ["现有 P90", "现有 P50", "试 P90", "试 P50"]
    for words in ("多开 1 个", "网上多办百分之 10", "看不出差别", "新车上牌", "09:00", "自拟", "echarts.min"):
        assert words in page
    assert "已完成" in leader.get("/desk/staffing/").content.decode()


def test_without_anything_tried_only_the_day_as_it_is(leader: Client) -> None:
    page = leader.get(simulated(leader, more="0", online="0")).content.decode()
    assert "九成人等候不超过" in page
    assert '"tried": true' not in page
    assert "→" not in page


def test_the_same_key_asks_once_and_an_answer_is_never_changed(leader: Client) -> None:
    key = str(uuid4())
    assert ask(leader, key=key)["Location"] == ask(leader, key=key)["Location"]
    run = Run.objects.get()
    commands.carry_out(run_id=run.pk, at=MORNING)
    result = Run.objects.get().result

    commands.carry_out(run_id=run.pk, at=MORNING)
    assert Run.objects.get().result == result
    with pytest.raises(DatabaseError, match="answered once"), transaction.atomic():
        Run.objects.update(passed=0)
    with pytest.raises(DatabaseError, match=r"permission denied|answered once"), transaction.atomic():
        Run.objects.all().delete()


def test_what_was_asked_stays_as_it_was_while_it_runs(leader: Client) -> None:
    ask(leader)
    with pytest.raises(DatabaseError, match="answered once"), transaction.atomic():
        Run.objects.update(asked={})


def test_how_far_it_is_can_be_seen(leader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = ask(leader)["Location"]
    seen = []

    def half(asked: asking.Question, *, advance: trial.Advance) -> trial.Answer:
        advance(4)
        seen.append(leader.get(address).content.decode())
        return whole(asked, advance=lambda _days: None)

    whole = trial.run
    monkeypatch.setattr(trial, "run", half)
    commands.carry_out(run_id=Run.objects.get().pk, at=MORNING)
    assert "天中已有 4 天" in seen[0]
    assert 'data-again="1"' in seen[0]


def test_the_figures_are_there_as_a_file(leader: Client) -> None:
    address = ask(leader)["Location"]
    assert leader.get(f"{address}.csv").status_code == 404, "not before it is done"
    commands.carry_out(run_id=Run.objects.get().pk, at=MORNING)

    answer = leader.get(f"{address}.csv")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    for begins in ("without,day,wait_p90,", "with,registration,wait_p50,", "without,09:00,", "change,day,abandoned,"):
        assert f"\n{begins}" in text


def test_an_english_reader_reads_english(leader: Client, city: City) -> None:
    for page in ("/desk/staffing/", ask(leader)["Location"], simulated(leader)):
        text = leader.get(f"{page}?lang=en").content.decode()
        main = text[text.index("<main") : text.index("</main")]
        shown = re.sub(r"<[^>]*>", "", main).replace(city.leader.name, "")
        assert set(CHINESE.findall(shown)) == set(), page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"peak": "4"}, "peak"),
        ({"peak": "nan"}, "peak"),
        ({"counters_hard": "0"}, "counters_hard"),
        ({"counters_vehicle": "61"}, "counters_vehicle"),
        ({"more": "21"}, "more"),
        ({"online": "81"}, "online"),
        ({"online": ""}, "online"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field(leader: Client, changes: dict[str, str], field: str) -> None:
    answer = ask(leader, **changes)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Run.objects.exists()


@pytest.mark.parametrize("address", ["/desk/staffing/", "/desk/staffing/1", "/desk/staffing/1.csv"])
def test_it_is_for_those_who_supervise(clerk: Client, reviewer: Client, address: str) -> None:
    assert (clerk.get(address).status_code, reviewer.get(address).status_code) == (403, 403)


@pytest.mark.parametrize("number", ["1", "999999999999999999999999", "1.csv"])
def test_a_run_that_is_not_there(leader: Client, number: str) -> None:
    assert leader.get(f"/desk/staffing/{number}").status_code == 404
