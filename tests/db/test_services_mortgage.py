"""抵押登记、质押备案 and their release: what the registers say afterwards, and what the public may know."""

from datetime import date

import pytest
from tests.db.conftest import City, enter_vehicle
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.registers.holds.queries import security_dates
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases

TODAY = date(2026, 3, 2)


def owner_of(vehicle: Vehicle) -> int:
    return int(vehicle.ownerships.get(voided_by=None).party_id)


def secured(service: str, vehicle: Vehicle, city: City, role: str, creditor: Party) -> None:
    take(Errand(service, owner_of(vehicle), vehicle=vehicle.pk, roles=((role, creditor.pk),)), city)


@pytest.fixture
def bank(founding_act: int) -> Party:
    return enter_unit(founding_act, name="北海湾银行")


@pytest.mark.service("vehicle_mortgage")
def test_a_car_is_mortgaged_to_a_bank(city: City, vehicle: Vehicle, bank: Party) -> None:
    errand = Errand(
        "vehicle_mortgage",
        owner_of(vehicle),
        vehicle=vehicle.pk,
        declared={"contract_no": "BHW-2026-0001"},
        roles=(("mortgagee", bank.pk),),
    )
    ended = take(errand, city)

    hold = vehicle.holds.get(voided_by=None)
    assert (hold.kind, hold.creditor, hold.document, hold.since) == ("mortgage", bank, "BHW-2026-0001", TODAY)
    assert vehicles.title_entries(vehicle.pk)[-1].text == "抵押登记，权利人北海湾银行"
    assert ended.fee_fen == 0


def test_owner_and_mortgagee_apply_together(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(cases.NotAccepted, match="应当与抵押权人共同申请"):
        accept(Errand("vehicle_mortgage", owner_of(vehicle), vehicle=vehicle.pk), city)


@pytest.mark.service("vehicle_mortgage_release")
def test_the_mortgage_is_paid_off(city: City, vehicle: Vehicle, bank: Party, founding_act: int) -> None:
    second = enter_unit(founding_act, name="银滩小额贷款有限公司")
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    secured("vehicle_mortgage", vehicle, city, "mortgagee", second)
    with pytest.raises(cases.NotOnRecord):
        secured("vehicle_mortgage_release", vehicle, city, "mortgagee", enter_unit(founding_act, name="别家银行"))
    secured("vehicle_mortgage_release", vehicle, city, "mortgagee", bank)

    assert vehicle.holds.get(voided_by=None).creditor == second


def test_the_bank_releases_with_the_owner_beside_it(city: City, vehicle: Vehicle, bank: Party) -> None:
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    alone = Errand("vehicle_mortgage_release", bank.pk, vehicle=vehicle.pk)
    with pytest.raises(cases.NotAccepted, match="应当与机动车所有人共同申请"):
        accept(alone, city)
    take(Errand("vehicle_mortgage_release", bank.pk, vehicle=vehicle.pk, roles=(("owner", owner_of(vehicle)),)), city)

    assert not vehicle.holds.filter(voided_by=None).exists()


def test_a_pledgee_does_not_release_the_mortgage(city: City, vehicle: Vehicle, bank: Party, founding_act: int) -> None:
    pledgee = enter_unit(founding_act, name="银滩典当有限公司")
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    secured("vehicle_pledge", vehicle, city, "pledgee", pledgee)
    errand = Errand("vehicle_mortgage_release", pledgee.pk, vehicle=vehicle.pk, roles=(("owner", owner_of(vehicle)),))
    with pytest.raises(cases.NotTheHolder):
        accept(errand, city)


@pytest.mark.parametrize("side", ["owner", "bank"])
def test_with_a_ruling_either_side_releases_alone(city: City, vehicle: Vehicle, bank: Party, side: str) -> None:
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    who = owner_of(vehicle) if side == "owner" else bank.pk
    take(Errand("vehicle_mortgage_release", who, vehicle=vehicle.pk, declared={"by_judgment": "yes"}), city)

    assert not vehicle.holds.filter(voided_by=None).exists()
    assert vehicles.title_entries(vehicle.pk)[-1].text == "解除抵押登记，权利人北海湾银行"


def test_a_stranger_does_not_release(city: City, vehicle: Vehicle, bank: Party, founding_act: int) -> None:
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    stranger = enter_unit(founding_act, name="别家银行")
    with pytest.raises(cases.NotTheHolder):
        accept(Errand("vehicle_mortgage_release", stranger.pk, vehicle=vehicle.pk), city)


@pytest.mark.service("vehicle_pledge")
@pytest.mark.service("vehicle_pledge_release")
def test_a_car_is_pledged_and_redeemed(city: City, vehicle: Vehicle, bank: Party) -> None:
    secured("vehicle_pledge", vehicle, city, "pledgee", bank)
    assert vehicles.get(vehicle.pk).holds == ("pledge",)

    secured("vehicle_pledge_release", vehicle, city, "pledgee", bank)
    assert vehicles.get(vehicle.pk).holds == ()
    lines = [entry.text for entry in vehicles.title_entries(vehicle.pk)]
    assert lines == ["质押备案，权利人北海湾银行", "解除质押备案，权利人北海湾银行"]


def test_nothing_to_release(city: City, vehicle: Vehicle, bank: Party) -> None:
    with pytest.raises(cases.NotOnRecord):
        secured("vehicle_pledge_release", vehicle, city, "pledgee", bank)


def test_the_public_is_told_the_days_and_nothing_else(
    city: City, vehicle: Vehicle, bank: Party, founding_act: int
) -> None:
    other = enter_vehicle(founding_act, owner=vehicle.ownerships.get().party, city=city)
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    secured("vehicle_mortgage_release", vehicle, city, "mortgagee", bank)
    secured("vehicle_mortgage", vehicle, city, "mortgagee", bank)
    card = vehicles.get(vehicle.pk)

    found = security_dates(plate_kind=card.plate_kind, number=card.plate)
    assert [(each.kind, each.registered_on, each.ended_on) for each in found] == [
        ("mortgage", TODAY, TODAY),
        ("mortgage", TODAY, None),
    ]
    assert security_dates(plate_kind="02", number=vehicles.get(other.pk).plate) == ()
    assert security_dates(plate_kind="02", number="桂EZZZZZ") == ()
