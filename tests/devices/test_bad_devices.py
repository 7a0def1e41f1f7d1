"""Devices that are absent, slow, broken or mad: said so by a code, and nothing else suffers."""

import time

import pytest
from tests.devices.pages import page_of

from cheguan.devices import asking
from cheguan.devices.kinds import KINDS, Action, Kind
from cheguan.devices.simulator import samples

ASKED = {
    "id_reader": ("read", {}),
    "document_camera": ("capture", {}),
    "ticket_printer": ("print", {"lines": [{"text": "A001"}]}),
}


@pytest.mark.parametrize(("device", "asked"), ASKED.items())
def test_an_absent_device_is_said_to_be_absent_until_it_is_back(desk, page, tell, device, asked):
    action, data = asked
    tell("card")
    page.hear()
    tell(f"absent {device}")
    assert page.hear() == {"type": "event", "event": "State", "device": device, "data": {"state": "absent"}}
    assert page.ask(device, action, **data)["code"] == "absent"
    with page_of(desk.port) as newcomer:
        assert {each["device"]: each["state"] for each in newcomer.hello["devices"]}[device] == "absent"

    tell(f"fine {device}")
    assert page.hear()["data"] == {"state": "ready"}
    assert page.ask(device, action, **data)["ok"]


@pytest.mark.parametrize(("device", "asked"), ASKED.items())
def test_nonsense_is_not_passed_on(page, tell, device, asked):
    action, data = asked
    tell("card")
    page.hear()
    tell(f"nonsense {device}")
    reply = page.ask(device, action, **data)
    assert (reply["ok"], reply["code"], reply["data"]) == (False, "nonsense", None)


def test_a_mad_evaluator_gives_no_rating(page, tell):
    tell("nonsense evaluator")
    page.request("evaluator", "rate", matter="m-1")
    assert page.hears_nothing()
    tell("rate 5")
    assert page.hear()["code"] == "nonsense"


@pytest.mark.parametrize(
    "card",
    [
        "card 450502199003070019",
        "card 450502199013010019",
        "card 12345",
        'card 450502199003070018 ""',
        "nonsense id_reader",
    ],
)
def test_a_card_that_cannot_be_true_is_a_fault_and_no_card(page, tell, card):
    tell(card)
    tell("card" if card.startswith("nonsense") else "help")
    event = page.hear()
    assert (event["event"], event["device"], event["data"]["code"]) == ("Fault", "id_reader", "nonsense")
    assert "4505" not in str(event), "what was wrong is nobody's data"


def test_a_slow_device_holds_up_no_other(page, tell):
    tell("slow document_camera 3")
    began = time.monotonic()
    slow = page.request("document_camera", "capture")
    assert page.ask("ticket_printer", "print", lines=[{"text": "A001"}])["ok"], "heard before the slow one"
    assert page.hear()["id"] == slow
    assert time.monotonic() - began >= 3


def test_a_device_that_takes_too_long_is_given_up_and_free_again(page, tell, monkeypatch):
    capture = KINDS["document_camera"].actions["capture"]
    short = Kind(actions={"capture": Action(gives=capture.gives, seconds=0.1)})
    monkeypatch.setattr(asking, "KINDS", {**KINDS, "document_camera": short})
    tell("slow document_camera 30")
    assert page.ask("document_camera", "capture")["code"] == "timeout"

    monkeypatch.setattr(asking, "KINDS", KINDS)
    tell("fine document_camera")
    page.hear()
    assert page.ask("document_camera", "capture")["ok"]


def test_an_adapter_that_raises_is_a_failed_device_and_no_end_of_the_bridge(desk, page, monkeypatch, caplog):
    async def explode(*_given: object) -> None:
        raise ZeroDivisionError(samples.NUMBER)

    monkeypatch.setattr(desk.simulator.devices["document_camera"], "perform", explode)
    assert page.ask("document_camera", "capture")["code"] == "failed"
    assert page.ask("ticket_printer", "print", lines=[{"text": "A001"}])["ok"]
    assert samples.NUMBER not in caplog.text


@pytest.mark.parametrize(
    "line", ["", "dance", "rate", "rate good", "slow", "slow toaster 5", "card 1 2 3", "absent toaster", 'card "']
)
def test_the_simulator_says_what_it_does_not_understand(tell, line):
    assert tell(line)["ok"] is False
