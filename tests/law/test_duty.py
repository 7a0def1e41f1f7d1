"""Duties in time: until when one is in time, and that being late stands against nothing."""

from datetime import date

import pytest

from cheguan.law import catalogue
from cheguan.law.facts import CaseFacts, VehicleFacts


@pytest.mark.parametrize(
    ("service", "since", "began", "on", "missed"),
    [
        # Ten working days: 15 to 23 February 2026 is the holiday, the Saturdays 14 and 28 are worked.
        ("vehicle_change_colour", "changed_on", "2026-02-13", date(2026, 3, 5), None),
        ("vehicle_change_colour", "changed_on", "2026-02-13", date(2026, 3, 6), date(2026, 3, 5)),
        ("vehicle_transfer", "delivered_on", "2026-01-31", date(2026, 3, 2), None),
        ("vehicle_transfer", "delivered_on", "2026-01-30", date(2026, 3, 2), date(2026, 3, 1)),
        ("vehicle_move_in", "file_sent_on", "2026-01-30", date(2026, 3, 2), date(2026, 3, 1)),
        ("vehicle_filing_name", "changed_on", "2026-01-31", date(2026, 3, 2), None),
        ("vehicle_filing_name", "changed_on", "", date(2026, 3, 2), None),
        ("vehicle_change_colour", "changed_on", "1999-02-13", date(2026, 3, 2), None),
    ],
)
def test_the_last_day_in_time(service: str, since: str, began: str, on: date, missed: date | None) -> None:
    duty = catalogue.get(service, on=on).duty
    assert duty is not None
    assert duty.missed(CaseFacts(on=on, declared={since: began})) == missed
    assert str(duty.penalty) == "《机动车登记规定》第78条"


def test_being_late_stands_against_nothing() -> None:
    service = catalogue.get("vehicle_filing_name", on=date(2026, 3, 2))
    car = VehicleFacts(office="450500", registered_on=date(2021, 5, 10))
    late = CaseFacts(
        on=date(2026, 3, 2),
        office="450500",
        vehicle=car,
        materials=frozenset(each.code for each in service.materials),
        declared={"changed_on": "2025-01-01", "new_name": "陈小明"},
    )
    assert service.duty is not None
    assert service.duty.missed(late) is not None
    assert service.check(late) == ()
