"""Whoever asks for a licence or a class, from the counter to the printed card."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError
from tests.db.conftest import City
from tests.db.driving import MEDICAL, PASSED, TODAY, card, driver, held, learner, paper
from tests.db.taking import Errand, accept, take

from cheguan.base.acts.models import Act
from cheguan.law.lifecycle import State
from cheguan.registers.drivers.models import DrivingLicence, ExamPlace, LearnerPermit, TemporaryPermit
from cheguan.registers.parties.models import Party
from cheguan.work.cases import commands as cases
from cheguan.work.cases.models import Case

SOMEBODY = Callable[..., Party]
FIRST = {**MEDICAL, **PASSED, "target_class": "C1"}


def licence_of(party: Party) -> DrivingLicence:
    return DrivingLicence.objects.get(party=party, voided_by=None)


@pytest.mark.service("licence_application")
def test_a_first_licence(city: City, person: SOMEBODY, founding_act: int) -> None:
    applicant = person(born_on=date(2000, 5, 1))
    learner(founding_act, applicant, "C1")
    ended = take(Errand("licence_application", applicant.pk, declared=FIRST), city)

    licence = licence_of(applicant)
    assert (ended.state, ended.licence_id) == (State.ARCHIVED, licence.pk)
    assert (licence.first_issued_on, licence.office, licence.file_no[:6]) == (TODAY, "450500", "450526")
    term = licence.terms.get(voided_by=None)
    assert (term.term, term.valid_from, term.valid_until) == ("6", TODAY, date(2032, 3, 2))
    assert licence.probations.get().until == date(2027, 3, 1)
    assert licence.medical_reports.get().issued_on == date(2026, 2, 20)
    assert not LearnerPermit.objects.filter(party=applicant, voided_by=None).exists()
    assert Act.objects.get(case_no=ended.no, kind="review").basis == ["《机动车驾驶证申领和使用规定》第28条"]
    printed = card(ended.no, city)
    assert licence.file_no in printed
    assert "实习期至2027-03-01" in printed


def test_one_matter_of_a_person_at_a_time(city: City, person: SOMEBODY, founding_act: int) -> None:
    applicant = person(born_on=date(2000, 5, 1))
    learner(founding_act, applicant, "C1")
    errand = Errand("licence_application", applicant.pk, declared=FIRST)
    accept(errand, city)
    with pytest.raises(cases.AlreadyUnderWay):
        accept(errand, city)


def test_a_first_licence_waits_for_the_learners_permit(city: City, person: SOMEBODY) -> None:
    errand = Errand("licence_application", person(born_on=date(2000, 5, 1)).pk, declared=FIRST)
    with pytest.raises(cases.NotAccepted, match="学习驾驶证明"):
        accept(errand, city)


@pytest.mark.service("licence_application_former")
def test_a_former_holder(city: City, founding_act: int) -> None:
    former = driver(founding_act, city, "B2")
    holder = former.party
    take(Errand("licence_cancellation", holder.pk, licence=former.pk), city)
    ended = take(Errand("licence_application_former", holder.pk, declared={**FIRST, "target_class": "B2"}), city)

    licence = licence_of(holder)
    assert licence.pk != former.pk
    assert DrivingLicence.objects.get(pk=former.pk).voided_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert held(licence) == {"B2"}
    assert Case.objects.get(no=ended.no).licence == licence


@pytest.mark.service("licence_added_class")
def test_a_class_is_added(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "C1", valid_until=date(2027, 5, 20))
    learner(founding_act, licence.party, "B1")
    stated = {**FIRST, "target_class": "B1"}
    ended = take(Errand("licence_added_class", licence.party_id, licence=licence.pk, declared=stated), city)

    assert held(licence) == {"C1", "B1"}
    assert not licence.probations.exists()
    assert licence.copies.get(voided_by=None).serial == 2
    assert "B1" in card(ended.no, city)
    assert "B1C1" not in card(ended.no, city)


def test_the_first_motorcycle_begins_a_probation(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "C1")
    learner(founding_act, licence.party, "E")
    stated = {**FIRST, "target_class": "E"}
    ended = take(Errand("licence_added_class", licence.party_id, licence=licence.pk, declared=stated), city)

    assert (licence.probations.get().family, licence.probations.get().until) == ("motorcycle", date(2027, 3, 1))
    assert "C1E" in card(ended.no, city)


@pytest.mark.service("licence_military")
def test_a_serviceman_is_not_examined_for_a_car(city: City, person: SOMEBODY) -> None:
    soldier = person()
    take(Errand("licence_military", soldier.pk, declared={**MEDICAL, "target_class": "C1"}), city)
    assert held(licence_of(soldier)) == {"C1"}


@pytest.mark.service("licence_foreign")
def test_a_foreign_licence(city: City, person: SOMEBODY) -> None:
    holder = person()
    stated = {**MEDICAL, "target_class": "C2", "subject_1_on": "2026-02-20", "oath_on": "2026-03-02"}
    take(Errand("licence_foreign", holder.pk, declared=stated), city)
    assert held(licence_of(holder)) == {"C2"}


@pytest.mark.service("temporary_driving_permit")
def test_a_temporary_permit(city: City, person: SOMEBODY) -> None:
    visitor = person()
    stated = {"target_class": "C1", "foreign_number": "D1234567", "temporary_to": "2026-06-01"}
    ended = take(Errand("temporary_driving_permit", visitor.pk, declared=stated), city)
    assert "2026-03-02至2026-06-01" in paper("temporary_permit", ended.no, city)
    permit = TemporaryPermit.objects.get(party=visitor, voided_by=None)
    assert (permit.since, permit.until) == (TODAY, date(2026, 6, 1))


@pytest.mark.service("learner_permit")
def test_a_learners_permit_ends_at_the_upper_age(city: City, person: SOMEBODY) -> None:
    young, older = person(born_on=date(2000, 5, 1)), person(born_on=date(1964, 5, 1))
    stated = {**MEDICAL, "subject_1_on": "2026-02-27"}
    ended = take(Errand("learner_permit", young.pk, declared={**stated, "target_class": "C1"}), city)
    assert "2026-03-02至2029-03-02" in paper("learner_permit", ended.no, city)
    take(Errand("learner_permit", older.pk, declared={**stated, "target_class": "B2"}), city)
    assert LearnerPermit.objects.get(party=young).valid_until == date(2029, 3, 2)
    assert LearnerPermit.objects.get(party=older).valid_until == date(2027, 5, 1)


def test_from_automatic_to_manual_the_permit_needs_no_subject_1(city: City, founding_act: int) -> None:
    licence = driver(founding_act, city, "C2")
    take(Errand("learner_permit", licence.party_id, declared={**MEDICAL, "target_class": "C1"}), city)
    assert LearnerPermit.objects.get(party=licence.party, voided_by=None).valid_until == date(2029, 3, 2)


@pytest.mark.service("exam_place_change")
def test_the_place_of_examination_changes_three_times(city: City, person: SOMEBODY, founding_act: int) -> None:
    candidate = person()
    learner(founding_act, candidate, "C1")
    for district in ("450100", "450200", "450300"):
        stated = {"target_class": "C1", "exam_district": district}
        take(Errand("exam_place_change", candidate.pk, declared=stated), city)
    assert ExamPlace.objects.get(permit__party=candidate, voided_by=None).district == "450300"
    with pytest.raises(cases.NotAccepted, match="已经变更3次"):
        accept(Errand("exam_place_change", candidate.pk, declared=stated), city)


def test_a_number_on_file_is_given_once(city: City, person: SOMEBODY) -> None:
    numbers = set()
    for _ in range(2):
        soldier = person()
        take(Errand("licence_military", soldier.pk, declared={**MEDICAL, "target_class": "C1"}), city)
        numbers.add(licence_of(soldier).file_no)
    assert len(numbers) == 2


def test_a_case_gets_its_licence_once(city: City, person: SOMEBODY, founding_act: int) -> None:
    soldier, other = person(), driver(founding_act, city)
    ended = take(Errand("licence_military", soldier.pk, declared={**MEDICAL, "target_class": "C1"}), city)
    with pytest.raises(DatabaseError, match="what a case is about never changes"):
        Case.objects.filter(no=ended.no).update(licence=other)
