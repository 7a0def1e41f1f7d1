"""What the command line does without a server: the law without Django, help, clear refusals, the doctor."""

import sys
from pathlib import Path

import pytest
from tests.meta.processes import cheguan, variables

LISTS_IMPORTS = {"PYTHONPROFILEIMPORTTIME": "1"}


def test_help_names_every_command(data_dir: Path):
    done = cheguan("--help", environ=variables(data_dir))

    assert done.returncode == 0
    for command in ("serve", "migrate", "demo", "law", "doctor", "bench", "manage"):
        assert f"  {command} " in done.stdout


@pytest.mark.parametrize("arguments", [("law", "list"), ("law", "service", "vehicle_licence_reissue")])
def test_the_law_starts_without_django_and_without_a_database(data_dir: Path, arguments):
    done = cheguan(*arguments, environ={**variables(data_dir), **LISTS_IMPORTS})

    assert done.returncode == 0, done.stderr
    assert "补领行驶证" in done.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "cheguan" in imported
    assert not imported & {"django", "psycopg", "procrastinate"}
    assert not list(data_dir.iterdir())


def test_an_unknown_service_is_answered_with_the_known_ones(data_dir: Path):
    done = cheguan("law", "service", "free_parking", environ=variables(data_dir))

    assert done.returncode == 1
    assert "free_parking" in done.stderr
    assert "注册登记" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_a_new_folder_unmigrated_and_says_what_to_do(data_dir: Path):
    done = cheguan("doctor", environ=variables(data_dir))

    assert done.returncode == 1
    assert f"ok    Python {sys.version_info.major}." in done.stdout
    assert "fail  表结构不是当前版本" in done.stdout
    assert "→ cheguan migrate" in done.stdout
