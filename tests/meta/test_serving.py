"""``cheguan serve`` starts everything, is alone in its data folder, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from tests.meta.processes import LAST_WORDS, alive, cheguan, ended, open_folder, serving, variables

from cheguan.config import database, env

# PostgreSQL says that it has ended just before its process is gone.
A_MOMENT = 3.0
OFFICE = "INSERT INTO people_office (code, name, plate_prefix) VALUES ('450500', '北海', '桂E')"


@pytest.fixture(scope="module")
def environ() -> Iterator[dict[str, str]]:
    """A migrated data folder with an office, so that no demo city is generated."""
    with open_folder() as folder:
        yield from _with_office(variables(folder))


def _with_office(given: dict[str, str]) -> Iterator[dict[str, str]]:
    done = cheguan("migrate", environ=given)
    assert done.returncode == 0, done.stderr
    settings = env.read(given)
    with database.running(settings), psycopg.connect(**database.parameters(settings, role="owner")) as owner:
        owner.execute(OFFICE)
    yield given
    assert ended(given["CHEGUAN_DATA_DIR"], within=A_MOMENT)


@pytest.mark.parametrize(("number", "to_all"), [(signal.SIGINT, True), (signal.SIGINT, False), (signal.SIGTERM, False)])
def test_a_signal_stops_all_of_it(environ, number, to_all):
    """Ctrl-C reaches every process of the terminal at once; a supervisor tells the first one only."""
    with serving(environ) as process:
        assert alive(environ["CHEGUAN_DATA_DIR"])
        (os.killpg if to_all else os.kill)(process.pid, number)
        output = last_words(process, environ)

    assert process.returncode == 0, output
    assert "已停止" in output
    assert "Traceback" not in output
    assert ended(environ["CHEGUAN_DATA_DIR"], within=A_MOMENT), alive(environ["CHEGUAN_DATA_DIR"])
    assert ended("CHEGUAN_PORT=" + environ["CHEGUAN_PORT"], within=A_MOMENT)


def last_words(process: subprocess.Popen[str], environ: Mapping[str, str]) -> str:
    """All that it said; whoever is still there after a minute and a half is named."""
    try:
        return process.communicate(timeout=LAST_WORDS)[0]
    except subprocess.TimeoutExpired:
        pytest.fail(f"still there: {alive(environ['CHEGUAN_DATA_DIR'])}")


def test_a_second_one_says_where_the_first_is_and_others_share_its_database(environ):
    with serving(environ) as process:
        second = cheguan("serve", environ={**environ, "CHEGUAN_PORT": "8099"})
        doctor = cheguan("doctor", environ=environ)
        assert process.poll() is None

    assert second.returncode == 1
    assert f"http://127.0.0.1:{environ['CHEGUAN_PORT']}  (pid {process.pid})" in second.stderr
    assert "Traceback" not in second.stderr
    assert "beihai: migrated" in doctor.stdout


def test_a_taken_port_is_told_plainly(environ):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        done = cheguan("serve", environ={**environ, "CHEGUAN_PORT": number})

    assert done.returncode == 1
    assert f"port {number}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_told_plainly(data_dir: Path):
    done = cheguan("serve", environ=variables(data_dir, THREADS="many"))

    assert done.returncode == 1
    assert "CHEGUAN_THREADS" in done.stderr
    assert "Traceback" not in done.stderr
