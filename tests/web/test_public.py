"""What anybody may read without signing in: guides of every service, and the days of a mortgage."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation
from tests.db.conftest import MORNING, City

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.models import Attempt
from cheguan.channels.words import named
from cheguan.law import catalogue
from cheguan.law.service import Service
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle

SERVICES = catalogue.services(on=MORNING.date())


def text_of(page: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page.content.decode()))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_has_every_service(client: Client, language: str) -> None:
    shown = text_of(client.get(f"/guide/?lang={language}"))
    with translation.override(language):
        assert [named(each) for each in SERVICES if named(each) not in shown] == []


@pytest.mark.parametrize("service", SERVICES, ids=[each.code for each in SERVICES])
def test_a_guide_says_what_to_bring_how_long_and_by_which_article(client: Client, service: Service) -> None:
    for language in ("zh-hans", "en"):
        page = client.get(f"/guide/{service.code}/?lang={language}")
        shown = text_of(page)
        with translation.override(language):
            wanted = [named(service), *map(named, service.materials), str(service.basis[0])]
        assert page.status_code == 200
        assert [words for words in wanted if words not in shown] == []


def test_the_derived_set_is_marked_as_derived(client: Client) -> None:
    shown = text_of(client.get("/guide/vehicle_licence_reissue/"))
    assert "由材料规则推导，不是公布的名单" in shown
    assert "由材料规则推导" not in text_of(client.get("/guide/vehicle_transfer/"))


def test_what_was_not_read_in_the_original_is_said_to_be_so(client: Client) -> None:
    assert "没有全部读到原文" in text_of(client.get("/guide/vehicle_lock/"))
    assert "没有全部读到原文" not in text_of(client.get("/guide/vehicle_licence_reissue/"))


@pytest.mark.parametrize("code", ["no_such_service", "laying_up", "x" * 300])
def test_there_is_no_guide_to_what_the_law_does_not_have(client: Client, code: str) -> None:
    assert client.get(f"/guide/{code}/").status_code == 404


@pytest.fixture
def mortgaged(vehicle: Vehicle, person: Any, city: City) -> dict[str, str]:
    """A car under a mortgage, as somebody asks about it who has its papers."""
    bank: Party = person(name="某银行")
    act = acts.record(kind="place_hold", by=city.system, at=MORNING, basis=[], key=uuid4())
    holds.place(
        kind="mortgage", authority="", since=date(2026, 1, 5), act=act, vehicle_id=vehicle.pk, creditor_id=bank.pk
    )
    return {"plate_kind": "02", "plate": vehicles.get(vehicle.pk).plate, "vin_tail": vehicle.vin[-6:].lower()}


def test_the_public_is_told_the_days_and_neither_owner_nor_creditor(client: Client, mortgaged: dict[str, str]) -> None:
    shown = text_of(client.post("/mortgage/", mortgaged))
    assert "2026-01-05 登记" in shown
    assert "没有解除" in shown
    assert "某银行" not in shown
    assert "陈大明" not in shown
    kept = Attempt.objects.get(action="mortgage dates")
    assert (kept.channel, kept.officer_id) == ("public", None)
    assert mortgaged["plate"] not in kept.subject


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"vin_tail": "000000"}, 200), ({"vin_tail": "12"}, 422), ({"plate": "<b>"}, 422), ({"plate_kind": "?"}, 422)],
)
def test_whoever_does_not_have_the_papers_is_told_nothing(
    client: Client, mortgaged: dict[str, str], changes: dict[str, str], status: int
) -> None:
    page = client.post("/mortgage/", {**mortgaged, **changes})
    assert page.status_code == status
    assert "2026-01-05" not in text_of(page)
