"""A person gets a licence: the first one, one on the strength of another, or one that moves in."""

import re
from datetime import date

from cheguan.law.dates import add_years
from cheguan.law.rules import licence_probation
from cheguan.law.rules.licence_classes import is_car_type
from cheguan.law.rules.licence_coverage import shown
from cheguan.registers.drivers import commands as drivers
from cheguan.registers.drivers.commands import Issue
from cheguan.work.cases.effects.effect import effect, licence_of, stated_day
from cheguan.work.cases.effects.licence_duties import note_medical
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Case

FIRST_TERM = 6
CLASS = re.compile("[A-Z][0-9]?")


@effect
def issue_licence(case: Locked, act: int, on: date) -> None:
    """核发驾驶证：six years from today; the first class of a family begins its probation."""
    code = case.declared["target_class"]
    given = Issue(
        party_id=case.applicant_id,
        classes={code: on},
        first_issued_on=on,
        term=str(FIRST_TERM),
        valid_from=on,
        valid_until=add_years(on, FIRST_TERM),
        office=case.office,
        probations=begun(code, on, held=()),
    )
    licence = _enter(case, given, on=on, act=act)
    drivers.end_permit(case.applicant_id, code=code, act=act)
    note_medical(case, licence, act=act)


@effect
def move_licence_in(case: Locked, act: int, on: date) -> None:
    """转入换证：as it stood at the former office; it is a review as well."""
    first, since, until = (stated_day(case, f"incoming_{each}") for each in ("first_on", "from", "until"))
    assert first is not None
    assert since is not None
    given = Issue(
        party_id=case.applicant_id,
        classes=dict.fromkeys(shown(CLASS.findall(case.declared["incoming_classes"])), first),
        first_issued_on=first,
        term="long_term" if until is None else str(until.year - since.year),
        valid_from=since,
        valid_until=until,
        office=case.office,
    )
    licence = _enter(case, given, on=on, act=act)
    drivers.pass_review(licence, on=on, act=act)


@effect
def add_class(case: Locked, act: int, on: date) -> None:
    """增加准驾车型：a new card; the first class of a family begins its probation."""
    licence_id, code = licence_of(case), case.declared["target_class"]
    held = case.asked(on=case.accepted_on).facts.the_licence.classes
    drivers.add_class(licence_id, code=code, on=on, probations=begun(code, on, held=held), act=act)
    drivers.end_permit(case.applicant_id, code=code, act=act)
    drivers.reissue(licence_id, act=act)
    note_medical(case, licence_id, act=act)


def begun(code: str, on: date, *, held: frozenset[str] | tuple[str, ...]) -> dict[str, date]:
    """The probation that the class begins, if it is the first of its family: its last day."""
    car = any(map(is_car_type, held))
    motorcycle = any(not is_car_type(each) for each in held)
    found = licence_probation.probation(
        first_car=date.min if car else None, first_motorcycle=date.min if motorcycle else None, added=[(code, on)]
    )
    if code not in found.begun_by:
        return {}
    until = found.car_until if is_car_type(code) else found.motorcycle_until
    return {"car" if is_car_type(code) else "motorcycle": until} if until else {}


def _enter(case: Locked, given: Issue, *, on: date, act: int) -> int:
    """The licence enters the register and becomes the case's own."""
    licence = drivers.issue(given, on=on, act=act)
    Case.objects.filter(pk=case.id).update(licence=licence)
    return int(licence.pk)
