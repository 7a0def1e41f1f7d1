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
 WHERE {where}
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
    """The licence as it stands now; also one that has given way to a later licence of the person."""
    found = _find("l.id = %s", licence_id)
    if found is None:
        raise NoSuchLicence(str(licence_id))
    return found


def find_of_party(party_id: int) -> Card | None:
    """The person's licence, if they hold one."""
    return _find("l.party_id = %s AND l.voided_by_id IS NULL", party_id)


def find_by_file_no(file_no: str) -> Card | None:
    """By 档案编号."""
    return _find("l.file_no = %s AND l.voided_by_id IS NULL", file_no)


REMARKS = """
SELECT (SELECT max(p.until) FROM drivers_probation p WHERE p.licence_id = %(licence)s AND p.voided_by_id IS NULL),
       (SELECT e.until FROM drivers_ageextension e WHERE e.licence_id = %(licence)s AND e.voided_by_id IS NULL),
       EXISTS (SELECT FROM drivers_schoolbusqualification q WHERE q.licence_id = %(licence)s AND q.voided_by_id IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is endorsed on the card beside the classes."""

    probation_until: date | None
    extended_until: date | None
    school_bus: bool


def remarks(licence_id: int) -> Remarks:
    """签注 of the licence as it stands now."""
    with connection.cursor() as cursor:
        cursor.execute(REMARKS, {"licence": licence_id})
        return made(Remarks, cursor.fetchone())


LEARNING = """
SELECT code, valid_from, valid_until FROM drivers_learnerpermit
 WHERE party_id = %s AND code = %s ORDER BY id DESC LIMIT 1
"""
VISITING = """
SELECT code, since, until FROM drivers_temporarypermit WHERE party_id = %s AND code = %s ORDER BY id DESC LIMIT 1
"""
POINTS = """
SELECT "on", points FROM drivers_points WHERE licence_id = %s AND voided_by_id IS NULL AND "on" >= %s ORDER BY "on", id
"""


@dataclass(frozen=True, slots=True)
class Permit:
    """A learner's or a temporary permit: the class, its first and its last day."""

    code: str
    since: date
    until: date


def learner_permit(party_id: int, code: str) -> Permit:
    """The person's latest 学习驾驶证明 for the class."""
    return _permit(LEARNING, party_id, code)


def temporary_permit(party_id: int, code: str) -> Permit:
    """The person's latest 临时驾驶许可."""
    return _permit(VISITING, party_id, code)


def points_since(licence_id: int, since: date) -> tuple[tuple[date, int], ...]:
    """Each entry of points from that day on."""
    with connection.cursor() as cursor:
        cursor.execute(POINTS, [licence_id, since])
        return tuple(cursor.fetchall())


def _permit(query: str, party_id: int, code: str) -> Permit:
    with connection.cursor() as cursor:
        cursor.execute(query, [party_id, code])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchLicence(f"{party_id} {code}")
    return Permit(*row)
