"""Licences that end, and those that come back."""

from dataclasses import replace
from datetime import date

import pytest
from tests.db.conftest import City, enter_person
from tests.db.driving import MEDICAL, TODAY, card, driver, held, letters, points
from tests.db.taking import Errand, accept, take

from cheguan.registers.drivers import commands as drivers
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.work.cases import commands as cases


def errand(service: str, licence: DrivingLicence, **stated: str) -> Errand:
    return Errand(service, licence.party_id, licence=licence.pk, declared=stated)


@pytest.mark.service("licence_cancellation")
def test_by_wish(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    take(errand("licence_cancellation", licence), city)
    assert letters(licence) == {"G"}
    assert (licence.cancellations.get().ground, licence.cancellations.get().on) == ("own_wish", TODAY)
    assert not licence.copies.filter(voided_by=None).exists()
    with pytest.raises(cases.NotAccepted, match="注销"):
        accept(errand("licence_reissue", licence), city)


@pytest.mark.service("licence_cancellation_unfit")
def test_for_health(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    take(errand("licence_cancellation_unfit", licence, medical_result="unfit"), city)
    assert licence.cancellations.get().ground == "unfit"


@pytest.mark.service("licence_cancellation_death")
def test_after_death_a_relative_applies(city: City, founding_act: int) -> None:
    licence, daughter = driver(founding_act, city), enter_person(founding_act)
    take(replace(errand("licence_cancellation_death", licence), applicant=daughter.pk), city)
    assert licence.cancellations.get().ground == "death"
    with pytest.raises(cases.NotTheHolder):
        accept(errand("licence_cancellation_death", driver(founding_act, city)), city)


@pytest.mark.service("licence_cancellation_incapacity")
def test_the_guardian_applies(city: City, founding_act: int) -> None:
    licence, guardian = driver(founding_act, city), enter_person(founding_act)
    take(replace(errand("licence_cancellation_incapacity", licence), applicant=guardian.pk), city)
    assert licence.cancellations.get().ground == "no_capacity"


@pytest.mark.service("licence_cancellation_office")
def test_the_office_cancels_what_was_not_renewed_for_a_year(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, valid_until=date(2025, 3, 2))
    take(errand("licence_cancellation_office", licence), city)
    assert (licence.cancellations.get().ground, letters(licence)) == ("expired", {"R"})
    with pytest.raises(cases.NotAccepted, match="没有依职权注销"):
        accept(errand("licence_cancellation_office", driver(founding_act, city)), city)


def test_the_office_cancels_after_drug_driving(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    take(errand("licence_cancellation_office", licence, authority_decision="drugs"), city)
    assert (licence.cancellations.get().ground, letters(licence)) == ("drugs", {"G"})


@pytest.mark.service("licence_probation_end")
def test_twelve_points_in_probation_end_the_class(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "C1", valid_until=date(2031, 6, 1))
    points(founding_act, licence, 12, date(2026, 2, 1))
    ended = take(errand("licence_probation_end", licence), city)
    assert ended.route == "R0"
    assert (licence.cancellations.get().ground, letters(licence)) == ("probation", {"G"})


def test_the_class_outside_probation_stays(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "C1", valid_until=date(2028, 6, 1))
    drivers.add_class(
        licence.pk, code="E", on=date(2025, 9, 1), probations={"motorcycle": date(2026, 8, 31)}, act=founding_act
    )
    points(founding_act, licence, 12, date(2026, 2, 1))
    ended = take(errand("licence_probation_end", licence), city)
    assert (ended.route, held(licence)) == ("R1", {"C1"})
    assert not licence.cancellations.exists()
    assert "C1E" not in card(ended.no, city)


@pytest.mark.service("licence_restoration")
def test_subject_1_restores_a_licence_renewed_too_late(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, valid_until=date(2023, 1, 10))
    drivers.cancel(licence.pk, ground="expired", on=date(2024, 6, 1), restorable=True, act=founding_act)
    with pytest.raises(cases.NotAccepted, match="科目一"):
        accept(errand("licence_restoration", licence, **MEDICAL), city)
    ended = take(errand("licence_restoration", licence, **MEDICAL, subject_1_on="2026-02-25"), city)

    term = licence.terms.get(voided_by=None)
    assert (letters(licence), term.term, term.valid_until) == (set(), "10", date(2033, 1, 10))
    assert not licence.cancellations.filter(voided_by=None).exists()
    assert "2033-01-10" in card(ended.no, city)


@pytest.mark.service("licence_restoration_medical")
def test_the_certificate_restores_a_licence(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, born_on=date(1950, 6, 1))
    drivers.cancel(licence.pk, ground="medical_missing", on=date(2025, 12, 1), restorable=True, act=founding_act)
    take(errand("licence_restoration_medical", licence, **MEDICAL), city)
    assert letters(licence) == set()
    assert licence.copies.get(voided_by=None).serial == 2
    assert licence.terms.get(voided_by=None).valid_until == date(2030, 5, 20)
