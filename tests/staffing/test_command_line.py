"""``cheguan hall simulate``: tables, JSON and a file; neither Django nor a database is needed."""

import csv
import json
from pathlib import Path

import pytest
from tests.meta.conftest import data_dir
from tests.meta.processes import cheguan, variables

__all__ = ["data_dir"]

FEW = ("--replications", "5", "--peak", "0.5", "--counters", "8")


def test_it_prints_tables_and_what_was_assumed_without_django(data_dir: Path):
    environ = {**variables(data_dir), "PYTHONPROFILEIMPORTTIME": "1"}
    done = cheguan("hall", "simulate", *FEW, "--more", "1", "--online", "10", environ=environ)

    assert done.returncode == 0, done.stderr
    for words in ("九成人等候不超过", "Wait, P90", "新车上牌", "09:00", "→", "DESIGN", "seed 7"):
        assert words in done.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "simpy" in imported
    assert not imported & {"django", "psycopg", "procrastinate"}
    assert not list(data_dir.iterdir())


def test_json_is_the_whole_answer_and_a_file_has_every_figure(data_dir: Path, tmp_path: Path):
    file = tmp_path / "figures.csv"
    done = cheguan("hall", "simulate", *FEW, "--json", "--write", str(file), environ=variables(data_dir))

    answer = json.loads(done.stdout)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert answer["asked"]["counters"] == {"vehicle": 4, "licence": 1, "registration": 2, "hard": 1}
    assert answer["within"] is None
    (found,) = [each for each in rows if (each["of"], each["figure"]) == ("day", "wait_p90")]
    assert float(found["mean"]) == pytest.approx(answer["without"]["whole"]["wait_p90"]["mean"], abs=0.001)


@pytest.mark.parametrize("wrong", [("--peak", "4"), ("--counters", "3"), ("--online", "-1"), ("--replications", "1")])
def test_what_cannot_be_simulated_is_refused_in_words(data_dir: Path, wrong: tuple[str, str]):
    done = cheguan("hall", "simulate", *wrong, environ=variables(data_dir))
    assert done.returncode == 2
    assert wrong[0] in done.stderr
    assert "Traceback" not in done.stderr
