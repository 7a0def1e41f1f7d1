"""The bundled PostgreSQL: as root and as an ordinary user, in any folder, shared by all who use it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.meta.processes import ended

from cheguan.config import database, env, server_user
from cheguan.config.cluster import LONGEST_SOCKET, SOCKET_FILE, Cluster, ClusterFailed

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def settings(data_dir: Path) -> env.Env:
    return env.read({"CHEGUAN_DATA_DIR": str(data_dir)})


def connect(given: env.Env) -> psycopg.Connection[Any]:
    server = database.cluster(given)
    return psycopg.connect(host=str(server.socket_dir), user=database.SUPERUSER, dbname="postgres")


def test_the_last_user_stops_it(data_dir: Path):
    given = settings(data_dir)
    server = database.cluster(given)

    with database.running(given):
        with database.running(given):
            assert server.running()
        assert server.running()
        with connect(given) as connection:
            shown = connection.execute("SELECT name, setting FROM pg_settings").fetchall()
    assert not server.running()

    found = dict(shown)
    assert found["listen_addresses"] == ""
    assert (found["fsync"], found["synchronous_commit"], found["data_checksums"]) == ("on", "on", "on")


def test_a_path_too_long_for_a_socket_is_no_obstacle(data_dir: Path):
    given = settings(data_dir / ("很长的目录名" * 8))
    server = database.cluster(given)

    assert len(os.fsencode(server.socket_dir / SOCKET_FILE)) <= LONGEST_SOCKET
    with database.running(given), connect(given) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    server.socket_dir.rmdir()


def test_half_an_initialisation_is_begun_again(data_dir: Path):
    given = settings(data_dir)
    with database.running(given):
        pass
    half = database.cluster(given).files.rename(database.cluster(given).files.with_name("cluster.new"))

    with database.running(given):
        assert database.cluster(given).running()
    assert not half.exists()


def test_a_cluster_of_another_major_version_is_refused(data_dir: Path):
    given = settings(data_dir)
    with database.running(given):
        pass
    (database.cluster(given).files / "PG_VERSION").write_text("17\n")

    with pytest.raises(ClusterFailed, match="was made by PostgreSQL 17"):
        database.cluster(given).start()


@as_root
def test_root_starts_it_in_a_folder_that_only_root_may_enter(data_dir: Path):
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    given = settings(closed / "data")

    with database.running(given), connect(given) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    home = database.cluster(given).home
    assert home.is_symlink()
    assert closed.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(home.resolve())


@as_root
def test_an_ordinary_user_starts_it(data_dir: Path):
    nobody = pwd.getpwnam("nobody")
    os.chown(data_dir, nobody.pw_uid, nobody.pw_gid)
    script = (
        "import os; from cheguan.config import database, env\n"
        "with database.running(env.read(os.environ)): database.prepare(env.read(os.environ)); print('up')"
    )
    if not server_user.can_run(Path(sys.executable), nobody):
        pytest.skip("this checkout or its Python is closed to ordinary users")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"CHEGUAN_DATA_DIR": str(data_dir), "PATH": os.environ["PATH"]},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **server_user.rights(nobody),
    )

    assert done.stdout.strip() == "up", done.stderr
    assert ended(str(data_dir), within=3)


def test_a_cluster_belongs_to_its_folder(data_dir: Path):
    assert Cluster(home=data_dir / "a").socket_dir != Cluster(home=data_dir / "b").socket_dir
