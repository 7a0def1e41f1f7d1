"""The workbench asks the law about the services that it shows, and about none of the hundred others."""

from typing import Any

import pytest
from django.test import Client

from cheguan.channels.window import listing
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import Finding
from cheguan.law.service import Service


def test_the_law_is_asked_about_what_is_shown(
    clerk: Client, owner_number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = clerk.post("/window/search", {"q": owner_number})["Location"]
    asked: list[Any] = []
    check = Service.check

    def noted(service: Service, facts: CaseFacts) -> tuple[Finding, ...]:
        asked.append(service.code)
        return check(service, facts)

    monkeypatch.setattr(listing, "FIRST", 2)
    monkeypatch.setattr(Service, "check", noted)
    assert clerk.get(visit).status_code == 200
    assert len(asked) == listing.FIRST
