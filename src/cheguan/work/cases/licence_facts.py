"""A driving licence as the law asks about it: the columns of its statement, and the facts from its row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cheguan.law.dates import add_years
from cheguan.law.facts import LicenceFacts
from cheguan.law.rules.licence_probation import probation
from cheguan.work.cases.licence_points import RECENT, Entry, Relief, cycles, most_points


def _lines(table: str, columns: str) -> str:
    """The current rows of a licence's table, each as one text."""
    return (
        f"ARRAY(SELECT concat_ws(' ', {columns}) FROM drivers_{table} x"
        " WHERE x.licence_id = l.id AND x.voided_by_id IS NULL)"
    )


COLUMNS = f"""
    l.id AS licence_id, l.office, l.first_issued_on, l.party_id AS holder_id, t.term, t.valid_from, t.valid_until,
    {_lines("drivingclass", "x.code, x.granted_on")} AS classes,
    {_lines("licencestatus", "x.letter")} AS statuses,
    ARRAY(SELECT h.kind FROM holds_hold h WHERE h.licence_id = l.id AND h.voided_by_id IS NULL) AS holds,
    {_lines("points", 'x."on", x.points, x.settled')} AS points,
    {_lines("pointsrelief", 'x.kind, x."on", x.points')} AS reliefs,
    {_lines("deferral", "x.kind, x.until")} AS deferrals,
    {_lines("probation", "x.family, x.until")} AS probations,
    {_lines("cancellation", 'x.ground, x."on"')} AS cancelled,
    (SELECT m.issued_on FROM drivers_medicalreport m
      WHERE m.licence_id = l.id AND m.voided_by_id IS NULL AND m.fit ORDER BY m.issued_on DESC LIMIT 1) AS medical_on,
    (SELECT r."on" FROM drivers_review r
      WHERE r.licence_id = l.id AND r.voided_by_id IS NULL ORDER BY r."on" DESC LIMIT 1) AS reviewed_on,
    (SELECT e.until FROM drivers_ageextension e WHERE e.licence_id = l.id AND e.voided_by_id IS NULL) AS extended_until,
    EXISTS (SELECT FROM drivers_schoolbusqualification q
             WHERE q.licence_id = l.id AND q.voided_by_id IS NULL) AS school_bus
"""
TERM = "LEFT JOIN drivers_term t ON t.licence_id = l.id AND t.voided_by_id IS NULL"
SOURCES = f"LEFT JOIN drivers_drivinglicence l ON l.id = c.licence_id AND l.voided_by_id IS NULL {TERM}"
OF_APPLICANT = f"LEFT JOIN drivers_drivinglicence l ON l.party_id = c.applicant_id AND l.voided_by_id IS NULL {TERM}"


def of_row(row: Mapping[str, Any], *, on: date) -> LicenceFacts:
    """The licence as it stands; its points as of ``on``."""
    first, holds = row["first_issued_on"], set(row["holds"])
    entries = [_entry(line) for line in row["points"]]
    reliefs = [_relief(line) for line in row["reliefs"]]
    points = cycles(first, entries, reliefs, since=min(row["valid_from"], add_years(on, -RECENT)), on=on)
    running, before = points[-1], points[-2] if len(points) > 1 else points[-1]
    deferred, cancelled = days_of(row["deferrals"]), days_of(row["cancelled"])
    classes = days_of(row["classes"])
    return LicenceFacts(
        office=row["office"],
        first_issued_on=first,
        term=row["term"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        classes=frozenset(classes),
        class_dates=classes,
        statuses=frozenset(row["statuses"]) | ({"U"} if "detained" in holds else frozenset()),
        cycle_points=most_points(points, since=row["valid_from"]),
        last_cycles=tuple(cycle.most for cycle in points[-RECENT:]),
        points_now=running.last,
        reduced=sum(each.points for each in reliefs if each.kind == "reduced" and each.on >= running.starts),
        full_marks=sum(each.kind == "cleared" and each.on >= before.starts for each in reliefs),
        full_marks_now=sum(each.kind == "cleared" and each.on >= running.starts for each in reliefs),
        full_mark_on=max((cycle.full_on for cycle in points if cycle.full_on is not None), default=None),
        open_violations=sum(not each.settled for each in entries) + ("open_violation" in holds),
        open_accidents=int("open_accident" in holds),
        full_mark_study_open="study_due" in holds,
        deferred_until=deferred.get("renewal"),
        review_deferred_until=deferred.get("review"),
        medical_deferred_until=deferred.get("medical"),
        age_extension_until=row["extended_until"],
        probation_until=days_of(row["probations"]) or _first_probations(classes, first),
        medical_on=row["medical_on"],
        reviewed_on=row["reviewed_on"],
        cancelled_on=next(iter(cancelled.values()), None),
        cancelled_for=next(iter(cancelled), ""),
        school_bus=row["school_bus"],
    )


def days_of(lines: Iterable[str]) -> dict[str, date]:
    """``C1 2020-04-20`` and the like, as a mapping."""
    pairs = (line.split(" ") for line in lines)
    return {name: date.fromisoformat(day) for name, day in pairs}


def _first_probations(classes: Mapping[str, date], first_issued_on: date) -> dict[str, date]:
    """Of a licence that came from the former system: the probation that followed the first issue."""
    found = probation(
        first_car=None,
        first_motorcycle=None,
        added=[(code, day) for code, day in classes.items() if day == first_issued_on],
    )
    ends = {"car": found.car_until, "motorcycle": found.motorcycle_until}
    return {family: until for family, until in ends.items() if until is not None}


def _entry(line: str) -> Entry:
    on, points, settled = line.split(" ")
    return Entry(date.fromisoformat(on), int(points), settled == "t")


def _relief(line: str) -> Relief:
    kind, on, points = line.split(" ")
    return Relief(kind, date.fromisoformat(on), int(points))
