"""Measures made up for tests, and the services they lie on."""

from collections.abc import Sequence
from datetime import date

from cheguan.law import catalogue
from cheguan.law.layering import Change
from cheguan.law.measure import Group, Measure, Scope
from cheguan.law.service import Service

TODAY = date(2026, 3, 2)
BEIHAI, LIUZHOU, HEPU = "450500", "450200", "450521"


def measure(
    code: str,
    *changes: Change,
    services: Sequence[str] = (),
    since: date = date(2022, 1, 1),
    places: Sequence[str] = (),
    on: bool = True,
) -> Measure:
    """One that lies on these services, or on all about vehicles."""
    return Measure(
        code=code,
        group="x",
        number=None,
        name=f"措施{code}",
        name_en=f"measure {code}",
        since=since,
        until=None,
        absorbed=(),
        places=frozenset(places),
        places_unread=False,
        on=on,
        scope=Scope(services=frozenset(services), subject="" if services else "vehicle"),
        changes=changes,
        basis=(),
        source="试",
        grade="C",
        hoped="",
        hoped_en="",
        note="",
    )


def group(*measures: Measure) -> Group:
    return Group("x", "试行", "tried out", date(2022, 1, 1), None, "", "试", "C", measures)


def transfer() -> Service:
    return catalogue.get("vehicle_transfer", on=TODAY)


def registration() -> Service:
    return catalogue.get("vehicle_registration", on=TODAY)
