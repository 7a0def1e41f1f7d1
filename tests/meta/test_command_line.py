"""What the command line does without a server: the law without Django, help, clear refusals, the doctor."""

import sys
from pathlib import Path

import pytest
from tests.meta.processes import cheguan, variables

LISTS_IMPORTS = {"PYTHONPROFILEIMPORTTIME": "1"}


def test_help_names_every_command(data_dir: Path):
    done = cheguan("--help", environ=variables(data_dir))

    assert done.returncode == 0
    for command in ("serve", "migrate", "demo", "devices", "law", "reform", "doctor", "manage"):
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


def test_the_reforms_on_record_need_no_django_either(data_dir: Path):
    done = cheguan("reform", "list", "--place", "450500", environ={**variables(data_dir), **LISTS_IMPORTS})

    assert done.returncode == 0, done.stderr
    assert "2025.new_car_in_one_go" in done.stdout
    assert "2023.no_verification_of_new_cars" not in done.stdout, "Beihai is not in that pilot"
    assert "django" not in {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("try", "bad.toml", "--over", "2026"), "bad.toml:1: not valid TOML"),
        (("try", "empty.toml", "--over", "2026"), "code is missing"),
        (("effect", "2031.flying"), "no such measure: 2031.flying"),
        (("effect", "2018.rural"), "changes no service"),
    ],
)
def test_a_reform_that_cannot_be_tried_is_refused_in_words(data_dir: Path, arguments, said):
    (data_dir / "bad.toml").write_text("code = ]\n", encoding="utf-8")
    (data_dir / "empty.toml").write_text("", encoding="utf-8")
    given = [str(data_dir / each) if each.endswith(".toml") else each for each in arguments]
    done = cheguan("reform", *given, environ=variables(data_dir))

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


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
