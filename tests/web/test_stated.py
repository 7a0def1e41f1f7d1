"""Stated facts at the counter: asked openly where the matter is about them, refused at their own field."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.test_counter import look_up

from cheguan.work.cases.models import Case

COLOUR = "vehicle_change_colour"
PAPERS = ("owner_identity", "registration_certificate", "vehicle_licence", "vehicle")


@pytest.fixture
def visit(clerk: Client, owner_number: str) -> str:
    return str(look_up(clerk, owner_number)["Location"])


def send(client: Client, visit: str, *, to: str = "apply", **given: str) -> Any:
    data = {"key": str(uuid4()), "action": "accept", **{f"paper_{code}": "on" for code in PAPERS}, **given}
    return client.post(f"{visit}{COLOUR}/{to}", data)


def test_a_painted_car_is_accepted_with_its_new_colour(clerk: Client, visit: str) -> None:
    assert send(clerk, visit, declared_new_colour="E").status_code == 302

    assert Case.objects.get(service=COLOUR).declared["new_colour"] == "E"


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "必填项"), ({"declared_new_colour": "红"}, "红"), ({"declared_changed_on": "29990101"}, "日期")],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    clerk: Client, visit: str, given: dict[str, str], said: str
) -> None:
    response = send(clerk, visit, **given)
    page = response.content.decode()

    assert response.status_code == 422
    assert said in page
    assert 'aria-invalid="true"' in page
    assert not Case.objects.exists()


def test_what_is_missing_can_be_told_before_the_colour_is_known(clerk: Client, visit: str) -> None:
    assert send(clerk, visit, action="notify", paper_vehicle="").status_code == 302


def test_being_late_is_told_and_not_held_against_the_applicant(clerk: Client, visit: str) -> None:
    page = send(clerk, visit, to="check", declared_new_colour="E", declared_changed_on="20251103").content.decode()
    assert "申请已超过法定期限（最迟 2025-11-17）" in page

    assert send(clerk, visit, declared_new_colour="E", declared_changed_on="20251103").status_code == 302
