"""Every service of the catalogue at the counter: one screen for all, in both languages, and an empty form stores nothing."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation
from tests.db.conftest import MORNING, City, enter_licence

from cheguan.base.acts.models import Act
from cheguan.channels.words import either, named
from cheguan.law import catalogue, grouping, reform
from cheguan.law.service import Service
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases.models import Case

TODAY = MORNING.date()
AT_WINDOW = catalogue.services(on=TODAY, channel="window")
# What the office puts right by itself asks nothing of anybody: its empty form is a complete one.
ASKING = [
    each
    for each in AT_WINDOW
    if any(not paper.needed_if.text for paper in each.materials) or any(asked.required for asked in each.declared)
]
LANGUAGES = ("zh-hans", "en")
ids = [each.code for each in AT_WINDOW]


@pytest.fixture
def visit(clerk: Client, vehicle: Vehicle, city: City, founding_act: int) -> str:
    """Somebody with a car and a licence is at the counter, found by the car's plate."""
    holder = vehicle.ownerships.get(voided_by=None).party
    enter_licence(founding_act, holder=holder, city=city)
    return str(clerk.post("/window/search", {"q": vehicles.get(vehicle.pk).plate})["Location"])


def text_of(page: Any) -> str:
    """What stands on the page, without mark-up, entities resolved."""
    return unescape(re.sub(r"<[^>]+>", "\n", page.content.decode()))


def layered(service: Service) -> Service:
    return reform.in_force(service, on=TODAY, place="450500")


@pytest.mark.parametrize("service", AT_WINDOW, ids=ids)
def test_its_screen_has_every_paper_question_and_person_in_both_languages(
    clerk: Client, visit: str, service: Service
) -> None:
    for language in LANGUAGES:
        page = clerk.get(f"{visit}?service={service.code}&lang={language}")
        assert page.status_code == 200
        shown = text_of(page)
        with translation.override(language):
            papers = [named(each) for each in layered(service).materials]
            people = [named(each) for each in service.parties]
            asked = [
                either((each.question_zh, each.question_en)) for each in service.declared if each.stage == "accept"
            ]
        missing = [words for words in (*papers, *people, *asked) if words not in shown]
        assert missing == []


@pytest.mark.parametrize("service", ASKING, ids=[each.code for each in ASKING])
def test_an_empty_form_is_answered_at_its_fields_and_nothing_is_stored(
    clerk: Client, visit: str, service: Service
) -> None:
    acts = Act.objects.count()
    page = clerk.post(f"{visit}{service.code}/apply", {"key": str(uuid4()), "action": "accept"})
    shown = page.content.decode()

    assert (page.status_code, Case.objects.count(), Act.objects.count()) == (422, 0, acts)
    required = [each.code for each in service.declared if each.required and each.stage == "accept"]
    for code in required:
        assert re.search(rf'name="declared_{code}"[^>]*aria-invalid="true"', shown), code
    if not required:
        assert re.search(r'aria-invalid="true"|cg-note (stop|soon)|cg-missing', shown)


def test_the_whole_list_stands_under_its_matters(clerk: Client, visit: str) -> None:
    for language in LANGUAGES:
        shown = text_of(clerk.get(f"{visit}?all=1&lang={language}"))
        with translation.override(language):
            assert [named(each) for each in AT_WINDOW if named(each) not in shown] == []
            groups = [named(each) for each in grouping.groups().values()]
        assert len([each for each in groups if each in shown]) > len(groups) / 2


def test_a_service_is_found_by_the_initials_of_its_name(clerk: Client, visit: str) -> None:
    page = clerk.get(f"{visit}?all=1").content.decode()
    assert re.search(r'data-find="补领行驶证 bulingxingshizheng blxsz k"', page)
    english = clerk.get(f"{visit}?all=1&lang=en").content.decode()
    assert 'data-find="reissue of a vehicle licence k"' in english.lower()


def test_the_service_that_is_open_stands_alone_until_the_list_is_wanted(clerk: Client, visit: str) -> None:
    shown = clerk.get(f"{visit}?service=vehicle_transfer").content.decode()
    assert shown.count("data-find=") == 1
    assert f"全部 {len(AT_WINDOW)} 项业务" in text_of(clerk.get(visit))


def test_a_refused_service_says_which_facts_decided_and_where_they_come_from(
    clerk: Client, visit: str, vehicle: Vehicle
) -> None:
    page = text_of(clerk.get(f"{visit}?service=title_first_issue"))
    why = page[page.index("为什么") :]
    assert all(words in why for words in ("核发过登记证书", "是", "登记簿", "title.never_issued", "起施行的版本"))


def test_the_new_owner_is_named_by_number_and_judged_as_the_applicant(clerk: Client, visit: str, person: Any) -> None:
    """Somebody from another city needs a proof of residence: the page asks for it once the number is there."""
    buyer = parties.get(person(district="440100").pk).number
    asked = clerk.post(f"{visit}vehicle_transfer/check", {"key": str(uuid4()), "new_owner": buyer})
    assert 'name="paper_residence_proof"' in asked.content.decode()
    local = parties.get(person().pk).number
    asked = clerk.post(f"{visit}vehicle_transfer/check", {"key": str(uuid4()), "new_owner": local})
    assert 'name="paper_residence_proof"' not in asked.content.decode()


def test_a_wrong_statement_is_told_at_its_field(clerk: Client, visit: str) -> None:
    given = {"declared_new_colour": "?", "key": str(uuid4()), "action": "accept"}
    page = clerk.post(f"{visit}vehicle_change_colour/apply", given).content.decode()
    assert re.search(r'name="declared_[a-z_]*colour[a-z_]*"[^>]*aria-invalid="true"', page)


def test_every_service_is_in_a_group() -> None:
    assert {code for code in catalogue.codes() if grouping.group_of(code) is grouping.OTHER} == set()
    assert {code for group in grouping.groups().values() for code in group.services} <= catalogue.codes()
