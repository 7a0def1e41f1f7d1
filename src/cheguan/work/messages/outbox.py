"""The outbox without any provider: one JSON object a line, in a file a day, safe on the disk before it counts as sent."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cheguan.work.messages.gateway import Letter, Receipt, Standing, Unanswered

NAME = "file"


@dataclass(slots=True)
class _Read:
    """How far a file has been read, and the keys in it."""

    offset: int = 0
    keys: set[str] = field(default_factory=set)


@dataclass(slots=True)
class FileOutbox:
    """Files of ``folder``. A key is written once, whoever writes and however often it is told to."""

    folder: Path
    _read: dict[Path, _Read] = field(default_factory=dict, init=False)

    def deliver(self, letter: Letter) -> Receipt:
        try:
            with self._opened(letter) as (file, keys):
                if letter.key not in keys:
                    self._append(file, letter)
        except OSError as failed:
            raise Unanswered("没有写成文件", provider=NAME) from failed
        return Receipt(NAME)

    def status(self, letter: Letter) -> Standing:
        try:
            with self._opened(letter) as (_, keys):
                return Standing.TAKEN if letter.key in keys else Standing.NOT_TAKEN
        except OSError:
            return Standing.SILENT

    @contextmanager
    def _opened(self, letter: Letter) -> Iterator[tuple[int, set[str]]]:
        """The file of the letter's day, ours alone meanwhile, and every key in it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{letter.day:%Y-%m-%d}.jsonl"
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file, self._catch_up(path, file)
        finally:
            os.close(file)

    def _catch_up(self, path: Path, file: int) -> set[str]:
        """Read only what others have written since. A line that was never finished was never written."""
        if path not in self._read:
            self._read.clear()
        known = self._read.setdefault(path, _Read())
        size = os.fstat(file).st_size
        if size < known.offset:
            known = self._read[path] = _Read()
        fresh = os.pread(file, size - known.offset, known.offset)
        whole = fresh[: fresh.rfind(b"\n") + 1]
        known.keys.update(json.loads(line)["key"] for line in whole.splitlines())
        known.offset += len(whole)
        if len(whole) < len(fresh):
            os.ftruncate(file, known.offset)
        return known.keys

    def _append(self, file: int, letter: Letter) -> None:
        given = {
            "key": letter.key,
            "channel": letter.channel,
            "to": letter.address,
            "language": letter.language,
            "template": letter.template,
            "params": dict(letter.params),
            "text": letter.text,
        }
        line = json.dumps(given, ensure_ascii=False).encode() + b"\n"
        while line:
            line = line[os.write(file, line) :]
        os.fsync(file)
