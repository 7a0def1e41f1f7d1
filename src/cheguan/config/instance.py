"""One running Cheguan for each data folder."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cheguan.config.env import Env
from cheguan.config.refusals import Refused


class AlreadyRunning(Refused):
    """Another process serves from this data folder."""


@contextmanager
def only_one(env: Env) -> Iterator[None]:
    """The lock ends with the process, however it ends; the file tells a second one about the first."""
    env.data_dir.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (env.data_dir / "serve.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_about(Path(file.name))) from None
        file.truncate(0)
        json.dump({"address": env.address, "pid": os.getpid()}, file)
        file.flush()
        yield
        file.truncate(0)


def _about(lock: Path) -> str:
    try:
        first = json.loads(lock.read_text())
    except json.JSONDecodeError:
        return "车管正在启动 · Cheguan is just starting here"
    return (
        f"车管已在运行 · Cheguan is already running: {first['address']}  (pid {first['pid']})\n"
        f"要停止它，在它的终端按 Ctrl-C · to stop it press Ctrl-C in its terminal, or: kill {first['pid']}\n"
        "要另开一个 · for a second one: CHEGUAN_DATA_DIR=… CHEGUAN_PORT=… make run"
    )
