"""What plates, papers and school bus tags tell the law of a vehicle, registered or not: columns, and facts from the row."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

COLUMNS = """
    ARRAY(SELECT t.purpose FROM plates_temporaryplate t WHERE t.vin = coalesce(v.vin, %(vin)s)) AS temporary_plates,
    EXISTS (SELECT FROM plates_plateset s
             WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL
               AND NOT EXISTS (SELECT FROM plates_platedelivery d
                                WHERE d.plates_id = s.id AND d.voided_by_id IS NULL)) AS plates_awaited,
    EXISTS (SELECT FROM vehicles_title t WHERE t.vehicle_id = v.id) AS title_issued,
    EXISTS (SELECT FROM vehicles_titleentry e
             WHERE e.vehicle_id = v.id AND e.kind = 'customs_release' AND e.voided_by_id IS NULL) AS customs_released,
    (SELECT ARRAY[t.valid_until, t.permit_until] FROM buses_tag t
      WHERE t.vehicle_id = v.id AND t.voided_by_id IS NULL) AS bus_tag
"""


def of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``VehicleFacts`` that these columns fill."""
    tag_until, permit_until = row["bus_tag"] or (None, None)
    return {
        "temporary_plates": Counter(row["temporary_plates"]),
        "plates_awaited": row["plates_awaited"],
        "title_issued": row["title_issued"],
        "customs_released": row["customs_released"],
        "bus_tag_until": tag_until,
        "bus_permit_until": permit_until,
    }
