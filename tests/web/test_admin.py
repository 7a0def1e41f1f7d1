"""The administrators' site: not without a second factor, and never with a pen for the registers."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client

from cheguan.base.people.models import Account
from cheguan.config.admin import ReadOnly, site


@pytest.fixture
def administrator(db: None) -> Account:
    account: Account = get_user_model().objects.create(staff_no="A9001", is_staff=True, is_superuser=True)
    return account


def test_an_administrator_without_a_second_factor_stays_outside(administrator: Account, client: Client) -> None:
    client.force_login(administrator)
    response = client.get("/admin/")
    assert response.status_code == 302


def test_registers_can_be_read_and_not_written(administrator: Account, client: Client) -> None:
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(administrator)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/acts/act/").status_code == 200
    assert client.get("/admin/vehicles/vehicle/").status_code == 200
    assert client.get("/admin/vehicles/vehicle/add/").status_code == 403
    assert client.get("/admin/people/outlet/add/").status_code == 200


def test_every_register_is_there_and_read_only() -> None:
    registered = {model.__name__: type(options) for model, options in site._registry.items()}
    assert {"Vehicle", "DrivingLicence", "Party", "Act", "Attempt"} <= registered.keys()
    assert {"DayKey", "Look", "Rating", "Screen", "Code"} & registered.keys() == set()
    assert all(issubclass(registered[name], ReadOnly) for name in ("Vehicle", "Act", "Hold", "Assignment"))
