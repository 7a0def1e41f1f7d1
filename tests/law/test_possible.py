"""今天可以办什么: every service at once, each with the worst that is to be said of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cheguan.law import catalogue, grouping, possible
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts
from cheguan.law.lawfile import LawFileError
from cheguan.law.one_id import IDENTITY
from cheguan.law.possible import Offer, Verdict
from cheguan.law.rule import Severity

TODAY = date(2026, 3, 2)
PERSON = CaseFacts(
    on=TODAY, office="450500", materials=IDENTITY, applicant=PersonFacts(birth=date(1985, 3, 14), resident_here=True)
)
CAR = VehicleFacts(
    office="450500", factory_on=date(2021, 4, 1), registered_on=date(2021, 5, 10), mark_valid_until=date(2027, 5, 31)
)
C1 = LicenceFacts(
    office="450500", classes=frozenset({"C1"}), first_issued_on=date(2010, 4, 20), valid_from=date(2020, 4, 20),
    valid_until=date(2026, 4, 20), class_dates={"C1": date(2010, 4, 20)},
)  # fmt: skip


def offers(**changes: object) -> dict[str, Offer]:
    car = replace(CAR, **changes)  # type: ignore[arg-type]
    subjects = {"vehicle": replace(PERSON, vehicle=car), "licence": replace(PERSON, licence=C1), "person": PERSON}
    return {each.service.code: each for each in possible.possible(subjects)}


@pytest.mark.parametrize(
    ("service", "verdict", "rules"),
    [
        ("vehicle_licence_reissue", Verdict.POSSIBLE, ()),
        ("vehicle_licence_exchange", Verdict.MISSING, ("material.worn_vehicle_licence",)),
        ("title_first_issue", Verdict.REFUSED, ("title.never_issued",)),
        ("vehicle_mortgage", Verdict.JOINT, ("party.mortgagee",)),
    ],
)
def test_each_service_has_its_verdict(service: str, verdict: Verdict, rules: tuple[str, ...]) -> None:
    offer = offers()[service]
    assert offer.verdict is verdict
    if verdict is not Verdict.MISSING:
        assert {each.rule for each in offer.first} == set(rules)


def test_the_worst_decides_and_nothing_is_left_out() -> None:
    offer = offers(holds=frozenset({"stolen"}))["vehicle_transfer"]
    kinds = {each.severity for each in offer.findings}
    assert offer.verdict is Verdict.REFUSED
    assert {Severity.REFUSE, Severity.SUPPLEMENT} <= kinds
    assert {each.severity for each in offer.first} == {Severity.REFUSE}


def test_every_service_of_the_door_is_there_once_commonest_first() -> None:
    expected = [
        each.code
        for each in catalogue.services(on=TODAY)
        if "window" in each.channels and each.subject in ("vehicle", "licence", "person")
    ]
    assert sorted(offers()) == sorted(expected)
    orders = [each.service.order for each in possible.possible({"vehicle": replace(PERSON, vehicle=CAR)})]
    assert orders == sorted(orders)


def test_another_door_offers_other_services() -> None:
    kiosk = replace(PERSON, vehicle=CAR, channel="kiosk")
    codes = {each.service.code for each in possible.possible({"vehicle": kiosk})}
    assert "vehicle_licence_reissue" in codes
    assert "vehicle_transfer" not in codes


def test_whatever_is_possible_is_what_the_check_says() -> None:
    for offer in offers().values():
        assert (offer.verdict is Verdict.POSSIBLE) == (offer.findings == ())


def test_a_service_stands_in_one_group(tmp_path: Path) -> None:
    twice = tmp_path / "groups.toml"
    twice.write_text(
        '[a]\nname = "甲"\nname_en = "A"\nservices = ["x"]\n[b]\nname = "乙"\nname_en = "B"\nservices = ["x"]\n'
    )
    with pytest.raises(LawFileError, match="x is in a and in b"):
        grouping.read_groups(twice)


def test_what_nobody_placed_is_among_the_others() -> None:
    assert grouping.group_of("a_service_of_tomorrow").name == "其他"
