"""Absurd values in every field of the hall's doors: told at the field or passed over, never a fault, and nothing moves."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING
from tests.db.halls import another_clerk, sit_at
from tests.web.counters import BAR, HTMX, pair, press
from tests.web.halls import REISSUE, faultless, take
from tests.web.test_hall_machine import identify, standing

from cheguan.base.acts.models import Act
from cheguan.work.visits import commands as visits
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
# What has to be pressed before each button of the bar does anything, and what that button sends besides its key.
CALLED, SERVED = ("call",), ("call", "begin")
PAUSED, THRICE = (*SERVED, "pause"), (*CALLED, "recall", "recall")
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sit": ((), ("counter",)), "stand": ((), ()), "away": ((), ("reason", "note")), "back": (("away",), ()),
    "call": ((), ()), "recall": (CALLED, ("visit",)), "no-show": (THRICE, ("visit",)),
    "come-back": ((*THRICE, "no-show"), ("visit",)), "begin": (CALLED, ("visit", "handle")),
    "pause": (SERVED, ("visit", "reason", "note")), "take-up": (PAUSED, ("visit",)),
    "take-over": (PAUSED, ("visit", "reason", "note")), "finish": (SERVED, ("visit",)),
    "transfer": (SERVED, ("visit", "queue", "counter", "reason", "note")),
    "add": (SERVED, ("visit", "service", "party")),
    "screen": ((), ()), "screen/part": ((), ()), "screen/large": (SERVED, ()),
}  # fmt: skip
FIELDS = {"counter": "2", "reason": "其他", "queue": "vehicle", "service": REISSUE,
          **dict.fromkeys(("note", "party", "handle"), "")}  # fmt: skip
# What is no nonsense there: any words are a note, and what may be left out may be empty.
SENSIBLE = {
    *product(STEPS, ("note",), ("", "-1", "[1]", "1e3", "NaN", "²", "١")),
    ("begin", "handle", ""), ("transfer", "counter", ""), ("add", "party", ""), ("take", "told", ""),
    ("take", "people", "١"),
}  # fmt: skip
# What the last page of the ticket machine looks at.
ASKED = {"standing", "service", "told", "people", "key"}
# A person's page that is none any more leads home.
LAPSED = ("begin", "handle")


@pytest.fixture
def colleague(hall, sign_in):
    """At the third window."""
    officer = another_clerk(hall)
    sit_at(hall, officer, "3")
    return sign_in(officer)


@pytest.fixture
def ticket(hall):
    """Somebody waits, who is not the first of the table: ``١`` is a one."""
    gone = take(hall).id
    visits.leave(visit_id=gone, reason="不等了", by=hall.system, at=MORNING, key=uuid4())
    return take(hall).id


@pytest.mark.parametrize("path", ["/t/{}/", "/t/{}/leave", "/rate/{}/", "/rate/{}/give", "/appointments/offers/{}/"])
def test_a_token_that_is_none_opens_nothing_and_breaks_nothing(hall, path):
    stranger = faultless(Client())
    for token in ("%00", "a%00b", "%F0%9F%9A%97", "'", "x" * 300, "..%2F..", "%25"):
        assert stranger.get(path.format(token)).status_code in (302, 404), token
        assert stranger.post(path.format(token), {"key": str(uuid4()), "level": "5"}).status_code in (404, 405), token


@pytest.mark.parametrize("step", STEPS)
def test_nonsense_in_any_field_of_the_bar_is_told_and_moves_nothing(hall, clerk, colleague, ticket, step):
    (before, fields), usual = STEPS[step], {**FIELDS, "visit": ticket}
    pair(hall)
    assert all(press(clerk, each, **usual).status_code < 400 for each in before)
    who, acts = colleague if step == "take-over" else clerk, Act.objects.count()
    for field, value in product((*fields, "key"), ABSURD):
        if (step, field, value) not in SENSIBLE:
            answer = press(faultless(who), step, **{**usual, field: value})
            assert answer.status_code == 422 or (step, field) == LAPSED, (field, value)
            assert Act.objects.count() == acts, (field, value)
    assert press(who, step, **usual).status_code < 400
    assert Act.objects.count() > acts


def test_repeated_and_missing_fields_of_the_bar_break_nothing(hall, clerk):
    odd: tuple[dict[str, Any], ...] = ({}, {"key": [str(uuid4()), str(uuid4())], "visit": ["1", "x"]}, {"visit": "1"})
    for step, given in product(STEPS, odd):
        assert faultless(clerk).post(f"{BAR}/{step}", given, headers=HTMX).status_code < 500, (step, given)


@pytest.mark.parametrize("step", ["identify", "choose", "confirm", "take"])
def test_nonsense_at_the_machine_gives_no_number(kiosk, step):
    sealed = standing(identify(kiosk))
    usual = {"what": "id", "standing": sealed, "service": REISSUE, "people": "1", "told": ""}
    fields = ("what", "number", "read_by", "standing", "service", "told", "people", "key")
    for field, value in product(fields, ABSURD):
        given, before = {**usual, "key": str(uuid4()), field: value}, Visit.objects.count()
        assert faultless(kiosk).post(f"{MACHINE}{step}", given).status_code < 500, (field, value)
        taken = step == "take" and (field not in ASKED or (step, field, value) in SENSIBLE)
        assert Visit.objects.count() == before + taken, (field, value)


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
def test_nonsense_at_the_desk_is_no_fault_and_without_a_key_moves_nothing(request, hall, who, path, fields):
    take(hall)
    client, acts = faultless(request.getfixturevalue(who)), Act.objects.count()
    for field, value in product(("key", *fields), ABSURD):
        assert client.post(path, {"key": str(uuid4()), **fields, field: value}).status_code < 500, (field, value)
        assert client.get(path, {field: value}).status_code < 500, (field, value)
        assert field != "key" or Act.objects.count() == acts, value


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_no_fault(city, leader, number):
    given = {"key": str(uuid4()), "kind": "verified", "text": "x", "reason": "x", "words": "x", "outcome": "in_order"}
    for path in NUMBERED:
        address = f"/desk/{path.format(number)}"
        assert faultless(leader).post(address, given).status_code < 500, path
        assert leader.get(address).status_code < 500, path


def test_nonsense_on_the_second_screen_is_told_and_moves_nothing(hall, clerk):
    screen, acts = faultless(pair(hall)), Act.objects.count()
    usual = {"question": "1", "answer": "confirmed", "signature_how": "without", "code": "123456"}
    fields = ("question", "answer", "signature", "signature_how", "code", "key")
    for field, value, step in product(fields, ABSURD, ("answer", "pair")):
        given = {"key": str(uuid4()), **usual, field: value}
        assert screen.post(f"{SCREEN}{step}", given).status_code == 422, (step, field, value)
    assert Act.objects.count() == acts
