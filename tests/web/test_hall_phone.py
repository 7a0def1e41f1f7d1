"""The ticket on a phone: place, call and end of one's own number; nobody's name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.web.halls import call, take, text

from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Visit


def test_the_page_follows_the_number_to_its_end(hall: City, client: Client) -> None:
    take(hall)
    mine = take(hall, minute=1)
    page = f"/t/{mine.token}/"
    assert "前面 <b>1</b> 人" in text(client.get(page))

    first = call(hall, minute=2)
    step: dict[str, Any] = {"by": hall.clerk, "at": MORNING + timedelta(minutes=3)}
    visits.begin(visit_id=first.visit.id, **step, key=uuid4())
    visits.finish(visit_id=first.visit.id, **step, key=uuid4())
    call(hall, minute=4)
    assert "请到 1 号窗口" in text(client.get(page))
    step["at"] = MORNING + timedelta(minutes=5)
    visits.begin(visit_id=mine.id, **step, key=uuid4())
    assert "正在 1 号窗口办理" in text(client.get(page))
    visits.pause(visit_id=mine.id, reason="去复印", **step, key=uuid4())
    assert "请直接到原窗口" in text(client.get(page))
    visits.take_up(visit_id=mine.id, **step, key=uuid4())
    visits.finish(visit_id=mine.id, **step, key=uuid4())
    assert "已办完" in text(client.get(page))


def test_nobodys_name_is_on_it(hall: City, client: Client, person: Callable[..., Party]) -> None:
    party = person(name="欧阳明月")
    mine = take(hall, party_id=party.pk)
    assert "欧阳" not in text(client.get(f"/t/{mine.token}/"))


def test_all_that_was_sent_is_shown_without_the_ends_of_addresses(
    hall: City, client: Client, person: Callable[..., Party]
) -> None:
    mine = take(hall, party_id=person().pk, identity="card")
    take(hall, party_id=person().pk, identity="card")
    page = text(client.get(f"/t/{mine.token}/"))
    assert "您的号码是A001" in page
    assert "A002" not in page
    assert "/t/••••/" in page
    assert "Messages sent to you" in text(client.get(f"/t/{mine.token}/?lang=en"))


def test_leaving_the_line_is_asked_and_done_once(hall: City, client: Client) -> None:
    mine = take(hall)
    page = f"/t/{mine.token}/"
    assert "确定取消这个号" in text(client.get(page))
    key = uuid4()
    for _ in range(2):
        assert client.post(f"{page}leave", {"key": key}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.state, visit.moved_by.channel, visit.moved_by.reason) == ("left", "phone", "本人在手机上取消")
    assert "这个号已取消" in text(client.get(page))


def test_who_is_being_called_cannot_leave_by_phone(hall: City, client: Client) -> None:
    mine = take(hall)
    call(hall)
    page = client.post(f"/t/{mine.token}/leave", {"key": uuid4()})
    assert page.status_code == 422
    assert Visit.objects.get().state == "called"


def test_yesterdays_number_says_so(hall: City, client: Client, monday: time_machine.Traveller) -> None:
    mine = take(hall)
    monday.shift(timedelta(days=1))
    page = text(client.get(f"/t/{mine.token}/"))
    assert "只在当天有效" in page
    assert "不等了" not in page


def test_a_token_that_was_never_given_opens_nothing(hall: City, client: Client) -> None:
    assert client.get(f"/t/{'x' * 22}/").status_code == 404
    assert client.post(f"/t/{'x' * 22}/leave", {"key": uuid4()}).status_code == 404
