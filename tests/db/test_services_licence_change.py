"""Licences that are exchanged: for age, wish, health, changed data, damage; and those that move in."""

from datetime import date

import pytest
from tests.db.conftest import City, enter_person
from tests.db.driving import MEDICAL, PASSED, card, driver, held
from tests.db.taking import Errand, accept, take

from cheguan.registers.drivers.models import DrivingLicence, LearnerPermit
from cheguan.registers.parties import queries as parties
from cheguan.work.cases import commands as cases


def errand(service: str, licence: DrivingLicence, **stated: str) -> Errand:
    return Errand(service, licence.party_id, licence=licence.pk, declared=stated)


@pytest.mark.service("licence_transfer_in")
def test_a_licence_moves_in_and_is_reviewed(city: City, founding_act: int) -> None:
    holder = enter_person(founding_act)
    stated = {
        "incoming_classes": "B2C1D",
        "incoming_first_on": "2012-05-01",
        "incoming_from": "2018-05-01",
        "incoming_until": "2028-05-01",
    }
    ended = take(Errand("licence_transfer_in", holder.pk, declared=stated), city)

    licence = DrivingLicence.objects.get(party=holder, voided_by=None)
    assert (held(licence), licence.first_issued_on) == ({"B2", "D"}, date(2012, 5, 1))
    term = licence.terms.get(voided_by=None)
    assert (term.term, term.valid_until) == ("10", date(2028, 5, 1))
    assert licence.reviews.get().on == date(2026, 3, 2)
    assert "B2D" in card(ended.no, city)


@pytest.mark.service("licence_age_change")
def test_at_63_a_lorry_driver_keeps_the_car(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A2", "D", born_on=date(1963, 1, 20))
    ended = take(errand("licence_age_change", licence, **MEDICAL, target_class="C1"), city)

    assert held(licence) == {"C1", "C6", "D"}
    assert licence.classes.get(code="C1", voided_by=None).granted_on == licence.first_issued_on
    assert "C1C6D" in card(ended.no, city)


def test_at_63_nobody_keeps_a_lorry(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A2", born_on=date(1963, 1, 20))
    with pytest.raises(cases.NotAccepted, match="可以换领：C1、C2"):
        accept(errand("licence_age_change", licence, **MEDICAL, target_class="B2"), city)


@pytest.mark.service("licence_downgrade")
def test_a_lower_class_by_wish(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "A1", "E")
    ended = take(errand("licence_downgrade", licence, target_class="B1"), city)
    assert held(licence) == {"B1", "E"}
    assert licence.classes.get(code="A1").voided_by is not None
    assert "B1E" in card(ended.no, city)


@pytest.mark.service("licence_data_change")
def test_a_new_name_stands_on_the_card(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    ended = take(errand("licence_data_change", licence, holder_name="陈小明", holder_address="银海区金海岸大道"), city)
    assert parties.get(licence.party_id).name == "陈小明"
    assert licence.copies.get(voided_by=None).serial == 2
    printed = card(ended.no, city)
    assert "陈小明" in printed
    assert "银海区金海岸大道" in printed


@pytest.mark.service("licence_damage_exchange")
def test_a_damaged_card(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city)
    take(errand("licence_damage_exchange", licence), city)
    assert licence.copies.get(voided_by=None).serial == 2


@pytest.mark.service("licence_fitness_change")
def test_an_injured_driver_gets_the_adapted_car(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "B2", "E")
    with pytest.raises(cases.NotAccepted, match="科目二"):
        accept(errand("licence_fitness_change", licence, **MEDICAL, target_class="C5"), city)
    take(Errand("learner_permit", licence.party_id, declared={**MEDICAL, "target_class": "C5"}), city)
    passed = {key: day for key, day in PASSED.items() if key in ("subject_2_on", "road_on", "safety_on")}
    take(errand("licence_fitness_change", licence, **MEDICAL, **passed, target_class="C5"), city)
    assert held(licence) == {"C5", "E"}
    assert not LearnerPermit.objects.filter(party=licence.party, voided_by=None).exists()
    assert licence.medical_reports.get().issued_on == date(2026, 2, 20)
