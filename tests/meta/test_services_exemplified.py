"""Every service in the catalogue is shown: worked examples for the jurist, the whole way through the commands, and
the commonest ones in a browser from sign-in to the printed paper."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from cheguan.law import catalogue

TESTS = Path(__file__).parents[1]
MARK = re.compile(r"pytest\.mark\.service\(\"(\w+)\"\)")
SERVICES = sorted(service.code for service in catalogue.services(on=date(2026, 3, 2)))
EXAMPLES = {
    file["service"]: file["example"]
    for path in (TESTS / "law" / "examples").glob("*.toml")
    for file in [tomllib.loads(path.read_text(encoding="utf-8"))]
}
IN_THE_BROWSER = 5


def marked(folder: str) -> set[str]:
    """The services whose whole way a test of the folder goes."""
    files = (TESTS / folder).rglob("test_*.py")
    return {code for path in files for code in MARK.findall(path.read_text(encoding="utf-8"))}


TAKEN, JOURNEYS = marked("db"), marked("journeys")


@pytest.mark.parametrize("service", SERVICES)
def test_it_has_worked_examples_of_both_kinds(service):
    examples = EXAMPLES[service]
    assert any(not example["findings"] for example in examples if "findings" in example), "one that is granted"
    assert any(example.get("findings") for example in examples), "one that is not"


@pytest.mark.parametrize("service", SERVICES)
def test_it_is_taken_from_the_counter_to_the_archive(service):
    assert service in TAKEN


def test_the_commonest_have_a_journey_in_a_browser():
    assert len(JOURNEYS) >= IN_THE_BROWSER


def test_nothing_is_shown_that_does_not_exist():
    assert catalogue._SERVICES.keys() >= EXAMPLES.keys() | JOURNEYS | TAKEN
