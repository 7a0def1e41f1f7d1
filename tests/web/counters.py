"""A hall for the pages: a counter, its clerk, somebody with a ticket."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from tests.db.conftest import MORNING, City
from tests.db.halls import sit_at

from cheguan.work.confirmations import commands as confirmations
from cheguan.work.visits import commands as visits

MINUTE = timedelta(minutes=1)
BAR = "/window/bar"
HTMX = {"HX-Request": "true"}


def seat(city: City, no: str = "01") -> None:
    sit_at(city, city.clerk, no, queues=("vehicle", "licence"))


def ticket(city: City, *, minutes_ago: int = 14, **given: Any) -> visits.Ticket:
    given = {"services": ["vehicle_licence_reissue"], **given}
    return visits.take(by=city.system, at=MORNING - minutes_ago * MINUTE, key=uuid4(), **given)


def press(client: Client, step: str, **given: Any) -> Any:
    """A button of the bar, as the page sends it."""
    return client.post(f"{BAR}/{step}", {"key": str(uuid4()), **given}, headers=HTMX)


def called(city: City, client: Client, **given: Any) -> visits.Ticket:
    taken = ticket(city, **given)
    press(client, "call")
    return taken


def served(city: City, client: Client, **given: Any) -> visits.Ticket:
    taken = called(city, client, **given)
    press(client, "begin", visit=taken.id)
    return taken


def pair(city: City) -> Client:
    """A browser that is the second screen of the clerk's counter."""
    digits = confirmations.offer_code(by=city.clerk, at=timezone.now(), key=uuid4())
    screen = Client()
    assert screen.post("/hall/screen/pair", {"key": str(uuid4()), "code": digits}).status_code == 302
    return screen


def words(answer: Any) -> str:
    """What can be read of a page, on one line."""
    text = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)
