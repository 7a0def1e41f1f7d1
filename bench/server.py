"""The product under measurement: started by its own command, with a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from cheguan.config import database, env

PATIENCE_SECONDS = 180
CHEGUAN = [sys.executable, "-m", "cheguan"]
# Settings of the web server that a run may try out; every other one is the default.
SHAPE = {"CHEGUAN_WORKERS", "CHEGUAN_THREADS"}


@dataclass(frozen=True, slots=True)
class Product:
    """A running city."""

    port: int
    settings: env.Env

    def connect(self, role: str = "app") -> psycopg.Connection[Any]:
        """Bare PostgreSQL beside it: the same server, the application's rights."""
        return psycopg.connect(**database.parameters(self.settings, role=role), autocommit=True)


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHEGUAN_") or name in SHAPE}
    return {**kept, "CHEGUAN_DATA_DIR": str(folder), "CHEGUAN_PORT": str(port), "CHEGUAN_LOG_LEVEL": "warning"}


def load_city(folder: Path, *, scale: str) -> float:
    """Seconds that ``cheguan demo load`` takes; nought when the city is there already."""
    if (folder / "postgres").exists():
        return 0.0
    begun = time.perf_counter()
    subprocess.run([*CHEGUAN, "demo", "load", "--scale", scale], env=environment(folder, 1), check=True)
    return time.perf_counter() - begun


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    """``cheguan serve`` until the block ends."""
    port = _free_port()
    variables = environment(folder, port)
    process = subprocess.Popen([*CHEGUAN, "serve"], env=variables, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Product(port, env.read(variables))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"cheguan serve ended with {process.returncode}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthy", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError("cheguan serve does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
