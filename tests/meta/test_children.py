"""Processes that end with the one that started them, whatever happens meanwhile."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.meta.processes import alive

from cheguan.config import children

SLEEP = "import time; time.sleep(60)"
ITS_OWN = "import subprocess; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', ARGUMENT])\n"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open(ARGUMENT, 'w').close(); {SLEEP}"


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """In the command line of every process of the test, and the file they write when they are ready."""
    return tmp_path / "ready"


def python(code: str, marker: Path) -> list[str]:
    return [sys.executable, "-c", "import sys; ARGUMENT = sys.argv[1]\n" + code, str(marker)]


def wait_for(marker: Path) -> None:
    deadline = time.monotonic() + 20
    while not marker.exists():
        assert time.monotonic() < deadline, f"nobody wrote {marker}"
        time.sleep(0.01)


def ended(marker: Path) -> bool:
    deadline = time.monotonic() + 20
    while found := alive(str(marker)):
        if time.monotonic() > deadline:
            return not found
        time.sleep(0.01)
    return True


def test_a_child_hears_that_it_is_to_end_however_early(marker):
    process = children.start(python(SLEEP, marker))
    children.stop(process)
    assert process.returncode == -signal.SIGTERM


def test_one_that_does_not_listen_is_killed_with_all_that_it_started(marker, monkeypatch):
    monkeypatch.setattr(children, "LAST_CHANCE", 0.2)
    process = children.start(python(ITS_OWN + DEAF, marker))
    wait_for(marker)
    assert len(alive(str(marker))) == 2

    children.stop(process)

    assert process.returncode == -signal.SIGKILL
    assert ended(marker)


def test_what_a_killed_one_leaves_is_ended_too(marker):
    """Workers of a web server would go on answering at its port."""
    process = children.start(python(ITS_OWN + f"open(ARGUMENT, 'w').close(); {SLEEP}", marker))
    wait_for(marker)
    process.kill()
    process.wait()
    assert alive(str(marker))

    children.stop(process)

    assert ended(marker)


def test_it_ends_with_a_parent_that_was_killed(marker):
    starts = (
        "from cheguan.config import children\n"
        f"children.start([sys.executable, '-c', {SLEEP!r}, ARGUMENT])\n"
        f"open(ARGUMENT, 'w').close(); {SLEEP}"
    )
    parent = subprocess.Popen(python(starts, marker))
    wait_for(marker)
    parent.kill()
    parent.wait()
    assert ended(marker)
