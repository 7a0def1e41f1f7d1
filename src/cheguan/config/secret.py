"""The signing key: given by the administrator, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from cheguan.config.env import Env


def key(env: Env) -> str:
    """The key of this installation; the first call makes it."""
    return env.secret_key or _kept(env.data_dir / "secret-key")


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    fresh = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        file.write(fresh)
    return fresh
