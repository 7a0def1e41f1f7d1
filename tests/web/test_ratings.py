"""好差评 on its pages: who was served rates once; the officer in charge sees the three rates and mends the bad ones."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.db.halls import seated
from tests.db.test_ratings import abolish
from tests.web.conftest import SignIn
from tests.web.halls import REISSUE, take, text

from cheguan.base.attempts import commands as attempts
from cheguan.channels.hall import screen_pairing
from cheguan.work.ratings import queries
from cheguan.work.ratings.models import Rating
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries as visit_queries

OWN_TICKET = "号票由办理人员自己取出或者调出过"


@pytest.fixture
def token(city: City) -> str:
    """The matter of somebody who was served."""
    (clerk,) = seated(city, 1)
    visit = visits.take(services=["vehicle_licence_reissue"], by=city.system, at=MORNING, key=uuid4()).id
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    visits.begin(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    return visit_queries.matters(visit)[0].token


def rate(client: Client, token: str, level: str, *, asked: str = "", **more: str) -> int:
    given = {"key": str(uuid4()), "level": level, "remark": "", **more}
    return client.post(f"/rate/{token}/give{asked}", given).status_code


def test_whoever_has_the_token_rates_once(client: Client, token: str) -> None:
    page = client.get(f"/rate/{token}/").content.decode()
    assert "checked" not in page
    assert rate(client, token, "4", remark="很快") == 302
    assert "谢谢您的评价" in client.get(f"/rate/{token}/").content.decode()
    assert rate(client, token, "5") == 422
    assert (Rating.objects.get().level, Rating.objects.get().source, Rating.objects.get().remark) == (4, "qr", "很快")


def test_the_screen_is_told_apart_and_says_nothing_of_words(client: Client, token: str) -> None:
    asked = f"?screen=x&sign={screen_pairing.sign_rating(token, stamp='x')}"
    page = client.get(f"/rate/{token}/{asked}").content.decode()
    assert "remark" not in page
    assert "不评价" in page
    rate(client, token, "5", asked=asked)
    assert Rating.objects.get().source == "screen"


@pytest.mark.parametrize("level", ["", "0", "6", "x"])
def test_what_is_no_level(client: Client, token: str, level: str) -> None:
    assert rate(client, token, level) == 422
    assert not Rating.objects.exists()


def test_a_token_of_nobody(client: Client, city: City) -> None:
    assert client.get("/rate/nonsense/").status_code == 404
    assert rate(client, "nonsense", "5") == 404


def test_a_bad_one_is_mended_by_the_officer_in_charge(client: Client, token: str, city: City, leader: Client) -> None:
    rate(client, token, "1", remark="等得太久", named="on")
    assert "等得太久" in leader.get("/desk/ratings/").content.decode()
    (repair,) = queries.open_repairs(city.system.office)
    address = f"/desk/ratings/repairs/{repair.id}"
    assert "愿意接听回访电话" in leader.get(address).content.decode()
    step = {"key": "", "text": "已向窗口了解", "difficulty": "simple"}
    assert leader.post(f"{address}/step", {**step, "key": str(uuid4()), "kind": "told"}).status_code == 422
    for kind in ("verified", "mended", "called_back", "told"):
        assert leader.post(f"{address}/step", {**step, "key": str(uuid4()), "kind": kind}).status_code == 302
    page = leader.get(address).content.decode()
    assert page.count("已向窗口了解") == 4
    assert "下一步" not in page
    assert "没有待办的差评" in leader.get("/desk/ratings/repairs/").content.decode()


def test_clerks_never_see_ratings(clerk: Client, client: Client, token: str) -> None:
    rate(client, token, "1")
    for address in ("/desk/ratings/", "/desk/ratings/repairs/", "/desk/ratings/repairs/1"):
        assert clerk.get(address).status_code == 403


def test_the_rates_are_kept_apart(client: Client, token: str, leader: Client) -> None:
    page = leader.get("/desk/ratings/").content.decode()
    assert "0.0%" in page
    assert "—" in page
    rate(client, token, "5")
    assert "100.0%" in leader.get("/desk/ratings/").content.decode()


def test_farming_shows(client: Client, city: City, leader: Client) -> None:
    (clerk,) = seated(city, 1)
    for minute in range(5):
        at = MORNING - timedelta(minutes=60 - minute)
        visit = visits.take(services=["vehicle_licence_reissue"], by=city.system, at=at, key=uuid4()).id
        visits.call_next(by=clerk, at=at, key=uuid4())
        visits.begin(visit_id=visit, by=clerk, at=at, key=uuid4())
        visits.finish(visit_id=visit, by=clerk, at=at, key=uuid4())
        rate(client, visit_queries.matters(visit)[0].token, "5")
    assert "同一设备一天内多次评价" in leader.get("/desk/ratings/").content.decode()


def serve(city: City, *, minute: int) -> str:
    """The first in line is served by the city's clerk; the token of their matter."""
    at = MORNING + timedelta(minutes=minute)
    called = visits.call_next(by=city.clerk, at=at, key=uuid4())
    assert called is not None
    visits.begin(visit_id=called.visit.id, by=city.clerk, at=at, key=uuid4())
    visits.finish(visit_id=called.visit.id, by=city.clerk, at=at, key=uuid4())
    return visit_queries.matters(called.visit.id)[0].token


@pytest.mark.parametrize(("who", "shows"), [("clerk", True), ("maker", False)])
def test_a_rating_of_a_ticket_that_its_clerk_had_looked_up_shows(
    client: Client, hall: City, sign_in: SignIn, who: str, shows: bool
) -> None:
    take(hall, minute=-20)
    attempts.look_up(what="guide ticket", subject="A001", purpose="导办调出号票", by=getattr(hall, who), at=MORNING)
    token = serve(hall, minute=-10)
    rate(client, token, "5")
    assert (OWN_TICKET in text(sign_in(hall.leader).get("/desk/ratings/"))) is shows


def test_a_rating_of_a_ticket_that_its_clerk_gave_out_shows_unless_the_screen_took_it(
    client: Client, hall: City, sign_in: SignIn
) -> None:
    for minute in (-20, -19):
        at = MORNING + timedelta(minutes=minute)
        visits.take(services=[REISSUE], source="guide", by=hall.clerk, at=at, key=uuid4())
    token = serve(hall, minute=-10)
    rate(client, token, "5", asked=f"?screen=x&sign={screen_pairing.sign_rating(token, stamp='x')}")
    leader = sign_in(hall.leader)
    assert OWN_TICKET not in text(leader.get("/desk/ratings/"))

    rate(client, serve(hall, minute=-5), "5")
    assert OWN_TICKET in text(leader.get("/desk/ratings/"))


def test_a_bad_rating_of_a_service_that_has_ended_is_on_the_page(
    client: Client,
    token: str,
    city: City,
    sign_in: SignIn,
    monday: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    abolish(monkeypatch)
    monday.shift(timedelta(days=2))
    rate(client, token, "1")
    assert "补领行驶证" in text(sign_in(city.leader).get("/desk/ratings/repairs/"))
