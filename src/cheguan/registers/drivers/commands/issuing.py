"""A licence enters the register: the first one of a person, or one that moves in from another office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cheguan.base.numbering import commands as numbering
from cheguan.registers.drivers.commands.classes import begin_probation
from cheguan.registers.drivers.commands.terms import reissue
from cheguan.registers.drivers.models import DrivingClass, DrivingLicence, LicenceStatus, Term

# The first four digits of a file number name the city; the office orders the other eight, here by year.
PREFIX = 4
# 撤销、吊销、注销、注销可恢复. Nothing else makes room for another licence of the same person.
ENDED = tuple("EFGR")


@dataclass(frozen=True, slots=True)
class Issue:
    """A licence as it is issued: classes with the day each was granted, and the term. ``valid_until`` is empty for 长期.

    ``probations`` are the last days of those that begin, by family: ``car``, ``motorcycle``.
    """

    party_id: int
    classes: Mapping[str, date]
    first_issued_on: date
    term: str
    valid_from: date
    valid_until: date | None
    office: str
    probations: Mapping[str, date] = field(default_factory=dict)


def issue(given: Issue, *, on: date, act: int) -> DrivingLicence:
    """核发驾驶证：a licence of the person that was cancelled before gives way to it."""
    ended = LicenceStatus.objects.filter(letter__in=ENDED, voided_by=None).values("licence_id")
    DrivingLicence.objects.filter(party_id=given.party_id, voided_by=None, pk__in=ended).update(voided_by=act)
    licence = DrivingLicence.objects.create(
        party_id=given.party_id,
        file_no=_next_file_no(given.office, on),
        first_issued_on=given.first_issued_on,
        office=given.office,
        issued_by_id=act,
    )
    DrivingClass.objects.bulk_create(
        DrivingClass(licence=licence, code=code, granted_on=day, issued_by_id=act)
        for code, day in sorted(given.classes.items())
    )
    Term.objects.create(
        licence=licence, term=given.term, valid_from=given.valid_from, valid_until=given.valid_until, issued_by_id=act
    )
    for family, until in given.probations.items():
        begin_probation(licence.pk, family=family, since=given.valid_from, until=until, act=act)
    reissue(licence.pk, act=act)
    return licence


def _next_file_no(office: str, on: date) -> str:
    """档案编号：the next of the city and year, without those that came from elsewhere."""
    city = office[:PREFIX]
    while True:
        serial = numbering.next_number(f"licence file {city}{on:%y}")
        file_no = f"{city}{on:%y}{serial:06}"
        if not DrivingLicence.objects.filter(file_no=file_no, voided_by=None).exists():
            return file_no
