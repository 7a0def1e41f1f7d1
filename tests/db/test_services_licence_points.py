"""Twelve points and the way out; points taken off by study."""

from datetime import date

import pytest
from tests.db.conftest import City
from tests.db.driving import TODAY, driver, letters, points
from tests.db.taking import Errand, accept, take

from cheguan.registers.drivers.models import DrivingLicence, LicenceStatus
from cheguan.registers.holds import commands as holds
from cheguan.work.cases import commands as cases
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application


def errand(service: str, licence: DrivingLicence, **stated: str) -> Errand:
    return Errand(service, licence.party_id, licence=licence.pk, declared=stated)


def points_now(licence: DrivingLicence, city: City) -> int:
    application = Application(service="", applicant_id=licence.party_id, licence_id=licence.pk)
    asked = facts.of_application(application, on=TODAY, office=city.system.office, channel="window")
    return asked.facts.the_licence.points_now


@pytest.mark.service("full_mark_education")
def test_twelve_points_are_cleared_and_still_cost_the_longer_term(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, valid_until=date(2026, 4, 20))
    points(founding_act, licence, 12, date(2026, 1, 10))
    LicenceStatus.objects.create(licence=licence, letter="B", issued_by_id=founding_act)
    for kind in ("study_due", "detained"):
        holds.place(kind=kind, authority="交警大队", since=TODAY, licence_id=licence.pk, act=founding_act)
    with pytest.raises(cases.NotAccepted, match="应当学习7日"):
        accept(
            errand(
                "full_mark_education", licence, study_days="6", class_days="5", site_days="2", subject_1_on="2026-02-20"
            ),
            city,
        )

    take(
        errand(
            "full_mark_education", licence, study_days="7", class_days="5", site_days="2", subject_1_on="2026-02-20"
        ),
        city,
    )
    relief = licence.reliefs.get()
    assert (relief.kind, relief.points, points_now(licence, city)) == ("cleared", 12, 0)
    assert letters(licence) == set()
    assert not licence.holds.filter(voided_by=None).exists()

    take(errand("licence_renewal", licence, medical_issued_on="2026-02-20"), city)
    assert licence.terms.get(voided_by=None).term == "6"


@pytest.mark.service("points_reduction")
def test_points_come_off_until_six_in_a_cycle(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    points(founding_act, licence, 9, date(2026, 1, 10))
    for left in (7, 5, 3):
        take(errand("points_reduction", licence, study_kind="onsite_1h"), city)
        assert points_now(licence, city) == left
    with pytest.raises(cases.NotAccepted, match="不能减免"):
        accept(errand("points_reduction", licence, study_kind="online_30min"), city)


def test_unpaid_points_are_carried_into_the_next_cycle(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, valid_until=date(2030, 2, 20))
    points(founding_act, licence, 6, date(2026, 2, 1))
    assert points_now(licence, city) == 0
    licence.points.create(on=date(2026, 2, 2), points=3, reference="GX-2", settled=False, issued_by_id=founding_act)
    assert points_now(licence, city) == 3
