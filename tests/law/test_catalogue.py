"""The catalogue: which edition holds on a day, and what a wrong file is told."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cheguan.law import catalogue, loader
from cheguan.law.facts import CaseFacts, VehicleFacts
from cheguan.law.lawfile import LawFileError

TODAY = date(2026, 3, 2)
FILE = """code = "some_service"
name = "某业务"
name_en = "Some service"
subject = "vehicle"
in_force_from = 2022-05-01
basis = "机动车登记规定#52"
grade = "A"
order = 1
channels = ["window"]
route = "R1"
effect = "reissue_vehicle_licence"
system_code = "K"
system_reasons = ["B"]
applicant = "owner"
results = ["vehicle_licence"]
forms = ["paper_form"]
declared = ["papers_valid"]
rules = ["vehicle.not_stolen", { code = "papers.valid", basis = "机动车登记规定#29(4)" }]

[agent]
allowed = true
basis = "机动车登记规定#86"

[promise]
class = "ordinary"
minutes = 5

[time_limit]
days = 1
unit = "working"
basis = "机动车登记规定#52"

[[fees]]
item = "vehicle_licence"

[[parties]]
role = "mortgagee"
when = "mortgaged"
basis = "机动车登记规定#32"

[[materials]]
code = "owner_identity"
needed_if = "not pledged"
basis = "机动车登记规定#52"
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*changes: tuple[str, str], name: str = "s.toml") -> Path:
        text = FILE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_services_of_a_day_in_common_order() -> None:
    services = catalogue.services(on=TODAY)
    assert [each.order for each in services] == sorted(each.order for each in services)
    codes = [each.code for each in services]
    five = ("vehicle_licence_reissue", "licence_renewal", "licence_reissue", "vehicle_registration", "vehicle_transfer")
    assert sorted(five, key=codes.index) == list(five)
    assert len(codes) == len(set(codes))


def test_every_effect_is_that_of_a_service_now_or_once() -> None:
    ever = {edition.effect for editions in catalogue._SERVICES.values() for edition in editions}
    assert ever == catalogue.EFFECTS


def test_services_by_subject_and_channel() -> None:
    about_licences = catalogue.services(on=TODAY, subject="licence")
    assert [each.code for each in about_licences][:2] == ["licence_renewal", "licence_reissue"]
    assert {each.subject for each in about_licences} == {"licence"}
    assert "vehicle_registration" not in [each.code for each in catalogue.services(on=TODAY, channel="kiosk")]
    assert catalogue.services(on=date(2000, 1, 1)) == ()
    in_april = {each.code: each for each in catalogue.services(on=date(2022, 4, 1))}
    assert in_april.keys() >= {"licence_renewal", "licence_reissue"}
    assert "vehicle_transfer" not in in_april


def test_a_legacy_service_is_known_but_not_offered() -> None:
    assert catalogue.get("licence_top_class_end", on=date(2021, 1, 1)).grade == "U"
    assert "licence_top_class_end" not in {each.code for each in catalogue.services(on=TODAY)}


def test_the_edition_of_a_day() -> None:
    old = catalogue.get("licence_renewal", on=date(2024, 12, 31))
    new = catalogue.get("licence_renewal", on=date(2025, 1, 1))
    assert (old.edition, old.valid_until) == (new.edition, date(2024, 12, 31))
    assert new.valid_from == date(2025, 1, 1)
    with pytest.raises(catalogue.NotInForce):
        catalogue.get("vehicle_transfer", on=date(2022, 4, 30))
    with pytest.raises(catalogue.UnknownService):
        catalogue.get("teleportation", on=TODAY)


