"""A case keeps the reforms under which it was accepted, whatever is switched on or off afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.test_cases import reissue_of
from tests.law.measures import group, measure

from cheguan.law import catalogue, reform
from cheguan.law.layering import Change
from cheguan.law.lifecycle import State
from cheguan.law.measure import Measure
from cheguan.law.reform import Reforms
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import queries
from cheguan.work.cases.applications import Application
from cheguan.work.cases.locked import lock
from cheguan.work.cases.models import Case

REISSUE = "vehicle_licence_reissue"
NO_PAPER = Change("waive_material", ("owner_identity",))
Lay = Callable[..., None]


@pytest.fixture
def lay(monkeypatch: pytest.MonkeyPatch) -> Lay:
    """Exactly these measures are on record."""

    def laid(*measures: Measure) -> None:
        monkeypatch.setattr(reform, "_REFORMS", Reforms([group(*measures)]))

    return laid


def without_papers(vehicle: Vehicle) -> Application:
    given = reissue_of(vehicle)
    return Application(service=given.service, applicant_id=given.applicant_id, vehicle_id=given.vehicle_id)


def accept(application: Application, city: City) -> str:
    return cases.accept(application=application, by=city.clerk, at=MORNING, key=uuid4())


def test_it_is_accepted_under_the_layers_of_the_day_and_keeps_them(city: City, vehicle: Vehicle, lay: Lay) -> None:
    lay(measure("no_paper", NO_PAPER, services=[REISSUE]))
    no = accept(without_papers(vehicle), city)

    assert Case.objects.get(no=no).layers == ["no_paper"]
    view = queries.get(no, office=city.system.office)
    assert view.layers == view.service.layers == ("no_paper",)
    assert view.service.materials[0].waiver is not None


def test_switching_a_reform_off_does_not_turn_an_accepted_case_around(city: City, vehicle: Vehicle, lay: Lay) -> None:
    lay(measure("no_paper", NO_PAPER, services=[REISSUE]))
    no = accept(without_papers(vehicle), city)
    lay(measure("no_paper", NO_PAPER, services=[REISSUE], on=False))

    cases.review(case_no=no, by=city.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=no, by=city.reviewer, at=MORNING, key=uuid4())
    assert queries.get(no, office=city.system.office).state is State.GRANTED
    with pytest.raises(cases.NotAccepted, match="身份证明"):
        accept(without_papers(vehicle), city)


def test_a_reform_of_tomorrow_does_not_lie_on_a_case_of_today(city: City, vehicle: Vehicle, lay: Lay) -> None:
    lay()
    no = accept(reissue_of(vehicle), city)
    lay(measure("no_paper", NO_PAPER, services=[REISSUE]))

    assert lock(no, office=city.system.office).service is catalogue.get(REISSUE, on=Case.objects.get(no=no).edition)


@pytest.mark.parametrize(
    "idle",
    [
        measure("no_paper", NO_PAPER, services=[REISSUE], places=["450200"]),
        measure("no_paper", NO_PAPER, services=[REISSUE], since=MORNING.date() + timedelta(days=1)),
        measure("no_paper", NO_PAPER, services=[REISSUE], on=False),
        measure("no_paper", NO_PAPER, services=["vehicle_transfer"]),
    ],
    ids=["place", "day", "switch", "service"],
)
def test_a_reform_that_does_not_hold_here_and_now_is_no_layer(
    city: City, vehicle: Vehicle, lay: Lay, idle: Measure
) -> None:
    lay(idle)
    with pytest.raises(cases.NotAccepted):
        accept(without_papers(vehicle), city)
    assert Case.objects.get(no=accept(reissue_of(vehicle), city)).layers == []


def test_a_notified_case_takes_the_layers_of_the_day_it_is_complete(city: City, vehicle: Vehicle, lay: Lay) -> None:
    lay(measure("early", Change("promise_minutes", value=4), services=[REISSUE]))
    no = cases.notify(application=without_papers(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    assert Case.objects.get(no=no).layers == ["early"]

    later = MORNING + timedelta(days=2)
    early = measure("early", Change("promise_minutes", value=4), services=[REISSUE], on=False)
    lay(early, measure("late", NO_PAPER, services=[REISSUE], since=date(2026, 3, 3)))
    cases.complete(case_no=no, materials=(), by=city.clerk, at=later, key=uuid4())
    assert (Case.objects.get(no=no).layers, Case.objects.get(no=no).state) == (["late"], "accepted")


def test_what_is_on_record_today_is_pinned_with_a_real_acceptance(city: City, vehicle: Vehicle) -> None:
    no = accept(reissue_of(vehicle), city)
    expected = reform.in_force(catalogue.get(REISSUE, on=MORNING.date()), on=MORNING.date(), place=city.system.office)
    assert tuple(Case.objects.get(no=no).layers) == expected.layers
