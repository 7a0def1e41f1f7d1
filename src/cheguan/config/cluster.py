"""The PostgreSQL that comes along: made, started and stopped in the data folder, reached by a Unix socket only."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cheguan.config import server_user
from cheguan.config.refusals import Refused
from cheguan.config.server_user import BUNDLED

SOCKET_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET = 100


class ClusterFailed(Refused):
    """The bundled PostgreSQL could not be made, started or stopped; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL server whose files stand in ``home``, which may be a link."""

    home: Path
    programs: Path = BUNDLED

    @property
    def files(self) -> Path:
        return self.home.resolve() / "cluster"

    @property
    def log(self) -> Path:
        return self.home.resolve() / "server.log"

    @property
    def socket_dir(self) -> Path:
        """Beside the data, unless that path is longer than a socket's name may be."""
        beside = self.home.resolve() / "socket"
        if len(os.fsencode(beside / SOCKET_FILE)) <= LONGEST_SOCKET:
            return beside
        return Path(tempfile.gettempdir()) / f"cheguan-{hashlib.sha256(str(beside).encode()).hexdigest()[:16]}"

    def running(self) -> bool:
        pid_file = self.files / "postmaster.pid"
        return pid_file.exists() and self._run("pg_ctl", "status", "-D", str(self.files)).returncode == 0

    def start(self) -> None:
        """Make the cluster if there is none, then start it; returns when it answers."""
        self._make_folders()
        if not (self.files / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        options = " ".join(f"-c {name}={value}" for name, value in self._tuning().items())
        self._must("pg_ctl", "start", "-w", "-s", "-t", "60", "-D", str(self.files), "-l", str(self.log), "-o", options)

    def stop(self) -> None:
        self._must("pg_ctl", "stop", "-w", "-s", "-t", "60", "-m", "fast", "-D", str(self.files))

    def major(self) -> int:
        answer = subprocess.run([self.programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        return int(answer.stdout.split()[2].split(".")[0])

    def _make_folders(self) -> None:
        user = server_user.choose(self.files)
        if user is None and os.geteuid() == 0:
            names = ", ".join(server_user.NAMES)
            raise ClusterFailed(f"PostgreSQL 不能以 root 运行，请建立用户 · will not run as root, make a user: {names}")
        if not self.home.exists():
            server_user.make_home(self.home, user)
        server_user.own(self.home.resolve(), user)
        server_user.own(self.socket_dir, user)
        owner = self.home.stat().st_uid
        if user is None and owner != os.geteuid():
            raise ClusterFailed(f"{self.home} 属于另一用户 · belongs to another user (uid {owner}); run as that user")

    def _initialise(self) -> None:
        """In a folder of its own first, so that a crash half-way leaves nothing that looks like a cluster."""
        half = self.files.with_name("cluster.new")
        shutil.rmtree(half, ignore_errors=True)
        names = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums"]
        locale = ["--locale=C.UTF-8"]
        if self.major() >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._must("initdb", *names, *locale, "--no-instructions", "-D", str(half))
        half.rename(self.files)

    def _check_version(self) -> None:
        made_by = int((self.files / "PG_VERSION").read_text())
        if made_by != self.major():
            raise ClusterFailed(
                f"{self.files} 由 PostgreSQL {made_by} 建立，现有 {self.major()} · was made by PostgreSQL {made_by},"
                f" this is {self.major()}: dump it with the old release, load the dump into a new folder"
            )

    def _tuning(self) -> dict[str, str]:
        """Modest use of the machine. What was committed is on the disk: fsync and synchronous_commit stay on."""
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return {
            "listen_addresses": "''",
            "port": "5432",
            "unix_socket_directories": f"'{self.socket_dir}'",
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": "512MB" if memory >= 8 << 30 else "128MB",
            "wal_compression": "on",
            "max_wal_size": "4GB",
            "jit": "off",
            "random_page_cost": "1.1",
            "timezone": "Asia/Shanghai",
            "log_timezone": "Asia/Shanghai",
        }

    def _must(self, program: str, *arguments: str) -> None:
        done = self._run(program, *arguments)
        if done.returncode:
            raise ClusterFailed(f"{program}: {done.stdout.strip()}\n{self._last_words()}".strip())

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """In a session of its own, so that a Ctrl-C in the terminal does not reach the server before us."""
        user = server_user.choose(self.files)
        folder = server_user.reachable_programs(self.programs, user)
        command = [str(folder / program), *arguments]
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as out:
            rights = server_user.rights(user)
            done = subprocess.run(
                command, stdout=out, stderr=out, cwd="/", start_new_session=True, check=False, **rights
            )
            out.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, out.read())
