"""The screens on the hall's walls: numbers and windows, never names; three statements, whatever the length of the line."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.web.halls import MINUTE, call, take, text

from cheguan.channels.hall import voice
from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits
from cheguan.work.visits import forecast
from cheguan.work.visits.line import QUEUES


@pytest.fixture(autouse=True)
def nothing_learnt() -> None:
    forecast.forget()


def keys(client: Client) -> list[str]:
    """By which the board's page tells calls apart."""
    return re.findall(r'data-call="([^"]+)"', text(client.get("/hall/01/board/")))


def test_an_empty_board_says_what_will_appear(city: City, client: Client) -> None:
    page = text(client.get("/hall/01/board/"))
    assert "叫到的号码会显示在这里" in page
    assert "机动车业务" in page


def test_a_call_shows_number_and_window_and_is_spoken_sign_by_sign(hall: City, client: Client) -> None:
    take(hall)
    call(hall)
    page = text(client.get("/hall/01/board/"))
    assert 'data-say="请 A 零 零 一 号，到 1 号窗口"' in page
    assert "<em>1</em> 号窗口" in page


def test_another_call_of_the_same_number_is_spoken_anew(hall: City, client: Client) -> None:
    """A board speaks no key twice; the count of calls begins anew when a number comes back, and every day."""
    taken = take(hall)
    call(hall)
    heard = keys(client)
    for minute in (1, 2):
        visits.recall(visit_id=taken.id, by=hall.clerk, at=MORNING + minute * MINUTE, key=uuid4())
        heard += keys(client)
    visits.no_show(visit_id=taken.id, by=hall.clerk, at=MORNING + 3 * MINUTE, key=uuid4())
    visits.come_back(visit_id=taken.id, by=hall.system, at=MORNING + 4 * MINUTE, key=uuid4())
    call(hall, minute=5)
    heard += keys(client)
    assert len(heard) == len(set(heard)) == 4


def test_the_next_five_stand_in_the_order_of_the_line(hall: City, client: Client) -> None:
    for minute in range(7):
        take(hall, minute=-minute, priority="disabled" if minute == 0 else "")
    page = text(client.get("/hall/01/board/"))
    line = page[page.index("接着") :][: page.index("</p>", page.index("接着")) - page.index("接着")]
    assert [no for no in ("A001", "A007", "A006", "A005", "A004") if no in line] == [
        "A001",
        "A007",
        "A006",
        "A005",
        "A004",
    ]
    assert line.index("A001") < line.index("A007") < line.index("A004")
    assert "A003" not in line
    assert "<b>7</b> 人等候" in page


def test_nobodys_name_is_on_the_wall(hall: City, client: Client, person: Callable[..., Party]) -> None:
    take(hall, party_id=person(name="欧阳明月").pk)
    call(hall)
    for page in ("board", "signage"):
        assert "欧阳" not in text(client.get(f"/hall/01/{page}/"))
    assert hall.clerk.name not in text(client.get("/hall/01/board/"))


@pytest.mark.parametrize("waiting", [1, 40])
def test_a_board_asks_three_things_whatever_the_line(
    hall: City, client: Client, waiting: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for minute in range(waiting):
        take(hall, minute=-minute)
    client.get("/hall/01/board/")  # What the past weeks say is read once in ten minutes.
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        client.get("/hall/01/board/")


def test_signage_shows_hours_and_what_can_be_done(hall: City, client: Client) -> None:
    take(hall)
    page = text(client.get("/hall/01/signage/"))
    assert "08:30–12:00" in page
    assert "今天办公" in page
    assert "行驶证丢了" in page
    assert "<b>1</b> 人等候" in page


@pytest.mark.parametrize("page", ["board", "signage", "machine"])
def test_there_is_no_hall_of_that_number(city: City, client: Client, page: str) -> None:
    assert client.get(f"/hall/77/{page}/").status_code == 404


def test_a_page_may_hear_of_changes_and_of_nothing_else(city: City, client: Client) -> None:
    response = client.get("/hall/01/board/", headers={"host": "localhost:8000"})
    assert f'data-hall="http://localhost:8001/events/{city.hall.pk}"' in text(response)
    assert "connect-src 'self' http://localhost:8001" in response.headers["Content-Security-Policy"]
    assert "8001" not in client.get("/guide/", headers={"host": "localhost:8000"}).headers["Content-Security-Policy"]


def test_english_has_no_chinese_but_the_voice(hall: City, client: Client) -> None:
    take(hall)
    call(hall)
    page = text(client.get("/hall/01/board/?lang=en"))
    assert "window <em>1</em>" in page
    assert "Please come to the window" in page


@pytest.mark.parametrize(
    ("no", "counter", "said"),
    [("A012", "3", "请 A 零 一 二 号，到 3 号窗口"), ("C120", "08", "请 C 一 二 零 号，到 8 号窗口")],
)
def test_figures_are_spoken_one_by_one(no: str, counter: str, said: str) -> None:
    assert voice.call(no, counter) == said


@pytest.mark.parametrize(
    ("told", "shown"), [((5, 12), "约 <b>5–12</b> 分钟"), ((0, 2), "<b>2</b> 分钟以内"), (None, "")]
)
def test_minutes_are_shown_as_a_range_or_not_at_all(
    hall: City, client: Client, monkeypatch: pytest.MonkeyPatch, told: tuple[int, int] | None, shown: str
) -> None:
    monkeypatch.setattr(forecast, "ranges", lambda *_: dict.fromkeys(QUEUES, told))
    page = text(client.get("/hall/01/board/"))
    assert ("分钟" in page) == bool(told)
    assert shown in page