@pytest.mark.parametrize(
    ("code", "days", "fee", "promise"),
    [
        ("vehicle_licence_reissue", 1, ("vehicle_licence",), ("ordinary", 5)),
        ("licence_renewal", 1, ("driving_licence",), ("ordinary", 5)),
        ("licence_reissue", 1, ("driving_licence",), ("ordinary", 5)),
        ("vehicle_registration", 2, ("registration_certificate", "vehicle_licence"), ("registration", 30)),
        ("vehicle_transfer", 1, ("vehicle_licence",), ("general", 30)),
    ],
)
def test_limits_fees_and_promises(code: str, days: int, fee: tuple[str, ...], promise: tuple[str, int]) -> None:
    service = catalogue.get(code, on=TODAY)
    assert (service.limit.days, service.limit.unit) == (days, "working")
    assert service.fee == fee
    assert (service.promise_class, service.promise_minutes) == promise
    assert all((service.forms, service.results, service.channels, service.agent_allowed))


def test_a_service_of_its_own_file(write: Write) -> None:
    (service,) = loader.load(write())
    pledged = CaseFacts(on=TODAY, vehicle=VehicleFacts(holds=frozenset({"pledge"})))
    mortgaged = CaseFacts(
        on=TODAY, vehicle=VehicleFacts(holds=frozenset({"mortgage"})), declared={"papers_valid": "no"}
    )
    assert service.check(pledged) == ()
    assert [each.rule for each in service.check(mortgaged)] == [
        "papers.valid",
        "party.mortgagee",
        "material.owner_identity",
    ]
    assert service.check(mortgaged)[0].articles == ("《机动车登记规定》第29条第4项",)
    assert [each.role for each in service.joint(mortgaged)] == ["mortgagee"]


