"""Processes that live and die with this one."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from cheguan.config import ends_with_parent

RESTART_AFTER = 2.0
LAST_CHANCE = 15.0


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C in the terminal is for us to pass on; told to end when we are killed."""
    return subprocess.Popen(
        [*_ending_with_us(), *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )


def watch(process: subprocess.Popen[bytes]) -> None:
    """Until it ends. Of the main thread only; what a signal's handler raises ends the wait.

    The kernel may give a signal to a thread that is just starting a process, and then wakes nobody who waits for a child:
    Python would run the handler no sooner than that child ends. Its wakeup descriptor hears every thread.
    """
    heard, told = socket.socketpair()
    with heard, told:
        told.setblocking(False)
        before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        try:
            threading.Thread(target=_tell_of_its_end, args=[process, told], daemon=True).start()
            while process.poll() is None:
                heard.recv(1)
        finally:
            signal.set_wakeup_fd(before)


def _tell_of_its_end(process: subprocess.Popen[bytes], told: socket.socket) -> None:
    process.wait()
    with suppress(OSError):
        told.send(b"\0")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    wait_for(process)


def wait_for(process: subprocess.Popen[bytes]) -> None:
    """One that was asked to end and does not is killed. What it started ends with it."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LAST_CHANCE)
    end_all_of(process)


def end_all_of(process: subprocess.Popen[bytes]) -> None:
    """Also what one that was killed has left: workers of a web server would go on answering at its port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _ending_with_us() -> list[str]:
    """No Python of ours runs between fork and exec, where a signal or another thread's lock would do harm."""
    if sys.platform != "linux":
        return []
    return [sys.executable, "-I", "-S", ends_with_parent.__file__, str(os.getpid())]


class KeptAlive:
    """A child that is started when ``go`` says so, and again should it end by itself."""

    def __init__(self, command: Sequence[str], *, go: threading.Event) -> None:
        self._command = command
        self._go = go
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.ask_to_end()
        if process := self._process:
            wait_for(process)
        self._watcher.join()

    def ask_to_end(self) -> None:
        """Without waiting, so that several end at the same time. Once: asked twice, jobs leave what they have in hand."""
        with self._starting:
            asked = self._stopping.is_set()
            self._stopping.set()
        self._go.set()
        if not asked and self._process:
            self._process.terminate()

    def _watch(self) -> None:
        self._go.wait()
        while process := self._start():
            process.wait()
            end_all_of(process)
            self._stopping.wait(RESTART_AFTER)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            self._process = None if self._stopping.is_set() else start(self._command)
            return self._process
