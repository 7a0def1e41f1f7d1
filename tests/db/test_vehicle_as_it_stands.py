"""A vehicle as it stands now: markings and amendments over the row it entered the register with."""

from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from tests.db.conftest import City, enter_vehicle, new_vehicle

from cheguan.config import database
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles import commands, queries
from cheguan.registers.vehicles.models import Vehicle

SEARCHED = ["vehicles_marking", "vehicles_vehicle"]


def test_what_was_amended_is_read_everywhere_and_the_last_amendment_stands(vehicle: Vehicle, founding_act: int) -> None:
    commands.amend(vehicle.pk, seats=7, brand="银滩牌", factory_on=date(2021, 3, 1), act=founding_act)
    commands.amend(vehicle.pk, seats=6, office="450521", act=founding_act)

    card = queries.get(vehicle.pk)
    assert (card.seats, card.brand, card.factory_on, card.office) == (6, "银滩牌", date(2021, 3, 1), "450521")
    assert card.model == vehicle.model
    assert vehicle.amendments.filter(attribute="seats").count() == 2


def test_what_is_no_attribute_cannot_be_amended(vehicle: Vehicle, founding_act: int) -> None:
    with pytest.raises(DatabaseError, match="attribute_is_known"), transaction.atomic():
        commands.amend(vehicle.pk, vin="LSVAA49J8T2000001", act=founding_act)


def test_two_vehicles_never_bear_one_vin(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    other = enter_vehicle(founding_act, owner=person(), city=city)
    with pytest.raises(commands.AlreadyRegistered):
        commands.remark(other.pk, vin=vehicle.vin, act=founding_act)


def test_vins_of_two_cars_that_were_mixed_up_can_be_put_right(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    other, spare = enter_vehicle(founding_act, owner=person(), city=city), new_vehicle().vin
    commands.remark(vehicle.pk, vin=spare, act=founding_act)
    commands.remark(other.pk, vin=vehicle.vin, act=founding_act)

    found = queries.find_by_vin(vehicle.vin)
    assert found is not None
    assert found.id == other.pk
    assert queries.get(vehicle.pk).vin == spare


@pytest.fixture
def uncounted() -> Iterator[None]:
    """Whatever the server has counted in these tables, while tests before this one came and went, is forgotten."""
    anybody = database.parameters(settings.ENV, role="owner")
    with psycopg.connect(**{**anybody, "user": "postgres"}, autocommit=True) as superuser:
        superuser.execute("ALTER TABLE vehicles_marking SET (autovacuum_enabled = off)")
        superuser.execute("ALTER TABLE vehicles_vehicle SET (autovacuum_enabled = off)")
        superuser.execute(
            "UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = ANY(%s::regclass[])", [SEARCHED]
        )
        superuser.execute("DELETE FROM pg_statistic WHERE starelid = ANY(%s::regclass[])", [SEARCHED])
        yield
        superuser.execute("ALTER TABLE vehicles_marking RESET (autovacuum_enabled)")
        superuser.execute("ALTER TABLE vehicles_vehicle RESET (autovacuum_enabled)")


def test_a_vin_is_found_by_the_index_of_those_in_force(
    uncounted: None, city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    """Among more than a page of them: in a table of a few rows any index is as good as another."""
    owner = person()
    for _ in range(150):
        enter_vehicle(founding_act, owner=owner, city=city)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM vehicles_now WHERE vin = %s", [vehicle.vin])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "one_bearer_of_a_vin" in plan


def test_a_fitting_of_a_kind_is_there_once(vehicle: Vehicle, founding_act: int) -> None:
    commands.fit(vehicle.pk, kind="roof_rack", note="fit", act=founding_act)
    commands.fit(vehicle.pk, kind="roof_rack", note="replace", act=founding_act)
    assert [(each.kind, each.note) for each in queries.fittings(vehicle.pk)] == [("roof_rack", "replace")]

    commands.unfit(vehicle.pk, kind="roof_rack", act=founding_act)
    assert queries.fittings(vehicle.pk) == ()


def test_co_owners_come_and_go(vehicle: Vehicle, person: Callable[..., Party], founding_act: int) -> None:
    one, two = person().pk, person().pk
    for party in (one, two, one):
        commands.share(vehicle.pk, party_id=party, act=founding_act)
    assert queries.co_owners(vehicle.pk) == (one, two)

    commands.unshare(vehicle.pk, party_id=one, act=founding_act)
    assert queries.co_owners(vehicle.pk) == (two,)
    commands.unshare(vehicle.pk, act=founding_act)
    assert queries.co_owners(vehicle.pk) == ()
