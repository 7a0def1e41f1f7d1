"""Nobody but the office's own pages, on this computer."""

import socket

import pytest
from tests.devices.pages import page_of
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

STRANGERS = [
    "http://evil.example",
    "https://127.0.0.1:8000",
    "http://127.0.0.1:8001",
    "http://127.0.0.1:8000.evil.example",
    "null",
    None,
]


@pytest.mark.parametrize("origin", STRANGERS)
def test_a_page_from_elsewhere_is_refused(desk, origin):
    with pytest.raises(InvalidStatus) as refused, page_of(desk.port, origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("protocol", [None, "cheguan.devices.v2"])
def test_who_does_not_speak_the_protocol_is_refused(desk, protocol):
    with pytest.raises(InvalidStatus) as refused, page_of(desk.port, protocol=protocol):
        pass
    assert refused.value.response.status_code == 400


def test_a_page_may_not_send_more_than_a_long_ticket(page):
    page.say("x" * 70_000)
    with pytest.raises(ConnectionClosedError) as closed:
        page.hear()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "null"])
def test_no_page_may_command_the_simulator(desk, origin):
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://127.0.0.1:{desk.control_port}", origin=origin, proxy=None),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_other_computers_do_not_even_find_it(desk):
    for port in (desk.port, desk.control_port):
        with socket.socket() as same_port:
            # Were the bridge on every address, this one would be taken.
            same_port.bind(("127.0.0.2", port))
