"""Absurd values in every field of the hall's doors: told at the field or passed over, never a fault, and nothing moves."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.counters import BAR, HTMX, pair
from tests.web.halls import REISSUE, faultless, take
from tests.web.test_hall_machine import identify, standing

from cheguan.work.visits.models import Visit

MACHINE, GUIDE, SCREEN = "/hall/01/machine/", "/hall/01/guide/", "/hall/screen/"
NUMBERED = [
    "ratings/repairs/{}", "ratings/repairs/{}/step", "messages/{}/again", "second-looks/{}", "second-looks/{}/close",
    "second-looks/{}/hand-back", "second-looks/{}/remedy", "handover/{}", "handover/{}/take-over", "handover/{}/object",
    "staffing/{}", "staffing/{}.csv",
]  # fmt: skip
# What no field of ours is meant to be given.
ABSURD = [
    "", "-1", str(10**30), "9" * 5000, "\x00", "1\x00", "🚗", "[1]", '{"id":1}', "1e3", "NaN", "' OR 1=1 --", "²", "١",
]  # fmt: skip
# What each button of the bar sends besides its key.
STEPS = {
    **dict.fromkeys(["stand", "back", "call", "screen", "screen/part", "screen/large"], ()),
    **dict.fromkeys(["recall", "no-show", "take-up", "finish", "come-back"], ("visit",)),
    "take-over": ("visit", "reason", "note"), "sit": ("counter",), "away": ("reason", "note"), "begin": ("visit", "handle"), "pause": ("visit", "reason", "note"),
    "transfer": ("visit", "queue", "counter", "reason", "note"), "add": ("visit", "service", "party"),
}  # fmt: skip
FIELDS = {"visit": "1", "counter": "1", "reason": "其他", "note": "事由", "queue": "vehicle", "service": REISSUE,
          "party": "", "handle": ""}  # fmt: skip


@pytest.mark.parametrize("path", ["/t/{}/", "/t/{}/leave", "/rate/{}/", "/rate/{}/give", "/appointments/offers/{}/"])
def test_a_token_that_is_none_opens_nothing_and_breaks_nothing(hall, path):
    stranger = faultless(Client())
    for token in ("%00", "a%00b", "%F0%9F%9A%97", "'", "x" * 300, "..%2F..", "%25"):
        assert stranger.get(path.format(token)).status_code in (302, 404), token
        assert stranger.post(path.format(token), {"key": str(uuid4()), "level": "5"}).status_code in (404, 405), token


@pytest.mark.parametrize("step", STEPS)
def test_nonsense_in_any_field_of_the_bar_is_told_and_moves_nothing(hall, clerk, step):
    visit = take(hall).id
    for field, value in product((*STEPS[step], "key"), ABSURD):
        given: dict[str, Any] = {"key": str(uuid4()), **FIELDS, "visit": visit, field: value}
        assert faultless(clerk).post(f"{BAR}/{step}", given, headers=HTMX).status_code < 500, (field, value)
    assert Visit.objects.get().state == "waiting"


def test_repeated_and_missing_fields_of_the_bar_break_nothing(hall, clerk):
    odd: tuple[dict[str, Any], ...] = ({}, {"key": [str(uuid4()), str(uuid4())], "visit": ["1", "x"]}, {"visit": "1"})
    for step, given in product(STEPS, odd):
        assert faultless(clerk).post(f"{BAR}/{step}", given, headers=HTMX).status_code < 500, (step, given)


@pytest.mark.parametrize("step", ["identify", "choose", "confirm", "take"])
def test_nonsense_at_the_machine_gives_no_number(kiosk, step):
    sealed = standing(identify(kiosk))
    usual = {"what": "id", "standing": sealed, "service": REISSUE, "people": "1", "told": "", "key": str(uuid4())}
    fields = ("what", "number", "read_by", "standing", "service", "told", "people", "key")
    for field, value in product(fields, ABSURD):
        given = {**usual, field: value}
        assert faultless(kiosk).post(f"{MACHINE}{step}", given).status_code < 500, (field, value)
    assert step == "take" or not Visit.objects.exists()


@pytest.mark.parametrize(
    ("who", "path", "fields"),
    [
        ("clerk", f"{GUIDE}ask", {"q": "A001", "read_by": ""}),
        ("clerk", f"{GUIDE}?ticket=", {}),
        ("clerk", f"{GUIDE}tickets/A001/back", {"told": ""}),
        ("clerk", f"{GUIDE}tickets/A001/leave", {"reason": "不等了"}),
        ("leader", "/hall/01/counters/", {"no": "7", "queues": "vehicle", "overflow": "licence"}),
        ("leader", "/hall/01/pair/", {"name": "7号机", "action": "pair"}),
        ("leader", "/desk/ratings/repairs/1/step", {"kind": "verified", "text": "属实", "difficulty": "normal"}),
        ("leader", "/desk/messages/1/again", {}),
        ("leader", "/desk/appointments/", {"vehicle_minutes": "15", "vehicle_monday": "1"}),
        ("leader", "/desk/second-looks/1/remedy", {"words": "已处理"}),
        ("leader", "/desk/second-looks/1/hand-back", {}),
        ("reviewer", "/desk/second-looks/1/close", {"outcome": "minor", "words": "x", "article": "x"}),
        ("clerk", "/desk/handover/", {"to": "", "note": "x"}),
        ("clerk", "/desk/handover/1/take-over", {}),
        ("clerk", "/desk/handover/1/object", {"reason": "x"}),
        ("leader", "/desk/staffing/", {"peak": "1", "more": "1", "online": "0"}),
    ],
)
def test_nonsense_at_the_desk_is_told(request, hall, who, path, fields):
    take(hall)
    client = faultless(request.getfixturevalue(who))
    for field, value in product((*fields, "key"), ABSURD):
        assert client.post(path, {"key": str(uuid4()), **fields, field: value}).status_code < 500, (field, value)
        assert client.get(path, {field: value}).status_code < 500, (field, value)


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_no_fault(city, leader, number):
    given = {"key": str(uuid4()), "kind": "verified", "text": "x", "reason": "x", "words": "x", "outcome": "in_order"}
    for path in NUMBERED:
        address = f"/desk/{path.format(number)}"
        assert faultless(leader).post(address, given).status_code < 500, path
        assert leader.get(address).status_code < 500, path


def test_nonsense_on_the_second_screen_is_told(hall, clerk):
    screen = faultless(pair(hall))
    usual = {"question": "1", "answer": "confirmed", "signature_how": "without", "code": "123456"}
    fields = ("question", "answer", "signature", "signature_how", "code", "key")
    for field, value, step in product(fields, ABSURD, ("answer", "pair")):
        given = {"key": str(uuid4()), **usual, field: value}
        assert screen.post(f"{SCREEN}{step}", given).status_code < 500, (step, field, value)
