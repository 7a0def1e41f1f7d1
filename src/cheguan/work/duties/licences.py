"""The driving licences of an office as columns for the law."""

from datetime import date

import numpy as np

from cheguan.law.duties.columns import Codes, Days, Ids, day_number
from cheguan.law.duties.licence_columns import Licences, last_cycle
from cheguan.law.rules.licence_classes import CLASSES
from cheguan.work.duties.reading import Records, days, read

GONE = ["E", "F", "G", "R"]
COLUMNS = {
    "id": "id",
    "held": "number",
    "birth": "day",
    "first": "day",
    "valid": "day",
    "medical": "day",
    "reviewed": "day",
    "deferred": "day",
    "extended": "day",
}
NO_DAY = "DATE '2400-01-01'"
QUERY = f"""
SELECT l.id, k.held, f.born_on, l.first_issued_on, coalesce(t.valid_until, {NO_DAY}), coalesce(m.last, {NO_DAY}),
       coalesce(r.last, {NO_DAY}), coalesce(d.until, {NO_DAY}), coalesce(e.until, {NO_DAY})
  FROM drivers_drivinglicence l
  JOIN parties_profile f ON f.party_id = l.party_id AND f.voided_by_id IS NULL AND f.born_on IS NOT NULL
  JOIN drivers_term t ON t.licence_id = l.id AND t.voided_by_id IS NULL
  JOIN (SELECT licence_id, bit_or(1 << (array_position(%(classes)s::text[], code::text) - 1)) AS held
          FROM drivers_drivingclass WHERE voided_by_id IS NULL GROUP BY licence_id) k ON k.licence_id = l.id
  LEFT JOIN (SELECT licence_id, max(issued_on) AS last FROM drivers_medicalreport
              WHERE voided_by_id IS NULL AND fit GROUP BY licence_id) m ON m.licence_id = l.id
  LEFT JOIN (SELECT licence_id, max("on") AS last FROM drivers_review
              WHERE voided_by_id IS NULL GROUP BY licence_id) r ON r.licence_id = l.id
  LEFT JOIN drivers_deferral d ON d.licence_id = l.id AND d.voided_by_id IS NULL AND d.kind = 'renewal'
  LEFT JOIN drivers_ageextension e ON e.licence_id = l.id AND e.voided_by_id IS NULL
 WHERE l.voided_by_id IS NULL AND l.office = %(office)s
   AND NOT EXISTS (SELECT FROM drivers_licencestatus s
                    WHERE s.licence_id = l.id AND s.voided_by_id IS NULL AND s.letter = ANY(%(gone)s))
 ORDER BY l.id
"""
POINT_COLUMNS = {"licence": "id", "on": "day", "points": "number"}
POINTS = """
SELECT licence_id, "on", points::int FROM drivers_points
 WHERE voided_by_id IS NULL AND "on" > %(since)s::date - 731 AND "on" <= %(since)s::date
"""


def columns(*, office: str, on: date) -> tuple[Ids, Licences]:
    """The ids of the office's licences, and the licences themselves."""
    rows = read(QUERY, COLUMNS, {"office": office, "gone": GONE, "classes": list(CLASSES)})
    masks, held = np.unique(rows["held"].astype(np.int32), return_inverse=True)
    ids, first = rows["id"].astype(np.int64), days(rows, "first")
    licences = Licences(
        sets=tuple(_classes(int(mask)) for mask in masks),
        held=held.astype(np.int32),
        birth=days(rows, "birth"),
        first_issued=first,
        valid_until=days(rows, "valid"),
        last_points=_last_points(ids, first, on),
        medical_on=days(rows, "medical"),
        reviewed_on=days(rows, "reviewed"),
        deferred_until=days(rows, "deferred"),
        extended_until=days(rows, "extended"),
    )
    return ids, licences


def _classes(mask: int) -> frozenset[str]:
    return frozenset(code for place, code in enumerate(CLASSES) if mask >> place & 1)


def _last_points(ids: Ids, first: Days, on: date) -> Codes:
    """What each licence was given in its last finished cycle."""
    given: Records = read(POINTS, POINT_COLUMNS, {"since": on})
    place = np.minimum(np.searchsorted(ids, given["licence"].astype(np.int64)), max(len(ids) - 1, 0))
    begins, ends = last_cycle(first, np.int32(day_number(on)))
    day = days(given, "on")
    mine = ids[place] == given["licence"] if len(ids) else np.zeros(len(given), dtype=np.bool_)
    within = mine & (day >= begins[place]) & (day <= ends[place])
    found = np.zeros(len(ids), dtype=np.int32)
    np.add.at(found, place[within], given["points"][within].astype(np.int32))
    return found
