"""The open protocol: what a page may say, what it hears, who else hears it."""

import asyncio
import base64
from types import SimpleNamespace
from typing import cast

import pytest
from tests.devices.pages import page_of
from websockets.asyncio.server import ServerConnection
from websockets.protocol import State

from cheguan.devices import asking, attention
from cheguan.devices.kinds import KINDS, Action, Kind
from cheguan.devices.messages import Event
from cheguan.devices.pictures import Picture
from cheguan.devices.simulator import samples

TICKET = {
    "lines": [{"text": "A012", "size": 4, "align": "centre"}, {"text": "前面还有 3 人"}],
    "qr": "https://a.example/t/1",
}


def test_the_bridge_says_first_what_is_on_the_desk(page):
    assert (page.hello["type"], page.hello["protocol"]) == ("hello", "cheguan.devices.v1")
    assert {each["device"]: tuple(each["actions"]) for each in page.hello["devices"]} == {
        "id_reader": ("read",),
        "document_camera": ("capture",),
        "signature_pad": ("sign",),
        "evaluator": ("rate",),
        "ticket_printer": ("print",),
        "scanner": (),
    }
    assert {each["state"] for each in page.hello["devices"]} == {"ready"}


def test_a_card_is_told_with_the_fields_readers_have_always_had(page, tell):
    tell("card 450502199003070018 陈晓明")

    event = page.hear()
    assert (event["type"], event["event"], event["device"]) == ("event", "CardIn", "id_reader")
    assert {name: event["data"][name] for name in ("Name", "Sex", "Nation", "Born", "CardNo", "UserLifeE")} == {
        "Name": "陈晓明",
        "Sex": "男",
        "Nation": "汉",
        "Born": "19900307",
        "CardNo": "450502199003070018",
        "UserLifeE": "20400101",
    }
    assert base64.b64decode(event["data"]["Photo"]).startswith(b"\x89PNG")
    assert set(event["data"]) == set(samples.card())


def test_a_card_that_lies_there_is_read_when_it_is_asked_for(page, tell):
    tell("card")
    page.hear()
    assert page.ask("id_reader", "read")["data"]["CardNo"] == samples.NUMBER

    tell("remove")
    assert page.hear()["event"] == "CardOut"
    page.request("id_reader", "read")
    assert page.hears_nothing()


def test_a_sheet_is_pictured(page):
    reply = page.ask("document_camera", "capture")
    assert reply["data"]["media_type"] == "image/png"
    assert base64.b64decode(reply["data"]["content"]).startswith(b"\x89PNG")


def test_somebody_signs_after_being_asked_and_not_before(page, tell):
    tell("sign")
    asked = page.request("signature_pad", "sign", title="补领行驶证", name="陈晓明")
    assert page.hears_nothing()

    tell("sign")
    reply = page.hear()
    assert (reply["id"], reply["ok"], reply["data"]["media_type"]) == (asked, True, "image/png")


def test_a_rating_is_what_was_pressed_for_this_matter_and_never_a_default(page, tell):
    tell("rate 5")
    page.request("evaluator", "rate", matter="m-1", service="补领行驶证")
    assert page.hears_nothing()

    tell("rate 2")
    assert page.hear()["data"] == {"matter": "m-1", "level": 2}


def test_nobody_pressing_is_no_rating(page, monkeypatch):
    slow = Action(takes=KINDS["evaluator"].actions["rate"].takes, gives=Picture, seconds=0.1)
    monkeypatch.setattr(asking, "KINDS", {**KINDS, "evaluator": Kind(actions={"rate": slow})})

    reply = page.ask("evaluator", "rate", matter="m-1")
    assert (reply["ok"], reply["code"], reply["data"]) == (False, "timeout", None)


def test_a_ticket_is_printed_as_it_was_described(page, tell):
    assert page.ask("ticket_printer", "print", **TICKET)["data"] == {"paper": "ok"}
    assert tell("tickets")["shown"] == ["A012\n前面还有 3 人"]


def test_a_code_is_told(page, tell):
    tell("scan 桂E12345")
    assert page.hear() == {"type": "event", "event": "Scan", "device": "scanner", "data": {"text": "桂E12345"}}


def test_only_the_page_in_front_hears_of_people(desk, page, tell):
    with page_of(desk.port) as second_screen:
        tell("card")
        assert page.hear()["event"] == "CardIn"
        assert second_screen.hears_nothing()

        second_screen.attend()
        tell("card")
        assert second_screen.hear()["event"] == "CardIn"
        assert page.hears_nothing()


