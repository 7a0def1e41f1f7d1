"""Every finding tells the facts that decided it, where they came from, and the wording it rests on."""

from dataclasses import fields
from datetime import date

from tests.law.test_examples import EXAMPLES

from cheguan.law import catalogue, why
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts

ON = date(2026, 3, 2)
PARTS = {"": CaseFacts, "applicant.": PersonFacts, "vehicle.": VehicleFacts, "licence.": LicenceFacts}
INNER = {"applicant", "vehicle", "licence", "other", "declared", "the_vehicle", "the_licence"}


def test_every_fact_has_a_name_and_a_source() -> None:
    facts = {
        prefix + name
        for prefix, kind in PARTS.items()
        for name in ({each.name for each in fields(kind)} | properties(kind)) - INNER
    }
    assert facts == set(why.words())


def properties(kind: type) -> set[str]:
    return {name for name, value in vars(kind).items() if isinstance(value, property)}


def test_every_finding_of_every_example_rests_on_a_fact() -> None:
    for example in EXAMPLES:
        for finding in example.service.check(example.facts):
            assert finding.edition is not None
            assert why.grounds(finding), f"{example.title}: {finding.rule} read nothing"


def test_a_mortgage_is_told_from_the_register() -> None:
    car = VehicleFacts(office="450500", registered_on=date(2021, 5, 10), holds=frozenset({"seizure"}))
    service = catalogue.get("vehicle_transfer", on=ON)
    seized = next(
        each
        for each in service.check(CaseFacts(on=ON, office="450500", vehicle=car))
        if each.rule == "vehicle.not_seized"
    )
    assert [(each.name[0], each.value[0], each.source[0]) for each in why.grounds(seized)] == [
        ("被查封、扣押", "是", "登记簿")
    ]


def test_what_the_officer_stated_is_told_as_such() -> None:
    car = VehicleFacts(office="450500", registered_on=date(2021, 5, 10))
    facts = CaseFacts(on=ON, office="450500", vehicle=car, declared={"matches_file": "no"})
    differs = next(
        each for each in catalogue.get("vehicle_transfer", on=ON).check(facts) if each.rule == "transfer.matches_file"
    )
    (ground,) = why.grounds(differs)
    assert (ground.value, ground.source[0]) == (("否", "no"), "经办人陈述")
