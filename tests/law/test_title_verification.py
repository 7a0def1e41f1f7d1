"""Whether the vehicle is looked at for a new registration certificate is the office's practice, not the law."""

from dataclasses import replace
from datetime import date

import pytest

from cheguan.law import catalogue, practice
from cheguan.law.facts import CaseFacts, VehicleFacts

LOST = CaseFacts(on=date(2026, 3, 2), office="450500", vehicle=VehicleFacts(office="450500"))


@pytest.mark.parametrize("service", ["title_reissue", "title_first_issue"])
@pytest.mark.parametrize(
    ("on", "channel", "route"), [(True, "window", "R2"), (False, "window", "R1"), (True, "online", "R1")]
)
def test_the_switch_decides_the_route(
    monkeypatch: pytest.MonkeyPatch, service: str, on: bool, channel: str, route: str
) -> None:
    monkeypatch.setattr(practice, "switches", lambda: {"title.vehicle_verified": on})
    facts = replace(LOST, channel=channel)
    law = catalogue.get(service, on=LOST.on)
    assert law.route_for(facts) == route
    assert ("vehicle" in {each.code for each in law.needed(facts)}) == (route == "R2")
