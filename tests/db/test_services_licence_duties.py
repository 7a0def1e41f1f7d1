"""What a holder owes: reviews, certificates, deferrals, filings; and what may be had beside the licence."""

from datetime import date

import pytest
from tests.db.conftest import City
from tests.db.driving import MEDICAL, TODAY, card, driver, letters, paper, points
from tests.db.taking import Errand, accept, take

from cheguan.base.acts.models import Act
from cheguan.registers.drivers import commands as drivers
from cheguan.registers.drivers.models import DrivingLicence
from cheguan.registers.parties import queries as parties
from cheguan.work.cases import commands as cases


def errand(service: str, licence: DrivingLicence, **stated: str) -> Errand:
    return Errand(service, licence.party_id, licence=licence.pk, declared=stated)


@pytest.mark.service("medical_submission")
def test_a_certificate_is_filed_and_the_deferral_ends(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, born_on=date(1950, 6, 1))
    drivers.defer(licence.pk, kind="medical", cause="abroad", until=date(2027, 1, 1), act=founding_act)
    assert letters(licence) == {"P"}
    take(errand("medical_submission", licence, **MEDICAL), city)
    assert licence.medical_reports.get().issued_on == date(2026, 2, 20)
    assert letters(licence) == set()
    assert not licence.deferrals.filter(voided_by=None).exists()


@pytest.mark.service("licence_review")
def test_points_in_the_last_cycle_ask_for_study(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "B2")
    points(founding_act, licence, 3, date(2025, 4, 1))
    with pytest.raises(cases.NotAccepted, match="三小时"):
        accept(errand("licence_review", licence), city)
    take(errand("licence_review", licence, review_study="yes"), city)
    assert licence.reviews.get().on == TODAY


@pytest.mark.service("renewal_deferral")
def test_a_deferred_renewal_is_made_good_by_renewing(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, valid_until=date(2026, 4, 20))
    take(errand("renewal_deferral", licence, deferred_to="2028-03-01", deferral_cause="service"), city)
    deferral = licence.deferrals.get(voided_by=None)
    assert (deferral.kind, deferral.until, letters(licence)) == ("renewal", date(2028, 3, 1), {"N"})

    take(errand("licence_renewal", licence, **MEDICAL), city)
    assert letters(licence) == set()
    assert licence.terms.get(voided_by=None).term == "10"
    assert licence.reviews.get().on == TODAY


@pytest.mark.service("review_deferral")
def test_a_deferred_review(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "B2")
    take(errand("review_deferral", licence, deferred_to="2027-03-01", deferral_cause="abroad"), city)
    assert letters(licence) == {"T"}


@pytest.mark.service("medical_deferral")
def test_a_deferred_certificate(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, born_on=date(1950, 6, 1))
    take(errand("medical_deferral", licence, deferred_to="2027-03-01", deferral_cause="other"), city)
    assert letters(licence) == {"P"}


@pytest.mark.service("driving_age_extension")
def test_a_lorry_driver_of_62_drives_on_until_66(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A2", born_on=date(1963, 9, 1))
    take(errand("driving_age_extension", licence, **MEDICAL, ability_test="passed"), city)
    assert licence.age_extensions.get().until == date(2029, 9, 1)


@pytest.mark.service("school_bus_qualification")
def test_a_school_bus_driver(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A1", valid_until=date(2028, 5, 20))
    ended = take(errand("school_bus_qualification", licence, **MEDICAL), city)
    assert licence.school_bus.get().since == TODAY
    assert "准予驾驶校车" in card(ended.no, city)


def test_a_school_bus_driver_studies_and_is_examined_for_the_review(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A1", valid_until=date(2028, 5, 20))
    take(errand("school_bus_qualification", licence, **MEDICAL), city)
    with pytest.raises(cases.NotAccepted, match="校车驾驶人"):
        accept(errand("licence_review", licence, **MEDICAL), city)
    take(errand("licence_review", licence, medical_issued_on="2026-02-25", review_study="yes"), city)
    assert licence.reviews.get().on == TODAY
    assert licence.medical_reports.filter(issued_on=date(2026, 2, 25)).exists()


@pytest.mark.service("licence_contact_filing")
def test_contact_and_employer(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "B2")
    take(errand("licence_contact_filing", licence, holder_phone="13900001234", employer="北海公交公司"), city)
    assert parties.get(licence.party_id).phone == "13900001234"
    assert licence.employments.get().employer == "北海公交公司"


@pytest.mark.service("electronic_licence")
def test_an_electronic_licence_while_nothing_is_overdue(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    take(errand("electronic_licence", licence), city)
    assert licence.electronic.get().voided_by is None


@pytest.mark.service("driving_record_proof")
def test_a_certificate_of_the_driving_record(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    points(founding_act, licence, 3, date(2025, 8, 1))
    ended = take(errand("driving_record_proof", licence), city)
    assert Act.objects.filter(case_no=ended.no, kind="grant").exists()
    printed = paper("driving_record", ended.no, city)
    assert "3分驾驶证号码" in printed
    assert "2025-08-01记3分" in printed
