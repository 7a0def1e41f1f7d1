"""The command line in processes of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.ports import free_port

PATIENCE = 60.0
# Three processes have a last chance each, the database comes after them.
LAST_WORDS = 90.0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A data folder that PostgreSQL's user can reach; pytest's own are closed to everybody but their owner."""
    with tempfile.TemporaryDirectory(prefix="cheguan-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def variables(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment without anybody's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHEGUAN_")}
    given = {"DATA_DIR": str(data_dir), "PORT": str(free_port()), "WORKERS": "1", **more}
    return {**inherited, **{f"CHEGUAN_{name}": value for name, value in given.items()}}


def cheguan(*arguments: str, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cheguan", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)


def start(*arguments: str, environ: Mapping[str, str]) -> subprocess.Popen[str]:
    """In a process group of its own, as a terminal does it, so that a Ctrl-C can be sent to the whole group."""
    command = [sys.executable, "-m", "cheguan", *arguments]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0
    )


@contextmanager
def serving(environ: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A server that answers; stopped at the end, whatever the test did."""
    process = start("serve", environ=environ)
    try:
        wait_until_healthy(f"http://127.0.0.1:{environ['CHEGUAN_PORT']}", process)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=LAST_WORDS)


def wait_until_healthy(address: str, process: subprocess.Popen[str]) -> None:
    for _attempt in range(int(PATIENCE / 0.05)):
        assert process.poll() is None, process.communicate()[0]
        try:
            with urlopen(f"{address}/healthy"):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"no answer from {address}")


def alive(marker: str) -> list[str]:
    """Command lines of running processes that have ``marker`` in their arguments or environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
        except OSError:
            continue
        if any(marker.encode() in word for word in words):
            found.append(words[0].replace(b"\0", b" ").decode(errors="replace"))
    return found


def ended(marker: str, *, within: float = 20) -> bool:
    """Whether all of them are gone after so many seconds at most."""
    deadline = time.monotonic() + within
    while found := alive(marker):
        if time.monotonic() > deadline:
            return not found
        time.sleep(0.01)
    return True
