"""Every service in the catalogue is shown: worked examples for the jurist, a journey from sign-in to the printed paper."""

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
JOURNEYS = {
    code: path.name
    for path in (TESTS / "journeys").glob("test_*.py")
    for code in MARK.findall(path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("service", SERVICES)
def test_it_has_worked_examples_of_both_kinds(service):
    examples = EXAMPLES[service]
    assert any(not example["findings"] for example in examples if "findings" in example), "one that is granted"
    assert any(example.get("findings") for example in examples), "one that is not"


@pytest.mark.parametrize("service", SERVICES)
def test_it_has_a_journey(service):
    assert service in JOURNEYS


def test_nothing_is_shown_that_does_not_exist():
    assert set(SERVICES) >= EXAMPLES.keys() | JOURNEYS.keys()
