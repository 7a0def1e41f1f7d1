"""What stands in the file of a clerk's computer, and the two commands that start the bridge."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.devices.pages import page_of
from websockets.sync.client import connect

from cheguan.devices import configuration
from cheguan.devices.network_printer import NetworkPrinter
from cheguan.devices.simulator import samples
from cheguan.devices.vendor_websocket import VendorWebsocket

DESK = """
port = {port}
origins = ["http://127.0.0.1:8000", "https://cheguan.example"]

[devices.id_reader]
adapter = "vendor_websocket"
address = "ws://127.0.0.1:{reader}"
fields = {{ Name = "result.name", CardNo = "result.number" }}

[devices.ticket_printer]
adapter = "cheguan.devices.network_printer:NetworkPrinter"
host = "10.1.2.3"
"""
FREE = 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.toml"


def test_a_file_becomes_adapters(file):
    file.write_text(DESK.format(port=17801, reader=9000), encoding="utf-8")
    chosen = configuration.read(file)
    made = configuration.adapters(chosen)

    assert (chosen.port, chosen.origins[1]) == (17801, "https://cheguan.example")
    reader, printer = made["id_reader"], made["ticket_printer"]
    assert isinstance(reader, VendorWebsocket)
    assert reader.fields == {"Name": "result.name", "CardNo": "result.number"}
    assert printer == NetworkPrinter(host="10.1.2.3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = ", "desk.toml"),
        ("prot = 1", "prot"),
        ('port = "17801"', "int"),
        ("[devices.toaster]\nadapter = 'network_printer'", "expected one of id_reader"),
        ("[devices.id_reader]\naddress = 'ws://127.0.0.1:1'", "adapter: expected vendor_websocket"),
        ("[devices.id_reader]\nadapter = 'nobody.knows:It'", "nobody"),
        ("[devices.id_reader]\nadapter = 'vendor_websocket'", "address"),
        ("[devices.id_reader]\nadapter = 'vendor_websocket'\naddress = 'ws://10.1.2.3:1'", "ws://127.0.0.1"),
        (
            "[devices.ticket_printer]\nadapter = 'network_printer'\nhost = 'x'\nprot = 1",
            "prot: expected host, name, port",
        ),
        ("[devices.ticket_printer]\nadapter = 'network_printer'\nhost = 'x'\nport = '9100'", "int"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(file, text, said):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(configuration.BadConfiguration, match=said):
        configuration.adapters(configuration.read(file))


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command, ended as Ctrl-C ends it; it says nothing about that."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CHEGUAN_")}
    command = [sys.executable, "-u", "-m", "cheguan", "devices", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=environ, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            errors = _last_words(process)
    assert (process.returncode, errors) == (0, "")


def _last_words(process: subprocess.Popen[str]) -> str:
    try:
        return process.communicate(timeout=20)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def port_said(process: subprocess.Popen[str]) -> int:
    return int(line_of(process).split()[0].rpartition(":")[2])


def test_the_bridge_runs_with_what_the_file_lists(file):
    file.write_text(DESK.format(port=FREE, reader=1), encoding="utf-8")
    with started("bridge", str(file)) as process, page_of(port_said(process)) as page:
        assert [(each["device"], each["state"]) for each in page.hello["devices"]] == [
            ("id_reader", "absent"),
            ("ticket_printer", "ready"),
        ]


def test_a_wrong_file_is_refused_without_a_traceback(file):
    file.write_text("prot = 1", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cheguan", "devices", "bridge", str(file)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "prot" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_simulator_is_told_on_its_terminal_and_by_its_control():
    origin = "http://127.0.0.1:9999"
    with started("simulate", "--port", "0", "--control-port", "0", "--origin", origin) as process:
        said = line_of(process)
        port, control = int(said.split()[0].rpartition(":")[2]), int(said.split("control ")[1].split(")")[0])
        with page_of(port, origin=origin) as page:
            page.attend()
            assert process.stdin is not None
            process.stdin.write("card\ndance\n")
            process.stdin.flush()
            assert page.hear()["data"]["CardNo"] == samples.NUMBER
            assert [line_of(process), line_of(process)] == ["ok\n", "'dance'?\n"]
            with connect(f"ws://127.0.0.1:{control}", proxy=None) as line:
                line.send("scan 桂E12345")
                assert json.loads(line.recv(5)) == {"ok": True, "shown": None}
            assert page.hear()["data"] == {"text": "桂E12345"}
