"""Reading driving licences."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.base.rows import made

CARD = """
SELECT l.id, l.party_id, l.file_no, l.first_issued_on, t.term, t.valid_from, t.valid_until,
       ARRAY(SELECT code FROM drivers_drivingclass c WHERE c.licence_id = l.id AND c.voided_by_id IS NULL ORDER BY 1),
       ARRAY(SELECT letter FROM drivers_licencestatus s WHERE s.licence_id = l.id AND s.voided_by_id IS NULL ORDER BY 1),
       ARRAY(SELECT kind FROM holds_hold h WHERE h.licence_id = l.id AND h.voided_by_id IS NULL ORDER BY 1)
  FROM drivers_drivinglicence l
  LEFT JOIN drivers_term t ON t.licence_id = l.id AND t.voided_by_id IS NULL
 WHERE {where} AND l.voided_by_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A driving licence as it stands now."""

    id: int
    party_id: int
    file_no: str
    first_issued_on: date
    term: str
    valid_from: date | None
    valid_until: date | None
    classes: tuple[str, ...]
    statuses: tuple[str, ...]
    holds: tuple[str, ...]


class NoSuchLicence(Exception):
    """没有这本驾驶证。"""


def _find(where: str, value: int | str) -> Card | None:
    with connection.cursor() as cursor:
        cursor.execute(CARD.format(where=where), [value])
        row = cursor.fetchone()
    return made(Card, row) if row else None


def get(licence_id: int) -> Card:
    """The licence as it stands now."""
    found = _find("l.id = %s", licence_id)
    if found is None:
        raise NoSuchLicence(str(licence_id))
    return found


def find_of_party(party_id: int) -> Card | None:
    """The person's licence, if they hold one."""
    return _find("l.party_id = %s", party_id)


def find_by_file_no(file_no: str) -> Card | None:
    """By 档案编号."""
    return _find("l.file_no = %s", file_no)