def test_a_card_laid_down_between_two_pages_is_told_to_the_next(desk, tell):
    with page_of(desk.port) as before:
        before.attend()
    tell("card")
    with page_of(desk.port) as after:
        after.say({"type": "attend"})
        assert after.hear()["event"] == "CardIn"


def test_a_card_laid_down_while_a_page_is_closing_is_told_to_the_next():
    closing, coming = (cast("ServerConnection", SimpleNamespace(state=state)) for state in (State.CLOSING, State.OPEN))
    heard: list[tuple[ServerConnection, Event]] = []
    card = Event(event="CardIn", device="id_reader", data={})

    async def lay_down() -> None:
        front = attention.Attention(lambda page, event: heard.append((page, event)))
        front.turn_to(closing)
        front.tell(card)
        front.turn_to(coming)

    asyncio.run(lay_down())
    assert heard == [(coming, card)]


def test_a_card_of_long_ago_is_told_to_nobody(desk, tell, monkeypatch):
    monkeypatch.setattr(attention, "HELD_SECONDS", -1)
    tell("card")
    with page_of(desk.port) as later:
        later.attend()
        assert later.hears_nothing()


def test_a_device_does_one_thing_at_a_time_for_all_pages(desk, page):
    asked = page.request("signature_pad", "sign")
    with page_of(desk.port) as other:
        assert other.ask("signature_pad", "sign")["code"] == "busy"
        assert other.ask("signature_pad", "cancel")["ok"], "there is nothing of this page's own to end"
        assert page.hears_nothing()

    page.request("signature_pad", "cancel")
    replies = {reply["id"]: reply for reply in (page.hear(), page.hear())}
    assert replies[asked]["code"] == "cancelled"


def test_what_a_page_asked_ends_with_the_page(desk, page, tell):
    with page_of(desk.port) as gone:
        gone.request("evaluator", "rate", matter="m-1")
        gone.attend()
        assert page.ask("evaluator", "rate", matter="m-2")["code"] == "busy"

    page.request("evaluator", "rate", matter="m-3")
    while not page.hears_nothing(1.0):
        page.request("evaluator", "rate", matter="m-3")
    tell("rate 4")
    assert page.hear()["data"]["matter"] == "m-3"


@pytest.mark.parametrize(
    ("device", "action", "data", "code"),
    [
        ("coffee_machine", "brew", {}, "unknown_device"),
        ("id_reader", "capture", {}, "unknown_action"),
        ("scanner", "read", {}, "unknown_action"),
        ("id_reader", "read", {"password": "x"}, "bad_data"),
        ("evaluator", "rate", {}, "bad_data"),
        ("ticket_printer", "print", {"lines": []}, "bad_data"),
        ("ticket_printer", "print", {"lines": [{"text": "\x1bp\x00"}]}, "bad_data"),
        ("ticket_printer", "print", {"lines": [{"text": "A001\n"}]}, "bad_data"),
        ("ticket_printer", "print", {"lines": [{"text": "A", "size": 9}]}, "bad_data"),
        ("ticket_printer", "print", {"lines": [{"text": "A"}], "raw": "G1Y="}, "bad_data"),
    ],
)
def test_what_cannot_be_done_is_answered_by_a_code(page, device, action, data, code):
    reply = page.ask(device, action, **data)
    assert (reply["ok"], reply["code"], reply["data"]) == (False, code, None)
    assert reply["message"]


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "null",
        "锟斤拷",
        "{}",
        "[" * 10_000,
        '{"type":"request","id":"1","device":"id_reader","action":"read","data":{"a":'
        + "[" * 20_000
        + "]" * 20_000
        + "}}",
        '{"type":"request"}',
        '{"type":"request","id":7,"device":"id_reader","action":"read"}',
        '{"type":"request","id":"1","device":"id_reader","action":"read","as":"root"}',
        '{"type":"hello","devices":[]}',
        '{"type":"event","event":"CardIn","device":"id_reader","data":{}}',
        b"\xff\xfe\x00",
    ],
)
def test_a_message_that_is_none_is_said_to_be_none_and_the_talk_goes_on(page, frame):
    page.say(frame)
    reply = page.hear()
    assert (reply["type"], reply["id"], reply["ok"], reply["code"]) == ("reply", None, False, "bad_message")
    assert page.ask("document_camera", "capture")["ok"]
