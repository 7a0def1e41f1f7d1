"""Attacks on what the law's services added: refused, or without effect, through the same commands as the window's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.db.conftest import MORNING, City, enter_vehicle, new_vehicle
from tests.db.taking import Errand, accept
from tests.db.test_gaps import MANDATE, MEASURE

from cheguan.base.acts.models import Act
from cheguan.law import possible, reform
from cheguan.law.lifecycle import State
from cheguan.oversight.planning import commands as planning
from cheguan.oversight.planning.measured import Span
from cheguan.oversight.planning.models import Trial
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import lapses, queries
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.models import Material, Undertaking, Verification

THURSDAY = MORNING + timedelta(days=3)
GUARDS = {"void_only", "no_truncate", "acted"}
UNGUARDED = """
SELECT c.relname, array_agg(t.tgname::text) FILTER (WHERE t.tgenabled = 'O')
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'voided_by_id' AND NOT a.attisdropped
  LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
 WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
 GROUP BY c.relname
"""


def test_every_table_of_acts_rows_is_guarded(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNGUARDED)
        found = {table: set(triggers or ()) for table, triggers in cursor.fetchall()}
    assert {"plates_temporaryplate", "drivers_learnerpermit", "buses_tag", "cases_undertaking"} <= found.keys()
    assert {table for table, triggers in found.items() if not triggers >= GUARDS} == set()


# 容缺受理


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reform, "_REFORMS", reform._REFORMS)
    reform.switch_on([MEASURE])
    possible.on_offer.cache_clear()
    yield
    possible.on_offer.cache_clear()


def promised(vehicle: Vehicle, agent: Party) -> Application:
    return Application(
        service="vehicle_licence_reissue",
        applicant_id=vehicle.ownerships.get(voided_by=None).party_id,
        agent_id=agent.pk,
        vehicle_id=vehicle.pk,
        materials=(Given("owner_identity"), Given("agent_identity"), Given(MANDATE, "gap")),
    )


def begin(application: Application, city: City, key: UUID | None = None) -> str:
    return cases.accept_with_gap(application=application, by=city.clerk, at=MORNING, key=key or uuid4())


def bring(no: str, city: City, *given: Given) -> None:
    cases.cure(case_no=no, materials=given, by=city.clerk, at=MORNING, key=uuid4())


@pytest.mark.parametrize("how", ["gap", "waived", "fetched"])
def test_a_gap_is_closed_by_the_paper_alone(
    switched_on: None, vehicle: Vehicle, person: Callable[..., Party], city: City, how: str
) -> None:
    no = begin(promised(vehicle, person()), city)
    with pytest.raises(cases.NotKnown):
        bring(no, city, Given(MANDATE, how))
    assert queries.get(no, office=city.system.office).gap_open
    assert Material.objects.get(case__no=no, code=MANDATE, voided_by=None).how == "gap"


def test_a_paper_brought_twice_in_one_breath_is_refused(
    switched_on: None, vehicle: Vehicle, person: Callable[..., Party], city: City
) -> None:
    no = begin(promised(vehicle, person()), city)
    with pytest.raises(cases.NotKnown):
        bring(no, city, Given(MANDATE), Given(MANDATE))
    assert queries.get(no, office=city.system.office).gap_open


def test_the_same_acceptance_again_after_the_cure_is_the_same_case(
    switched_on: None, vehicle: Vehicle, person: Callable[..., Party], city: City
) -> None:
    application, key = promised(vehicle, person()), uuid4()
    no = begin(application, city, key)
    bring(no, city, Given(MANDATE))
    assert begin(application, city, key) == no
    assert Undertaking.objects.filter(voided_by=None).count() == 0


def test_a_promise_signed_after_the_reminder_does_not_stop_the_morning_round(
    switched_on: None, city: City, founding_act: int, person: Callable[..., Party]
) -> None:
    """The one reminded comes before the others in the list; those must be gone through as well."""
    first, second = (
        begin(promised(enter_vehicle(founding_act, owner=person(), city=city), person()), city) for _ in range(2)
    )
    lapses.follow_up(by=city.system, at=THURSDAY)
    cases.sign_undertaking(case_no=first, by=city.clerk, at=THURSDAY, key=uuid4())
    lapses.follow_up(by=city.system, at=THURSDAY + timedelta(days=1))
    assert [Act.objects.filter(case_no=no, kind="chase").count() for no in (first, second)] == [1, 1]


def test_a_case_suspended_while_it_is_cured_does_not_run(
    switched_on: None, vehicle: Vehicle, person: Callable[..., Party], city: City
) -> None:
    no = begin(promised(vehicle, person()), city)
    cases.suspend(case_no=no, reason="等待协查", by=city.reviewer, at=MORNING, key=uuid4())
    bring(no, city, Given(MANDATE))
    stopped = queries.get(no, office=city.system.office)
    assert (stopped.state, stopped.stopped_at) == (State.SUSPENDED, MORNING)
    cases.resume(case_no=no, by=city.reviewer, at=THURSDAY, key=uuid4())
    assert queries.get(no, office=city.system.office).due_on == (THURSDAY + timedelta(days=1)).date()


# 查验


def test_only_the_theft_filing_may_say_that_the_number_was_altered(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get(voided_by=None).party_id
    colour = Errand("vehicle_change_colour", owner, vehicle=vehicle.pk, declared={"new_colour": "B"})
    with pytest.raises(cases.NotKnown):
        accept(replace(colour, declared={"new_colour": "B", "vin_altered": "yes"}), city)
    no = accept(colour, city)
    with pytest.raises(cases.VinDiffers):
        inspect(no, new_vehicle().vin, city, vin_altered="yes")


def test_an_altered_number_is_not_that_of_another_vehicle(
    city: City, vehicle: Vehicle, founding_act: int, person: Callable[..., Party]
) -> None:
    """Whoever brings another car is not helped by the statement; what nobody bears is read as it stands."""
    other = enter_vehicle(founding_act, owner=person(), city=city)
    owner = vehicle.ownerships.get(voided_by=None).party_id
    no = accept(Errand("vehicle_filing_after_theft", owner, vehicle=vehicle.pk, declared={"vin_altered": "yes"}), city)
    with pytest.raises(cases.VinDiffers):
        inspect(no, other.vin, city)
    assert not Verification.objects.filter(case__no=no).exists()
    inspect(no, new_vehicle().vin, city)
    assert queries.get(no, office=city.system.office).state is State.VERIFIED


def inspect(no: str, vin: str, city: City, **declared: str) -> None:
    cases.verify(
        case_no=no, vin_read=vin, items={"车辆识别代号": True}, declared=declared, recording="V-1",
        by=city.inspector, at=MORNING, key=uuid4(),
    )  # fmt: skip


# 号牌


def test_the_other_vehicle_of_a_swap_must_be_the_applicants(
    city: City, vehicle: Vehicle, founding_act: int, person: Callable[..., Party]
) -> None:
    stranger = enter_vehicle(founding_act, owner=person(), city=city, number="桂EA0011")
    owner = vehicle.ownerships.get(voided_by=None).party_id
    with pytest.raises(cases.NotAccepted):
        accept(Errand("vehicle_swap_numbers", owner, vehicle=vehicle.pk, declared={"other_plate": "桂EA0011"}), city)
    assert vehicles.get(stranger.pk).plate == "桂EA0011"


def test_one_temporary_plate_after_the_other(city: City, person: Callable[..., Party]) -> None:
    errand = Errand("temporary_plate", person().pk, new=new_vehicle(), declared={"insurance_until": "2027-01-31"})
    accept(errand, city)
    with pytest.raises(cases.AlreadyUnderWay):
        accept(errand, city)


# 试算


def test_a_trial_that_is_done_says_so_for_ever(city: City) -> None:
    asked = planning._new(
        ("试算", "Trial"), ["x"], Span(MORNING.date(), MORNING.date(), city.system.office),
        at=MORNING, key=uuid4(), done_at=MORNING, result={"total": 1},
    )  # fmt: skip
    for change in ({"result": {"total": 2}}, {"office": ""}, {"failed": "x"}, {"done_at": None}):
        with pytest.raises(DatabaseError, match="trial"), transaction.atomic():
            Trial.objects.filter(pk=asked.pk).update(**change)
    with pytest.raises(DatabaseError, match="trial"), transaction.atomic():
        Trial.objects.filter(pk=asked.pk).delete()


def test_what_a_trial_was_asked_never_changes(city: City) -> None:
    asked = planning._new(
        ("试算", "Trial"), ["x"], Span(MORNING.date(), MORNING.date(), city.system.office),
        at=MORNING, key=uuid4(),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="trial"), transaction.atomic():
        Trial.objects.filter(pk=asked.pk).update(office="")
    assert Trial.objects.filter(pk=asked.pk).update(done_at=MORNING, result={}) == 1
