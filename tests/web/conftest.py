"""The doors, asked with Django's client, on a Monday morning with everybody on shift."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from tests.db.conftest import MORNING, City, city, founding_act, person, vehicle
from tests.web import counters, halls

from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Account
from cheguan.channels import session_store, sessions, short_memory
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles.models import Vehicle

__all__ = ["city", "founding_act", "person", "vehicle"]

SignIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def monday(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The time that stands still is that of what was just read, too: its own clock is not the travelled one."""
    monkeypatch.setattr(short_memory, "SECONDS", 3600.0)
    session_store.forget()
    sessions.forget()
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in() -> SignIn:
    """A client with this person signed in, their second factor set up."""

    def signed_in(actor: Actor) -> Client:
        account = Account.objects.get(staff_no=actor.staff_no)
        if actor.may("decide"):
            TOTP.activate(account, generate_totp_secret())
        client = Client()
        client.force_login(account)
        return client

    return signed_in


@pytest.fixture
def clerk(city: City, sign_in: SignIn) -> Client:
    return sign_in(city.clerk)


@pytest.fixture
def reviewer(city: City, sign_in: SignIn) -> Client:
    return sign_in(city.reviewer)


@pytest.fixture
def leader(city: City, sign_in: SignIn) -> Client:
    return sign_in(city.leader)


@pytest.fixture
def hall(city: City) -> City:
    """The city with two windows, its clerk at the first."""
    return halls.open_hall(city)


@pytest.fixture
def kiosk(hall: City) -> Client:
    return halls.machine(hall)


@pytest.fixture
def seated(city: City) -> City:
    """The city with one window for everything, its clerk there."""
    counters.seat(city)
    return city


@pytest.fixture
def screen(seated: City) -> Client:
    """The second screen of that window."""
    return counters.pair(seated)


@pytest.fixture
def owner(vehicle: Vehicle) -> int:
    """The vehicle's owner."""
    return int(vehicle.ownerships.get(voided_by=None).party_id)


@pytest.fixture
def owner_number(vehicle: Vehicle) -> str:
    """The identity number of the vehicle's owner."""
    return parties.get(vehicle.ownerships.get(voided_by=None).party_id).number
