"""Trying a reform on finished cases: the figures of a handful of cases, counted by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, enter_vehicle, new_vehicle
from tests.db.taking import Errand
from tests.db.test_cases import reissue_of
from tests.law.measures import group, measure

from cheguan.config import reform_prints, reform_runs
from cheguan.config.refusals import Refused
from cheguan.law import reform
from cheguan.law.layering import Change
from cheguan.law.measure import Measure
from cheguan.law.reform import Reforms
from cheguan.law.relief import Gap
from cheguan.oversight.planning import commands, effect, figures, queries, trial
from cheguan.oversight.planning.measured import BLOCK, Span, finished_between, reach
from cheguan.oversight.planning.trial import VERIFICATION, Result
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import queries as case_queries
from cheguan.work.cases.applications import Application
from cheguan.work.payments import commands as payments

TODAY, YEAR = MORNING.date(), Span(date(2026, 1, 1), date(2026, 12, 31))
REISSUE, REGISTER = "vehicle_licence_reissue", "vehicle_registration"
NO_PAPER = measure("no_paper", Change("waive_material", ("owner_identity",)), services=[REISSUE])


@pytest.fixture(autouse=True)
def nothing_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reform, "_REFORMS", Reforms([]))


def minutes(count: int, *, day: int = 0) -> datetime:
    return MORNING + timedelta(days=day, minutes=count)


def tried(*measures: Measure) -> Result:
    return trial.run(measures, YEAR, advance=lambda _passed: None)


def finish(no: str, city: City, *, day: int, handed_over: int) -> None:
    """Reviewed, paid, made and handed over, at the minute that is told."""
    cases.review(case_no=no, by=city.reviewer, at=minutes(1, day=day), key=uuid4())
    cases.grant(case_no=no, by=city.reviewer, at=minutes(2, day=day), key=uuid4())
    payments.collect(case_no=no, method="code", by=city.clerk, at=minutes(3, day=day), key=uuid4())
    cases.make(case_no=no, by=city.maker, at=minutes(4, day=day), key=uuid4())
    cases.hand_over(case_no=no, by=city.clerk, at=minutes(handed_over, day=day), key=uuid4())
    cases.archive(case_no=no, by=city.archivist, at=minutes(600, day=day), key=uuid4())


@pytest.fixture
def at_once(city: City, founding_act: int, person: Callable[..., Party]) -> str:
    """Accepted and handed over within ten minutes."""
    vehicle = enter_vehicle(founding_act, owner=person(), city=city)
    no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    finish(no, city, day=0, handed_over=10)
    return no


@pytest.fixture
def twice(city: City, vehicle: Vehicle) -> str:
    """Told on the first day that the identity document is missing, done on the second in twelve minutes."""
    whole = reissue_of(vehicle)
    bare = Application(service=REISSUE, applicant_id=whole.applicant_id, vehicle_id=whole.vehicle_id)
    no = cases.notify(application=bare, by=city.clerk, at=MORNING, key=uuid4())
    cases.complete(case_no=no, materials=whole.materials, by=city.clerk, at=minutes(0, day=1), key=uuid4())
    finish(no, city, day=1, handed_over=12)
    return no


@pytest.fixture
def declined(city: City, founding_act: int, person: Callable[..., Party]) -> str:
    """The vehicle is reported stolen."""
    vehicle = enter_vehicle(founding_act, owner=person(), city=city)
    holds.place(kind="stolen", authority="刑侦", since=TODAY, vehicle_id=vehicle.pk, act=founding_act)
    return cases.decline(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())


def test_three_reissues_with_and_without_the_paper(at_once: str, twice: str, declined: str) -> None:
    result = tried(NO_PAPER)
    without, within = result.total.without, result.total.within

    assert (result.signatures, list(result.services)) == (3, [REISSUE])
    assert (without.cases, without.papers, without.trips, without.at_once) == (3, 3, 4, 2)
    assert (without.notices, without.minutes, without.fee_fen, without.refused) == (1, 22, 2 * 1500, 1)
    assert (within.cases, within.papers, within.trips, within.at_once) == (3, 0, 3, 3)
    assert (within.notices, within.minutes, within.fee_fen, within.refused) == (0, 21, 2 * 1500, 1)
    assert (result.total.assumed_minutes, result.total.touched) == (1, 3)
    assert result.total.risk == {"material.owner_identity": 1}


def test_cases_of_another_time_office_or_state_do_not_count(city: City, at_once: str, vehicle: Vehicle) -> None:
    cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    assert tried(NO_PAPER).total.without.cases == 1
    early = Span(date(2025, 1, 1), date(2025, 12, 31))
    assert trial.run([NO_PAPER], early, advance=lambda _passed: None).total.without.cases == 0
    elsewhere = Span(YEAR.first, YEAR.last, "450521")
    assert trial.run([NO_PAPER], elsewhere, advance=lambda _passed: None).total.without.cases == 0
    assert finished_between() == (TODAY, TODAY)


def test_a_paper_fetched_through_the_network_is_no_risk(twice: str) -> None:
    fetched = measure("fetched", Change("fetch_material", ("owner_identity",)), services=[REISSUE])
    total = tried(fetched).total
    assert (total.within.papers, total.within.trips, total.risk) == (0, 1, {})


def test_a_condition_is_asked_of_the_recorded_applicant(at_once: str) -> None:
    of_units = Change("waive_material", ("owner_identity",), "not natural_person")
    of_people = Change("waive_material", ("owner_identity",), "natural_person and small_private_car")
    assert tried(measure("units", of_units, services=[REISSUE])).total.within.papers == 1
    assert tried(measure("people", of_people, services=[REISSUE])).total.within.papers == 0


def test_a_gap_counts_who_could_have_used_it(twice: str, at_once: str, declined: str) -> None:
    terms = Gap(frozenset({"owner_identity"}), "承诺", "promise", 5, "working", "grant", (), "C", "")
    total = tried(measure("gap", Change("allow_gap", ("owner_identity",), terms), services=[REISSUE])).total
    assert (total.gaps, total.touched, total.within.trips, total.without.trips) == (1, 1, 4, 4)


def test_a_new_door_counts_who_could_have_used_it(twice: str, at_once: str, declined: str) -> None:
    total = tried(measure("door", Change("open_channel", ("online",)), services=[REISSUE])).total
    assert (total.new_channel, total.within) == (2, total.without)


@pytest.fixture
def failed_in_the_lane(city: City, pool: None, person: Callable[..., Party]) -> str:
    """Verified a quarter of an hour after acceptance; an item was wrong, and the matter refused."""
    car = new_vehicle()
    errand = Errand(REGISTER, person().pk, new=car)
    no = cases.accept(application=errand.application(city), by=city.clerk, at=MORNING, key=uuid4())
    cases.verify(
        case_no=no,
        vin_read=car.vin,
        items={"车辆识别代号": True, "外观": False},
        declared={},
        recording="V-1",
        by=city.inspector,
        at=minutes(15),
        key=uuid4(),
    )
    cases.review(case_no=no, by=city.reviewer, at=minutes(20), key=uuid4())
    cases.refuse(case_no=no, reason="外观与公告不符", by=city.reviewer, at=minutes(25), key=uuid4())
    return no


def test_the_lane_that_is_spared_would_have_been_needed(failed_in_the_lane: str) -> None:
    spared = Change("skip_verification", value="small_private_car and not imported")
    total = tried(measure("spared", spared, services=[REGISTER])).total

    assert (total.without.minutes, total.within.minutes) == (15, 0)
    assert (total.without.verified, total.within.verified, total.without.refused) == (1, 0, 1)
    assert total.risk == {VERIFICATION: 1}
    lorries = measure("lorries", Change("skip_verification", value="not small_private_car"), services=[REGISTER])
    assert tried(lorries).total.touched == 0


def test_a_refusal_for_what_no_longer_stands_against_it_is_lifted(
    city: City, founding_act: int, person: Callable[..., Party]
) -> None:
    """Registered elsewhere: with the place of application widened it would have been done, and paid for."""
    elsewhere = replace(city, system=replace(city.system, office="450300"))
    vehicle = enter_vehicle(founding_act, owner=person(), city=elsewhere)
    cases.decline(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())

    total = tried(measure("wide", Change("widen_place", ("vehicle.registered_here",)), services=[REISSUE])).total
    assert (total.without.refused, total.within.refused) == (1, 0)
    assert (total.without.fee_fen, total.within.fee_fen) == (0, 1500)
    assert total.risk == {"vehicle.registered_here": 1}


def test_a_case_that_was_accepted_under_the_reform_is_the_same_on_both_sides(
    city: City, vehicle: Vehicle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reform, "_REFORMS", Reforms([group(NO_PAPER)]))
    whole = reissue_of(vehicle)
    bare = Application(service=REISSUE, applicant_id=whole.applicant_id, vehicle_id=whole.vehicle_id)
    no = cases.accept(application=bare, by=city.clerk, at=MORNING, key=uuid4())
    finish(no, city, day=0, handed_over=10)

    total = tried(NO_PAPER).total
    assert (total.already, total.touched, total.within) == (1, 0, total.without)
    other = measure("other", Change("drop_material", ("owner_identity",)), services=[REISSUE])
    with pytest.raises(reform.Contradiction, match="no_paper（措施no_paper） / other（措施other）"):
        tried(other)


class TestKeeping:
    def test_a_trial_is_kept_and_read_again_as_it_was(self, city: City, twice: str) -> None:
        result = tried(NO_PAPER)
        number = commands.keep(result=result, title=("免身份证明", "no identity document"), at=MORNING, key=uuid4())
        kept = queries.get(number, office=city.system.office)

        assert (kept.result, kept.line.state, kept.line.title) == (result, "done", "免身份证明")
        assert [line.id for line in queries.latest(office=city.system.office)] == [number]

    def test_what_was_asked_at_the_desk_is_carried_out_in_the_background(
        self, city: City, twice: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reform, "_REFORMS", Reforms([group(NO_PAPER)]))
        key, span = uuid4(), Span(YEAR.first, YEAR.last, city.system.office)
        number = commands.ask(measure=NO_PAPER, span=span, by=city.leader, at=MORNING, key=key)
        assert commands.ask(measure=NO_PAPER, span=span, by=city.leader, at=MORNING, key=key) == number
        assert queries.get(number, office=city.system.office).line.state == "waiting"

        commands.carry_out(trial_id=number, at=MORNING, advance=lambda _passed: None)
        done = queries.get(number, office=city.system.office)
        assert done.result is not None
        assert (done.line.state, done.result.total.within.trips) == ("done", 1)

    def test_another_office_does_not_see_it(self, city: City) -> None:
        span = Span(YEAR.first, YEAR.last, city.system.office)
        number = commands.ask(measure=NO_PAPER, span=span, by=city.leader, at=MORNING, key=uuid4())
        with pytest.raises(queries.UnknownTrial):
            queries.get(number, office="450521")

    def test_the_file_has_a_line_for_each_figure(self, tmp_path: Path, twice: str) -> None:
        result = tried(NO_PAPER)
        reform_prints.write(result, tmp_path / "out.csv")
        lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()

        assert f"{REISSUE},补领行驶证,trips,跑动次数（次）,2.0,1.0,-1.0" in lines
        assert ",合计,risk.material.owner_identity,当时缺少机动车所有人身份证明,,1," in lines
        assert len(lines) == 1 + 2 * len(figures.FIGURES) + 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2025-06-01..2025-06-30", (date(2025, 6, 1), date(2025, 6, 30))),
    ],
)
def test_a_span_is_a_year_a_month_or_two_days(text: str, span: tuple[date, date]) -> None:
    assert reform_runs.span_of(text) == span


@pytest.mark.parametrize("text", ["", "20", "2025-13", "2025-02-30..2025-03-01", "2025-06-30..2025-06-01", "last year"])
def test_anything_else_is_no_span(text: str) -> None:
    with pytest.raises(Refused):
        reform_runs.span_of(text)


def test_blocks_pass_every_case_once(at_once: str, twice: str, declined: str) -> None:
    passed: list[int] = []
    trial.run([NO_PAPER], YEAR, advance=passed.append)
    first, last = reach(YEAR)
    assert sum(passed) == last - first <= BLOCK


def test_the_database_counts_what_the_cases_say(city: City, at_once: str, twice: str, declined: str) -> None:
    since = measure("m", Change("allow_agent"), services=[REISSUE], since=TODAY)
    found = effect.of(since, office=city.system.office, days=30, until=date(2026, 12, 31), advance=lambda _passed: None)
    assert (found.cases, found.days, found.estimates) == ((0, 2, 0, 0), (0, 2), ())


def test_a_trial_leaves_the_cases_alone(city: City, twice: str) -> None:
    before = case_queries.get(twice, office=city.system.office)
    tried(NO_PAPER)
    assert case_queries.get(twice, office=city.system.office) == before
