"""The only writer of announcements."""

from collections.abc import Sequence
from datetime import date

from cheguan.registers.announcements.models import Announcement


def announce(*, vehicle_id: int, ground: str, papers: Sequence[str], plate: str, on: date, act: int) -> None:
    """公告作废：these papers of the vehicle are void, though nobody has handed them in."""
    Announcement.objects.create(
        vehicle_id=vehicle_id, ground=ground, papers=list(papers), plate=plate, announced_on=on, issued_by_id=act
    )
