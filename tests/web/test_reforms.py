"""Reforms at the desk: what holds here, asking for a trial, reading it in both languages; for those who supervise."""

import json
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.db.test_cases import reissue_of

from cheguan.oversight.planning import commands
from cheguan.oversight.planning.models import Trial
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPAN = {"first": "2026-01-01", "last": "2026-03-02"}


@pytest.fixture
def finished(city: City, vehicle: Vehicle) -> str:
    """A finished matter of this morning."""
    no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    cases.withdraw(case_no=no, reason="改日再来", by=city.clerk, at=MORNING, key=uuid4())
    return no


def ask(client: Client, **changes: str) -> Any:
    return client.post("/desk/reforms/", {"key": str(uuid4()), "measure": "2021.online_mandate", **SPAN, **changes})


def test_what_holds_here_and_what_does_not(leader: Client) -> None:
    page = leader.get("/desk/reforms/").content.decode()
    for words in (
        "新车上牌“一件事”",
        "免予查验（限",
        "不在本地试点",
        "未启用",
        "已写入法规或者期满",
        "只记名称",
        "另有 4 项没有读到",
    ):
        assert words in page


def test_a_trial_is_asked_for_done_and_read(leader: Client, city: City, finished: str) -> None:
    address = ask(leader)["Location"]
    waiting = leader.get(address).content.decode()
    assert "正在后台试算" in waiting
    assert "data-again" in waiting

    trial = Trial.objects.get()
    assert (trial.asked_by_id, trial.office, trial.first) == (city.leader.officer_id, "450500", date(2026, 1, 1))
    commands.carry_out(trial_id=trial.pk, at=MORNING, advance=lambda _passed: None)
    page = leader.get(address).content.decode()
    charts = json.loads(re.search(r'id="charts"[^>]*>(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]

    assert charts.keys() == {"figures", "papers", "minutes"}
    for words in ("窗口分钟", "没有发现这样的业务", "实测", "假定", "echarts.min", "各项指标变化的百分比"):
        assert words in page
    assert "网上委托" in leader.get("/desk/reforms/").content.decode()


def test_the_figures_are_there_as_a_file(leader: Client, finished: str) -> None:
    address = ask(leader)["Location"]
    assert leader.get(f"{address}.csv").status_code == 404, "not before it is done"
    commands.carry_out(trial_id=Trial.objects.get().pk, at=MORNING, advance=lambda _passed: None)

    answer = leader.get(f"{address}.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert ",合计,cases,办件（件）,1.0,1.0,0.0" in answer.content.decode("utf-8-sig")


def test_an_english_reader_reads_english(leader: Client, city: City, finished: str) -> None:
    address = ask(leader)["Location"]
    commands.carry_out(trial_id=Trial.objects.get().pk, at=MORNING, advance=lambda _passed: None)
    for page in ("/desk/reforms/", address):
        text = leader.get(f"{page}?lang=en").content.decode()
        main = text[text.index("<main") : text.index("</main")]
        shown = re.sub(r"<[^>]*>", "", main).replace(city.leader.name, "")
        assert set(CHINESE.findall(shown)) == set(), page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": "2025-01-01"}, "止日早于起日"),
        ({"first": "2027-01-01", "last": "2027-02-01"}, "日期不能晚于今天"),
        ({"first": ""}, "必填"),
        ({"measure": "2031.flying"}, "有效的选项"),
        ({"measure": "2018.rural"}, "有效的选项"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field(leader: Client, changes: dict[str, str], said: str) -> None:
    answer = ask(leader, **changes)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Trial.objects.exists()


@pytest.mark.parametrize("address", ["/desk/reforms/", "/desk/reforms/1", "/desk/reforms/1.csv"])
def test_it_is_for_those_who_supervise(clerk: Client, reviewer: Client, address: str) -> None:
    assert (clerk.get(address).status_code, reviewer.get(address).status_code) == (403, 403)


@pytest.mark.parametrize("number", ["1", "999999999999999999999999", "1.csv"])
def test_a_trial_that_is_not_there(leader: Client, number: str) -> None:
    assert leader.get(f"/desk/reforms/{number}").status_code == 404


def test_a_case_shows_its_edition_and_layers(clerk: Client, city: City, vehicle: Vehicle) -> None:
    no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    page = clerk.get(f"/window/cases/{no}/").content.decode()
    assert "2022-05-01 起施行" in page
    assert "网上委托" in page
    english = clerk.get(f"/window/cases/{no}/?lang=en").content.decode()
    assert "in force from 2022-05-01" in english
    assert "Mandate given online" in english
