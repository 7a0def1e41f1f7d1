"""交接班 on its pages: written, printed, taken over, objected to."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City, _Hiring, found_city
from tests.db.looking_again import drawn

from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Officer
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.handovers.models import Handover
from cheguan.work.second_looks import commands as second_looks

PAGE = "/desk/handover/"
SignIn = Callable[[Actor], Client]


@pytest.fixture
def city(db: None) -> City:
    return found_city("450512")


@pytest.fixture
def colleague(city: City, sign_in: SignIn) -> Client:
    """Another clerk at the same post."""
    hiring = _Hiring(city.system, city.hall, Officer.objects.get(pk=city.leader.officer_id))
    return sign_in(hiring("auxiliary", "acceptance"))


@pytest.fixture
def number(clerk: Client) -> int:
    response = clerk.post(PAGE, {"key": str(uuid4()), "to": "", "note": "等张女士回电"})
    assert response.status_code == 302
    return Handover.objects.get().pk


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_written_and_can_be_printed(clerk: Client, number: int) -> None:
    page = text_of(clerk, f"{PAGE}{number}")

    assert "等张女士回电" in page
    assert "data-print" in page
    assert "与实际相符" not in page
    assert "等人接班" in text_of(clerk, PAGE)


def test_the_next_one_takes_it_over(colleague: Client, number: int, clerk: Client) -> None:
    assert f"{PAGE}{number}" in text_of(colleague, PAGE)
    assert "与实际相符" in text_of(colleague, f"{PAGE}{number}")

    colleague.post(f"{PAGE}{number}/take-over", {"key": str(uuid4())})
    assert "已接班" in text_of(clerk, f"{PAGE}{number}")
    again = colleague.post(f"{PAGE}{number}/take-over", {"key": str(uuid4())})
    assert "已经有人接班" in again.content.decode()


def test_an_objection_needs_its_reason_and_reaches_the_officer_in_charge(
    colleague: Client, number: int, city: City, sign_in: SignIn
) -> None:
    assert colleague.post(f"{PAGE}{number}/object", {"key": str(uuid4()), "reason": ""}).status_code == 422
    colleague.post(f"{PAGE}{number}/object", {"key": str(uuid4()), "reason": "少一本空白证"})

    assert "少一本空白证" in text_of(sign_in(city.leader), PAGE)


def test_what_nobody_has_taken_over_is_shown_to_the_officer_in_charge(
    number: int, city: City, sign_in: SignIn, colleague: Client
) -> None:
    assert f"{PAGE}{number}" in text_of(sign_in(city.leader), PAGE)
    assert "有异议或者没有人接" not in text_of(colleague, PAGE)


def test_whoever_it_is_not_for_is_refused(number: int, city: City, sign_in: SignIn) -> None:
    maker = sign_in(city.maker)

    assert maker.get(f"{PAGE}{number}").status_code == 422
    assert maker.post(f"{PAGE}{number}/take-over", {"key": str(uuid4())}).status_code == 422
    assert maker.get(f"{PAGE}999999").status_code == 422


@pytest.mark.parametrize("to", ["999999", "x", "-1"])
def test_nobody_off_the_roster_can_be_chosen(clerk: Client, to: str) -> None:
    assert clerk.post(PAGE, {"key": str(uuid4()), "to": to}).status_code == 422
    assert not Handover.objects.exists()


def test_second_looks_go_back_to_the_system_from_here(city: City, vehicle: Vehicle, sign_in: SignIn) -> None:
    look = drawn(city, vehicle)
    second_looks.give_out(by=city.system, at=MORNING)
    leader = sign_in(city.leader)
    assert f"/desk/second-looks/{look}/hand-back" in text_of(leader, PAGE)

    leader.post(f"/desk/second-looks/{look}/hand-back", {"key": str(uuid4())})
    assert f"/desk/second-looks/{look}/hand-back" not in text_of(leader, PAGE)


def test_it_can_be_read_in_english(clerk: Client, number: int) -> None:
    assert "Signed, taking over" in text_of(clerk, f"{PAGE}{number}?lang=en")
    assert "Open in my hands" in text_of(clerk, f"{PAGE}?lang=en")
