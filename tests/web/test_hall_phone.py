"""The ticket on a phone: place, call and end of one's own number; nobody's name."""

import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import time_machine
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.web.halls import call, take, text

from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Visit


class Inside(HTMLParser):
    """Collects what stands in the element of an id."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.found = wanted, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or ("id", self.wanted) in attrs:
            self.depth += tag not in {"input", "br", "img"}
            self.found += f"<{tag} {' '.join(value or name for name, value in attrs)}>"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        self.found += data if self.depth else ""


def inside(page: str, element: str) -> str:
    parser = Inside(element)
    parser.feed(page)
    return parser.found


def words(answer: Any, hall: City) -> str:
    """What can be read of a page, but for the hall's own name and the way to the Chinese page."""
    return re.sub(r"<[^>]*>|中文", " ", text(answer).replace(hall.hall.name, ""))


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
    assert "已经叫到您，不能在手机上取消" in text(page)
    assert "请到 1 号窗口" in text(page)
    assert "您的窗口" not in text(page)
    assert Visit.objects.get().state == "called"
    page = client.post(f"/t/{mine.token}/leave?lang=en", {"key": uuid4()})
    assert not re.search(r"[\u4e00-\u9fff]", words(page, hall))


def test_who_has_left_already_sees_that_they_have(hall: City, client: Client) -> None:
    mine = take(hall)
    for _ in range(2):
        answer = client.post(f"/t/{mine.token}/leave", {"key": uuid4()})
        assert (answer.status_code, answer["Location"]) == (302, f"/t/{mine.token}/")


def test_all_that_changes_is_drawn_anew_without_the_page(
    hall: City, client: Client, person: Callable[..., Party]
) -> None:
    """Whoever keeps the page open gets the later messages and the way to the rating; and can no longer leave."""
    mine = take(hall, party_id=person().pk, identity="card")
    address = f"/t/{mine.token}/"
    before = inside(text(client.get(address)), "ticket")
    assert all(each in before for each in ("不等了", "您的号码是A001"))

    step: dict[str, Any] = {"visit_id": mine.id, "by": hall.clerk, "at": MORNING}
    call(hall)
    visits.recall(**step, key=uuid4())
    called = inside(text(client.get(address)), "ticket")
    assert "请A001号到1号窗口办理" in called
    assert "不等了" not in called
    visits.begin(**step, key=uuid4())
    visits.finish(**step, key=uuid4())
    assert "/rate/" in inside(text(client.get(address)), "ticket")


def test_yesterdays_finished_number_says_that_it_is_done(
    hall: City, client: Client, monday: time_machine.Traveller
) -> None:
    mine = take(hall)
    call(hall)
    visits.begin(visit_id=mine.id, by=hall.clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=mine.id, by=hall.clerk, at=MORNING, key=uuid4())
    monday.shift(timedelta(days=1))
    page = text(client.get(f"/t/{mine.token}/"))
    assert "已办完" in page
    assert "过期" not in page


def test_yesterdays_number_says_so(hall: City, client: Client, monday: time_machine.Traveller) -> None:
    mine = take(hall)
    monday.shift(timedelta(days=1))
    page = text(client.get(f"/t/{mine.token}/"))
    assert "只在当天有效" in page
    assert "不等了" not in page


def test_a_token_that_was_never_given_opens_nothing(hall: City, client: Client) -> None:
    assert client.get(f"/t/{'x' * 22}/").status_code == 404
    assert client.post(f"/t/{'x' * 22}/leave", {"key": uuid4()}).status_code == 404
