"""少交的材料：the papers that an applicant did not have to bring or to copy, by reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.law import reform
from cheguan.law.one_id import IDENTITY, by_identity_alone
from cheguan.work.cases.queries import CaseView

# A reason and its words; a reform that frees of a paper speaks under its own name.
FETCHED, ONE_ID, NOT_COPIED = "fetched", "one_id", "not_copied"
WORDS: Mapping[str, tuple[str, str]] = {
    FETCHED: ("联网核查免交", "checked by network"),
    ONE_ID: ("一证即办免交", "identity document alone"),
    NOT_COPIED: ("证件免复印", "identity document not copied"),
}
OF_OFFICE = """
SELECT c.service, c.edition, c.layers, m.code, m.how, count(*)
  FROM cases_case c JOIN cases_material m ON m.case_id = c.id AND m.voided_by_id IS NULL
 WHERE c.office = %s AND c.accepted_on BETWEEN %s AND %s AND (m.how IN ('fetched', 'waived') OR m.code = ANY(%s))
 GROUP BY c.service, c.edition, c.layers, m.code, m.how
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many papers, by reason; a reason is one of ``WORDS`` or the code of a measure."""

    by_reason: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_reason.values())

    @property
    def lines(self) -> list[tuple[tuple[str, str], int]]:
        """Each reason in words, with its number."""
        return [(_words(reason), number) for reason, number in self.by_reason.items()]


def of_case(case: CaseView) -> Saved:
    lines = ((line.code, line.how) for line in case.materials)
    found = (_reason(case.service_code, case.edition, case.layers, code, how) for code, how in lines)
    return Saved(Counter(reason for reason in found if reason))


def of_office(office: str, *, since: date, until: date) -> Saved:
    """Every case accepted between the two days, both included; one statement."""
    counted: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(OF_OFFICE, [office, since, until, sorted(IDENTITY)])
        for service, edition, layers, code, how, number in cursor.fetchall():
            if reason := _reason(service, edition, tuple(layers), code, how):
                counted[reason] += number
    return Saved(counted)


def _reason(service_code: str, edition: date, layers: tuple[str, ...], code: str, how: str) -> str:
    """Why this paper was spared; nothing when it was brought, or is still to come."""
    if how == "presented":
        return NOT_COPIED if code in IDENTITY else ""
    if how not in ("fetched", "waived"):
        return ""
    service = reform.pinned(service_code, edition=edition, layers=layers)
    material = next((each for each in service.materials if each.code == code), None)
    if material is not None and material.waiver is not None:
        return material.waiver.measure
    return ONE_ID if by_identity_alone(service) else FETCHED


def _words(reason: str) -> tuple[str, str]:
    if reason in WORDS:
        return WORDS[reason]
    measure = reform.get(reason)
    return measure.name, measure.name_en