def test_in_person_only_unless_excused(write: Write) -> None:
    (service,) = loader.load(write(("allowed = true", "allowed = false")))
    held = frozenset({"owner_identity"})
    agent = CaseFacts(on=TODAY, by_agent=True, materials=held, vehicle=VehicleFacts())
    assert [each.rule for each in service.check(agent)] == ["agent.not_allowed"]
    hindered = {"owner_hindered": "yes"}
    excused = CaseFacts(on=TODAY, by_agent=True, declared=hindered, materials=held, vehicle=VehicleFacts())
    assert service.check(excused) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "some', 'codes = "some', "code is missing"),
        (
            '"vehicle.not_stolen"',
            '"vehicle.not_blue"',
            r"s.toml:18: rules is not known: vehicle.not_blue; allowed: .*applicant",
        ),
        (
            'effect = "reissue',
            'effect = "burn',
            r"s.toml:11: effect is not known: burn_vehicle_licence; allowed: .*register_vehicle",
        ),
        (
            'code = "owner_identity"',
            'code = "a_smile"',
            "materials.code is not known: a_smile; allowed: agent_identity",
        ),
        ('basis = "机动车登记规定#32"', 'basis = "机动车登记规定#320"', "s.toml:39: no such article"),
        ('basis = "机动车登记规定#52"\ngrade', 'basis = "不存在的规定#1"\ngrade', "s.toml:6: no such instrument"),
        ('channels = ["window"]', 'channels = ["pigeon"]', r"s.toml:9: channels is not known: pigeon; allowed: dealer"),
        ('item = "vehicle_licence"', 'item = "smile"', "fees.item is not known: smile; allowed: driving_licence"),
        ('role = "mortgagee"', 'role = "cousin"', "parties.role is not known: cousin"),
        ('when = "mortgaged"', 'when = "sunny"', r"s.toml:38: condition “sunny”: unknown name"),
        ('route = "R1"', 'route = "R9"', "route is not known: R9; allowed: R0, R1, R2"),
        ('subject = "vehicle"', 'subject = "boat"', "subject is not known: boat"),
        ('forms = ["paper_form"]', 'forms = ["tax_form"]', "forms is not known: tax_form"),
        ('results = ["vehicle_licence"]', 'results = ["cake"]', "results is not known: cake"),
        ("order = 1", "order = 1\ncolour = 3", r"s.toml:9: unknown key colour; allowed: agent"),
        ("minutes = 5", 'minutes = "five"', "promise.minutes must be a whole number"),
        ("minutes = 5", "minutes = 5\nseconds = 3", "unknown key promise.seconds"),
        ("days = 1", "days = 0", "time_limit.days is below one"),
        ("allowed = true", 'allowed = "yes"', "agent.allowed must be true or false"),
        (
            'declared = ["papers_valid"]',
            "declared = []",
            "declared lacks papers_valid, which its rules or its effect read",
        ),
        ('declared = ["papers_valid"]', 'declared = ["papers_valid", "other_bar"]', "other_bar, which nothing reads"),
        (
            "in_force_from = 2022-05-01",
            "in_force_from = 2021-05-01",
            "vehicle.not_stolen is not in force on 2021-05-01",
        ),
        ("in_force_from = 2022-05-01", "in_force_from = 2022-02-30", r"s.toml:5: not valid TOML"),
        ("in_force_from = 2022-05-01", 'in_force_from = "soon"', r"s.toml:5: in_force_from must be a date"),
        ('basis = "机动车登记规定#86"', 'basis = "机动车登记规定#86"\nreason = ""', "unknown key agent.reason"),
        (
            'days = 1\nunit = "working"\nbasis = "机动车登记规定#52"',
            'days = 1\nunit = "working"\nbasis = "机动车驾驶证申领和使用规定@172#1"',
            "no such article",
        ),
        ('needed_if = "not pledged"', 'waived_if = "lucky"', "materials.waived_if is not known: lucky"),
        ('name = "某业务"', 'name = ""', "name is empty"),
        ("rules = [", "rules = [3, ", r"s.toml:18: rules must be a list of texts or tables"),
        (
            'rules = ["vehicle.not_stolen"',
            'rules = ["vehicle.not_stolen", "vehicle.not_stolen"',
            "rules has vehicle.not_stolen twice",
        ),
    ],
)
def test_a_wrong_service_is_told_where_and_what_is_allowed(write: Write, old: str, new: str, message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        loader.load(write((old, new)))


def test_law_that_is_not_yet_in_force_cannot_be_relied_on(write: Write) -> None:
    path = write(
        ("in_force_from = 2022-05-01", "in_force_from = 2022-04-15"),
        ('rules = ["vehicle.not_stolen", { code = "papers.valid", basis = "机动车登记规定#29(4)" }]', "rules = []"),
        ('declared = ["papers_valid"]\n', ""),
    )
    with pytest.raises(LawFileError, match="机动车登记规定#52 was not in force on 2022-04-15"):
        loader.load(path)


def test_a_material_may_stand_only_once(write: Write) -> None:
    twice = '[[materials]]\ncode = "owner_identity"\nbasis = "机动车登记规定#52"\n\n[[materials]]'
    with pytest.raises(LawFileError, match="materials has owner_identity twice"):
        loader.load(write(("[[materials]]", twice)))


def test_editions_of_a_service_follow_each_other(write: Write) -> None:
    first = write(("in_force_from = 2022-05-01", "in_force_from = 2022-05-01\nin_force_until = 2023-12-31"))
    write(("in_force_from = 2022-05-01", "in_force_from = 2024-01-01"), name="t.toml")
    editions = catalogue.load(first.parent)["some_service"]
    assert [(each.valid_from, each.valid_until) for each in editions] == [
        (date(2022, 5, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), None),
    ]
    write(("in_force_from = 2022-05-01", "in_force_from = 2023-12-31"), name="t.toml")
    with pytest.raises(LawFileError, match="editions of some_service from 2022-05-01 and 2023-12-31 overlap"):
        catalogue.load(first.parent)


def test_on_every_day_every_service_asks_one_edition_of_each_rule() -> None:
    day = date(2022, 5, 1)
    while day < date(2026, 12, 31):
        for service in catalogue.services(on=day):
            codes = [each.code for each in service.rules]
            assert len(codes) == len(set(codes))
            assert all(each.in_force(day) for each in service.rules)
        day += timedelta(days=31)


def test_the_law_needs_neither_django_nor_a_database() -> None:
    asked = "import cheguan.law.catalogue, cheguan.law.workdays, cheguan.law.codes, cheguan.law.identifiers, sys"
    told = "print(sorted({'django', 'psycopg', 'cheguan.base'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", f"{asked}\n{told}"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
