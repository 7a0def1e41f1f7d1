"""A hall as the web tests need it: two windows, a clerk at the first, and a paired ticket machine."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from tests.db.conftest import MORNING, City

from cheguan.channels.hall import outlets
from cheguan.work.visits import commands as visits
from cheguan.work.visits import machines

MINUTE = timedelta(minutes=1)
REISSUE, RENEWAL = "vehicle_licence_reissue", "licence_renewal"


def open_hall(city: City) -> City:
    visits.set_up(no="1", queues=["vehicle"], overflow=["licence"], by=city.leader, at=MORNING, key=uuid4())
    visits.set_up(no="2", queues=["licence"], by=city.leader, at=MORNING, key=uuid4())
    visits.sit_down(counter_no="1", by=city.clerk, at=MORNING, key=uuid4())
    return city


def machine(city: City, name: str = "1号机") -> Client:
    """A browser that the officer in charge has paired."""
    answer = HttpResponse()
    outlets.keep(answer, machines.pair(name=name, by=city.leader, at=MORNING))
    client = Client()
    client.cookies[outlets.COOKIE] = answer.cookies[outlets.COOKIE].value
    return client


def faultless(client: Client) -> Client:
    """As a browser sees it: a fault of ours is an answer of 500, not an exception."""
    client.raise_request_exception = False
    return client


def take(city: City, *, minute: int = 0, **given: object) -> visits.Ticket:
    given = {"services": [REISSUE], **given}
    return visits.take(by=city.system, at=MORNING + minute * MINUTE, key=uuid4(), **given)  # type: ignore[arg-type]


def call(city: City, *, minute: int = 0) -> visits.Called:
    called = visits.call_next(by=city.clerk, at=MORNING + minute * MINUTE, key=uuid4())
    assert called is not None
    return called


def text(response: Any) -> str:
    return str(response.content.decode())
