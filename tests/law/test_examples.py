"""What a jurist can read in ``examples/`` is what the law answers; and nothing in the law goes without an example."""

from collections import defaultdict

import pytest
from tests.law.examples import Example, all_examples

from cheguan.law import catalogue, rule

EXAMPLES = tuple(all_examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.service.code}: {each.title}")
def test_example(example: Example) -> None:
    assert example.found == tuple(example.expected["findings"])
    if "articles" in example.expected:
        findings = example.service.check(example.facts)
        assert list(dict.fromkeys(each for finding in findings for each in finding.articles)) == list(
            example.expected["articles"]
        )
    if "needed" in example.expected:
        assert [each.code for each in example.service.needed(example.facts)] == example.expected["needed"]
    if "route" in example.expected:
        assert example.service.route_for(example.facts) == example.expected["route"]
    if "fees" in example.expected:
        assert {each.item: each.fen for each in example.service.fees(example.facts)} == example.expected["fees"]


def test_every_service_has_examples_of_grant_and_refusal() -> None:
    results = defaultdict(set)
    for example in EXAMPLES:
        results[example.service.code].add(bool(example.found))
    assert results == {code: {True, False} for code in catalogue._SERVICES}


def test_every_edition_of_every_rule_fires_in_one_example_and_not_in_another() -> None:
    seen = defaultdict(set)
    for example in EXAMPLES:
        for each in example.service.rules:
            seen[each.code, each.since].add(each.code in example.found)
    every = {(code, each.since) for code in rule.codes() for each in rule.editions(code)}
    assert {key: {True, False} for key in every} == dict(seen)


def test_every_material_and_party_is_missing_in_one_example() -> None:
    missed = {code for example in EXAMPLES for code in example.found}
    asked = {
        finding.rule
        for service in catalogue._SERVICES.values()
        for finding in (
            *(each.finding for each in service[0].parties),
            *(each.finding for each in service[0].materials),
        )
    }
    assert asked <= missed


def test_every_finding_is_told_in_both_languages_with_article_and_cure() -> None:
    for example in EXAMPLES:
        for finding in example.service.check(example.facts):
            assert all((finding.reason, finding.reason_en, finding.articles, finding.cure, finding.cure_en))
