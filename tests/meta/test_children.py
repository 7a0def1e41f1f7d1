"""Processes that end with the one that started them, whatever happens meanwhile."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
from tests.meta.processes import alive, ended

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
    wait_until(marker.exists)


def wait_until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not so():
        assert time.monotonic() < deadline, "not within 20 seconds"
        time.sleep(0.01)


def test_a_child_hears_that_it_is_to_end_however_early(marker):
    process = children.start(python(SLEEP, marker))
    children.stop(process)
    assert process.returncode == -signal.SIGTERM


class Heard(Exception):
    pass


@pytest.fixture
def hearing() -> Iterator[None]:
    def heard(_number: int, _frame: FrameType | None) -> None:
        raise Heard

    before = signal.signal(signal.SIGUSR1, heard)
    yield
    signal.signal(signal.SIGUSR1, before)


def test_a_signal_that_another_thread_takes_is_heard(marker, hearing):
    """As the kernel does it when that thread is just starting a process: the main thread is not woken."""
    process = children.start(python("import time; time.sleep(10)", marker))
    taking = threading.Timer(1, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
    taking.start()
    with pytest.raises(Heard):
        children.watch(process)
    assert process.poll() is None
    children.stop(process)


def test_a_child_that_ends_by_itself_is_noticed(marker):
    process = children.start(python("", marker))
    children.watch(process)
    assert process.returncode == 0


def test_one_that_does_not_listen_is_killed_with_all_that_it_started(marker, monkeypatch):
    monkeypatch.setattr(children, "LAST_CHANCE", 0.2)
    process = children.start(python(ITS_OWN + DEAF, marker))
    wait_for(marker)
    wait_until(lambda: len(alive(str(marker))) == 2)

    children.stop(process)

    assert process.returncode == -signal.SIGKILL
    assert ended(str(marker))


def test_what_a_killed_one_leaves_is_ended_too(marker):
    """Workers of a web server would go on answering at its port."""
    process = children.start(python(ITS_OWN + f"open(ARGUMENT, 'w').close(); {SLEEP}", marker))
    wait_for(marker)
    process.kill()
    process.wait()
    assert alive(str(marker))

    children.stop(process)

    assert ended(str(marker))


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
    assert ended(str(marker))
