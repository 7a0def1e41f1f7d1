"""大厅实况 and 分钟账: who waits, who serves, who is late; and where the minutes went."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, City
from tests.db.halls import seated

from cheguan.base.people.actors import Actor
from cheguan.work.visits import commands as visits

MINUTE = timedelta(minutes=1)


def queue_up(city: City, people: int) -> None:
    for _ in range(people):
        visits.take(services=["vehicle_licence_reissue"], by=city.system, at=MORNING, key=uuid4())


def call_and_begin(clerk: Actor, minute: int = 0) -> int:
    step: dict[str, Any] = {"by": clerk, "at": MORNING + minute * MINUTE}
    called = visits.call_next(**step, key=uuid4())
    assert called is not None
    visits.begin(visit_id=called.visit.id, **step, key=uuid4())
    return called.visit.id


def test_the_hall_at_a_glance(city: City, leader: Client, monday: time_machine.Traveller) -> None:
    serving, away, _free = seated(city, 3)
    queue_up(city, 4)
    called = visits.call_next(by=serving, at=MORNING, key=uuid4())
    assert called is not None
    visits.begin(visit_id=called.visit.id, by=serving, at=MORNING, key=uuid4())
    visits.step_away(reason="用餐、休息", by=away, at=MORNING, key=uuid4())
    monday.move_to(MORNING + 25 * MINUTE)
    page = leader.get("/desk/hall/").content.decode()
    assert page.count('<li class="stop"') == 3
    assert "用餐、休息" in page
    assert page.count("25 分钟") >= 4
    assert "3 人超时" in page


def test_a_tile_counts_the_whole_service_whatever_came_between(
    city: City, leader: Client, monday: time_machine.Traveller
) -> None:
    (clerk,) = seated(city, 1)
    queue_up(city, 1)
    visit = call_and_begin(clerk)
    visits.pause(visit_id=visit, reason="等待缴费", by=clerk, at=MORNING + 9 * MINUTE, key=uuid4())
    visits.take_up(visit_id=visit, by=clerk, at=MORNING + 20 * MINUTE, key=uuid4())
    monday.move_to(MORNING + 20 * MINUTE)
    page = leader.get("/desk/hall/").content.decode()
    assert re.search(r'<li class="serving stop">.*?9 分钟<small> / 5', page, re.DOTALL)


def test_whoever_was_only_called_is_late_nowhere(city: City, leader: Client, monday: time_machine.Traveller) -> None:
    (clerk,) = seated(city, 1)
    queue_up(city, 1)
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    monday.move_to(MORNING + 6 * MINUTE)
    page = leader.get("/desk/hall/").content.decode()
    assert re.search(r'<li class="called ?">.*?已叫号.*?6 分钟', page, re.DOTALL)
    assert re.search(r"<dt>超时</dt><dd>0<", page)


def test_who_stands_in_line_again_has_waited_only_while_in_line(
    city: City, leader: Client, monday: time_machine.Traveller
) -> None:
    (clerk,) = seated(city, 1)
    queue_up(city, 1)
    visit = call_and_begin(clerk, minute=14)
    moved: dict[str, Any] = {
        "queue": "vehicle",
        "reason": "排错了队列",
        "by": clerk,
        "at": MORNING + 23 * MINUTE,
        "key": uuid4(),
    }
    visits.transfer(visit_id=visit, **moved)
    monday.move_to(MORNING + 25 * MINUTE)
    page = leader.get("/desk/hall/").content.decode()
    assert "已等 16 分钟" in page
    assert re.search(r"<dt>等得最久</dt><dd>16 ", page)


def test_a_hall_without_anybody(city: City, leader: Client) -> None:
    page = leader.get("/desk/hall/").content.decode()
    assert "没有人在等" in page
    assert "还没有设窗口" in page


def test_a_full_hall_takes_no_more_statements(city: City, leader: Client) -> None:
    leader.get("/desk/hall/")

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            leader.get("/desk/hall/")
        return len(seen)

    few = statements()
    queue_up(city, 30)
    seated(city, 5)
    assert statements() == few


def test_the_minutes_of_a_day(city: City, leader: Client) -> None:
    (clerk,) = seated(city, 1)
    queue_up(city, 1)
    called = visits.call_next(by=clerk, at=MORNING + 4 * MINUTE, key=uuid4())
    assert called is not None
    visits.begin(visit_id=called.visit.id, by=clerk, at=MORNING + 4 * MINUTE, key=uuid4())
    visits.finish(visit_id=called.visit.id, by=clerk, at=MORNING + 7 * MINUTE, key=uuid4())
    page = leader.get("/desk/hall/minutes/").content.decode()
    assert "4.0 / 4.0 / 4.0" in page
    assert "3.0 / 3.0 / 3.0" in page
    table = leader.get("/desk/hall/minutes.csv").content.decode("utf-8-sig")
    assert table.splitlines()[1].startswith("class,ordinary,,1,1,0,4.0")


@pytest.mark.parametrize(
    "asked", ["?first=2026-03-02&last=2026-02-01", "?first=x", "?first=2020-01-01&last=2026-03-01"]
)
def test_days_that_make_no_span(city: City, leader: Client, asked: str) -> None:
    assert leader.get(f"/desk/hall/minutes/{asked}").status_code == 200


def test_figures_are_for_the_officer_in_charge(clerk: Client) -> None:
    assert clerk.get("/desk/hall/minutes/").status_code == 403
    assert clerk.get("/desk/hall/minutes.csv").status_code == 403


@pytest.mark.parametrize("page", ["/desk/hall/", "/hall/01/guide/"])
def test_what_the_page_asks_by_itself_takes_nobody_away_and_says_that_they_are_signed_out(
    city: City, leader: Client, page: str
) -> None:
    asked = Client().get(page, headers={"HX-Request": "true"})
    assert (asked.status_code, asked["HX-Reswap"], "HX-Redirect" in asked) == (401, "none", False)
    assert Client().get(page)["Location"].startswith("/accounts/login/")
    assert "data-hall-out hidden" in leader.get(page).content.decode()
