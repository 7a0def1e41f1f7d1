"""A driving licence as the law asks about it: the columns of its statement, and the facts from its row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cheguan.law.facts import LicenceFacts

COLUMNS = """
    l.office, l.first_issued_on, l.party_id AS holder_id, t.term, t.valid_from, t.valid_until,
    ARRAY(SELECT k.code FROM drivers_drivingclass k WHERE k.licence_id = l.id AND k.voided_by_id IS NULL) AS classes,
    ARRAY(SELECT s.letter FROM drivers_licencestatus s
           WHERE s.licence_id = l.id AND s.voided_by_id IS NULL) AS statuses,
    ARRAY(SELECT h.kind FROM holds_hold h WHERE h.licence_id = l.id AND h.voided_by_id IS NULL) AS holds,
    ARRAY(SELECT n."on" || ' ' || n.points || ' ' || n.settled FROM drivers_points n
           WHERE n.licence_id = l.id AND n.voided_by_id IS NULL) AS points,
    (SELECT m.issued_on FROM drivers_medicalreport m
      WHERE m.licence_id = l.id AND m.voided_by_id IS NULL AND m.fit ORDER BY m.issued_on DESC LIMIT 1) AS medical_on
"""
SOURCES = """
    LEFT JOIN drivers_drivinglicence l ON l.id = c.licence_id AND l.voided_by_id IS NULL
    LEFT JOIN drivers_term t ON t.licence_id = l.id AND t.voided_by_id IS NULL
"""


def of_row(row: Mapping[str, Any]) -> LicenceFacts:
    entries = [_entry(line) for line in row["points"]]
    holds = set(row["holds"])
    return LicenceFacts(
        office=row["office"],
        first_issued_on=row["first_issued_on"],
        term=row["term"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        classes=frozenset(row["classes"]),
        statuses=frozenset(row["statuses"]) | ({"U"} if "detained" in holds else frozenset()),
        cycle_points=points_by_cycle(first_issued_on=row["first_issued_on"], since=row["valid_from"], entries=entries),
        open_violations=sum(not settled for _, _, settled in entries) + ("open_violation" in holds),
        open_accidents=int("open_accident" in holds),
        full_mark_study_open="study_due" in holds,
    )


def _entry(line: str) -> tuple[date, int, bool]:
    on, points, settled = line.split(" ")
    return date.fromisoformat(on), int(points), settled == "true"


def points_by_cycle(
    *, first_issued_on: date, since: date, entries: Iterable[tuple[date, int, bool]]
) -> tuple[int, ...]:
    """记分周期合计 of the present term, oldest first; a cycle runs from each anniversary of the first issue."""
    sums: dict[int, int] = {}
    for on, points, _ in entries:
        if on >= since:
            anniversary_passed = (on.month, on.day) >= (first_issued_on.month, first_issued_on.day)
            cycle = on.year - (not anniversary_passed)
            sums[cycle] = sums.get(cycle, 0) + points
    return tuple(sums[cycle] for cycle in sorted(sums))
