"""Every service about a driver can be opened at the window, and a person without a licence is served."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import City
from tests.db.driving import MEDICAL, driver

from cheguan.law import catalogue
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.models import Party
from cheguan.work.cases.models import Case

TODAY = date(2026, 3, 2)
OF_DRIVERS = sorted(
    each.code
    for subject in ("licence", "person")
    for each in catalogue.services(on=TODAY, subject=subject, channel="window")
)


def visit_of(clerk: Client, party_id: int) -> str:
    return str(clerk.post("/window/search", {"q": parties.get(party_id).number})["Location"])


def apply(clerk: Client, visit: str, service: str, **given: Any) -> Any:
    return clerk.post(f"{visit}{service}/apply", {"action": "accept", "key": str(uuid4()), **given})


@pytest.mark.parametrize("service", OF_DRIVERS)
def test_it_can_be_opened(service: str, clerk: Client, city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    page = clerk.get(visit_of(clerk, licence.party_id), {"service": service})
    assert page.status_code == 200
    assert catalogue.get(service, on=TODAY).name in page.content.decode()


def test_a_soldier_without_a_licence_applies(clerk: Client, person: Callable[..., Party]) -> None:
    soldier = person()
    papers = {f"paper_{each}": "on" for each in ("holder_identity", "medical_certificate", "military_licence")}
    stated = {f"declared_{key}": value for key, value in {**MEDICAL, "target_class": "C1"}.items()}
    response = apply(clerk, visit_of(clerk, soldier.pk), "licence_military", **papers, **stated)
    assert response.status_code == 302, response.content.decode()
    case = Case.objects.get(no=response["Location"].split("/")[3])
    assert (case.applicant, case.licence, case.service) == (soldier, None, "licence_military")
    assert clerk.get(response["Location"]).status_code == 200
    assert not DrivingLicence.objects.filter(party=soldier).exists()


def test_a_daughter_hands_in_the_licence_of_the_deceased(
    clerk: Client, city: City, founding_act: int, person: Callable[..., Party]
) -> None:
    licence, daughter = driver(founding_act, city), person()
    visit = visit_of(clerk, licence.party_id)
    papers = {"paper_kin_identity": "on", "paper_death_proof": "on"}
    number = parties.get(daughter.pk).number
    response = apply(clerk, visit, "licence_cancellation_death", kin=number, **papers)
    assert response.status_code == 302, response.content.decode()
    case = Case.objects.get(no=response["Location"].split("/")[3])
    assert (case.applicant, case.licence) == (daughter, licence)
