"""Reading announcements."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.base.rows import made

OF_VEHICLE = """
SELECT ground, papers, plate, announced_on FROM announcements_announcement
 WHERE vehicle_id = %s AND voided_by_id IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement; ``papers`` are those that are void."""

    ground: str
    papers: tuple[str, ...]
    plate: str
    announced_on: date


def of_vehicle(vehicle_id: int) -> tuple[Announced, ...]:
    """Every announcement about a vehicle, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(OF_VEHICLE, [vehicle_id])
        return tuple(made(Announced, row) for row in cursor.fetchall())
