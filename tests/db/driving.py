"""Drivers as the tests need them: a licence with the classes and the history that a matter is about."""

from datetime import date

from tests.db.conftest import MORNING, City, enter_licence, enter_person
from tests.db.reading import read

from cheguan.registers.drivers import commands as drivers
from cheguan.registers.drivers.models import DrivingLicence, LicenceStatus, Points
from cheguan.registers.parties.models import Party
from cheguan.work.cases import papers
from cheguan.work.printing.render import render

TODAY = MORNING.date()
MEDICAL = {"medical_issued_on": "2026-02-20"}
PASSED = {
    "subject_1_on": "2026-01-05",
    "subject_2_on": "2026-02-12",
    "road_on": "2026-02-20",
    "safety_on": "2026-02-20",
    "oath_on": "2026-03-02",
}


def driver(
    act: int,
    city: City,
    *classes: str,
    born_on: date = date(1985, 6, 1),
    valid_until: date = date(2030, 5, 20),
) -> DrivingLicence:
    """Somebody who has held these classes since the first day of the present term of six years."""
    holder = enter_person(act, born_on=born_on)
    return enter_licence(act, holder=holder, city=city, classes=classes or ("C1",), valid_until=valid_until)


def learner(act: int, party: Party, code: str) -> None:
    """The learner's permit since 6 January."""
    since = date(2026, 1, 6)
    drivers.issue_learner_permit(party.pk, code=code, valid_from=since, valid_until=date(2029, 1, 6), act=act)


def points(act: int, licence: DrivingLicence, number: int, on: date) -> None:
    """One settled entry of points."""
    Points.objects.create(licence=licence, on=on, points=number, reference="GX-1", settled=True, issued_by_id=act)


def held(licence: DrivingLicence) -> set[str]:
    return set(licence.classes.filter(voided_by=None).values_list("code", flat=True))


def letters(licence: DrivingLicence) -> set[str]:
    return set(LicenceStatus.objects.filter(licence=licence, voided_by=None).values_list("letter", flat=True))


def card(case_no: str, city: City) -> str:
    """What stands on the printed 驾驶证."""
    return paper("driving_licence", case_no, city)


def paper(code: str, case_no: str, city: City) -> str:
    """What stands on a paper of the case."""
    made = papers.build(code, case_no=case_no, office=city.system.office, at=MORNING)
    return read(render(made))
