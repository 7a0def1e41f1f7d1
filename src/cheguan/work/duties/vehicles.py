"""The vehicles of an office as columns for the law."""

import numpy as np

from cheguan.law.duties.columns import Codes, Flags, Ids
from cheguan.law.duties.vehicle_columns import Vehicles
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import kinds
from cheguan.work.duties.reading import Records, days, read

# Cancelled, moved out, stolen, scrapped with their papers announced void: nothing is due of them.
GONE = ["B", "C", "E", "M", "P"]
COLUMNS = {
    "id": "id",
    "kind": "3",
    "use": "1",
    "seats": "number",
    "registered": "day",
    "made": "day",
    "mark": "day",
    "scrap": "day",
}
QUERY = """
SELECT v.id, rpad(coalesce(x.now ->> 'vehicle_type', v.vehicle_type), 3), coalesce(u.code, 'A'),
       coalesce((x.now ->> 'seats')::int, v.seats::int),
       coalesce((x.now ->> 'registered_on')::date, v.registered_on),
       coalesce((x.now ->> 'factory_on')::date, v.factory_on),
       coalesce(m.valid_until, '2400-01-01'), coalesce((x.now ->> 'scrap_on')::date, '2400-01-01')
  FROM vehicles_vehicle v
  LEFT JOIN vehicles_use u ON u.vehicle_id = v.id AND u.voided_by_id IS NULL
  LEFT JOIN vehicles_inspectionmark m ON m.vehicle_id = v.id AND m.voided_by_id IS NULL
  LEFT JOIN (SELECT vehicle_id, jsonb_object_agg(attribute, value) AS now
               FROM vehicles_amendment WHERE voided_by_id IS NULL GROUP BY vehicle_id) x ON x.vehicle_id = v.id
 WHERE v.voided_by_id IS NULL AND coalesce(x.now ->> 'office', v.office) = %(office)s
   AND NOT EXISTS (SELECT FROM vehicles_status s
                    WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL AND s.letter = ANY(%(gone)s))
"""


def columns(*, office: str) -> tuple[Ids, Vehicles]:
    """The ids of the office's vehicles, and the vehicles themselves."""
    rows = read(QUERY, COLUMNS, {"office": office, "gone": GONE})
    known, kind = _kinds(rows)
    vehicles = Vehicles(
        kinds=known,
        kind=kind,
        registered=days(rows, "registered"),
        made=days(rows, "made"),
        mark_until=days(rows, "mark"),
        scrap_on=days(rows, "scrap"),
    )
    return rows["id"].astype(np.int64), vehicles


def key(vehicles: Vehicles) -> Flags:
    """重点车辆 (the five classes)."""
    found: Flags = np.array([kinds.is_key_vehicle(each) for each in vehicles.kinds], dtype=np.bool_)[vehicles.kind]
    return found


def _kinds(rows: Records) -> tuple[tuple[VehicleFacts, ...], Codes]:
    """The distinct kinds: type, use and seats."""
    key = np.char.add(np.char.add(rows["kind"], rows["use"]), rows["seats"].astype("S5"))
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    known = tuple(
        VehicleFacts(
            vehicle_type=rows["kind"][each].decode().strip(),
            use=rows["use"][each].decode(),
            seats=int(rows["seats"][each]),
        )
        for each in first
    )
    return known, place.astype(np.int32)
