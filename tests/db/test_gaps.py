"""容缺受理: what may come later, what waits for it, what happens when it comes and when it does not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.db.conftest import MORNING, City, new_vehicle
from tests.db.taking import Errand

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.law import possible, reform
from cheguan.law.lifecycle import State
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases import lapses, papers, queries, saved, undertakings
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.models import Case, Undertaking
from cheguan.work.printing.render import render

MEASURE = "accept_with_gap.local"
MANDATE = "power_of_attorney"
# 2026-03-02 is a Monday; five working days later it is Monday the ninth.
LAST_DAY = MORNING + timedelta(days=7)


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The office uses 容缺受理."""
    monkeypatch.setattr(reform, "_REFORMS", reform._REFORMS)
    reform.switch_on([MEASURE])
    possible.on_offer.cache_clear()
    yield
    possible.on_offer.cache_clear()


@pytest.fixture
def application(vehicle: Vehicle, person: Callable[..., Party]) -> Application:
    """An agent asks for a new vehicle licence and has left the mandate at home."""
    return Application(
        service="vehicle_licence_reissue",
        applicant_id=vehicle.ownerships.get().party_id,
        agent_id=person().pk,
        vehicle_id=vehicle.pk,
        materials=(Given("owner_identity"), Given("agent_identity"), Given(MANDATE, "gap")),
    )


def accept(application: Application, city: City, *, at: datetime = MORNING, key: UUID | None = None) -> str:
    return cases.accept_with_gap(application=application, by=city.clerk, at=at, key=key or uuid4())


@pytest.fixture
def case_no(switched_on: None, application: Application, city: City) -> str:
    return accept(application, city)


def view(case_no: str, city: City) -> queries.CaseView:
    return queries.get(case_no, office=city.system.office)


def sign(case_no: str, city: City) -> None:
    cases.sign_undertaking(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())


def review(case_no: str, city: City) -> None:
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())


def cure(case_no: str, city: City, *codes: str, at: datetime = MORNING, key: UUID | None = None) -> None:
    brought = tuple(Given(code) for code in codes or (MANDATE,))
    cases.cure(case_no=case_no, materials=brought, by=city.clerk, at=at, key=key or uuid4())


def test_it_is_accepted_the_promise_is_open_and_the_clock_stands_still(case_no: str, city: City) -> None:
    case = view(case_no, city)
    promised = undertakings.find_open(case.id)

    assert (case.state, case.due_on, case.stopped_at, case.gap_open) == (State.ACCEPTED, None, MORNING, True)
    assert MEASURE in case.layers
    assert promised is not None
    assert (promised.missing, promised.cure_by) == ((MANDATE,), LAST_DAY.date())
    act = Act.objects.get(case_no=case_no)
    assert (act.kind, [each["rule"] for each in act.detail["findings"]]) == ("accept_with_gap", [f"material.{MANDATE}"])


def test_the_office_that_has_not_switched_it_on_knows_no_gap(application: Application, city: City) -> None:
    with pytest.raises(cases.NotAccepted, match="缺少委托书"):
        accept(application, city)
    assert not Case.objects.exists()
    assert Attempt.objects.get(action="accept_with_gap").reasons == ["缺少委托书"]


@pytest.mark.parametrize(
    "materials",
    [
        (Given("agent_identity"), Given(MANDATE, "gap")),
        (Given("agent_identity"), Given("owner_identity", "gap"), Given(MANDATE, "gap")),
        (Given("owner_identity"), Given("agent_identity")),
    ],
    ids=["something else is missing", "the identity is to come later", "the gap is not named"],
)
def test_nothing_but_the_named_lesser_papers_may_be_missing(
    switched_on: None, application: Application, city: City, materials: tuple[Given, ...]
) -> None:
    with pytest.raises(cases.NotAccepted):
        accept(replace(application, materials=materials), city)
    assert not Case.objects.exists()


def test_with_everything_there_it_is_no_gap(switched_on: None, application: Application, city: City) -> None:
    whole = tuple(replace(each, how="presented") for each in application.materials)
    with pytest.raises(cases.NotAccepted):
        accept(replace(application, materials=whole), city)


def test_the_same_key_opens_one_case_with_one_promise(switched_on: None, application: Application, city: City) -> None:
    key = uuid4()
    assert accept(application, city, key=key) == accept(application, city, key=key)
    assert (Case.objects.count(), Undertaking.objects.count()) == (1, 1)


def test_nobody_reviews_before_the_promise_is_signed(case_no: str, city: City) -> None:
    with pytest.raises(cases.GapOpen):
        review(case_no, city)
    sign(case_no, city)
    sign(case_no, city)
    review(case_no, city)
    assert view(case_no, city).state is State.REVIEWED
    assert Undertaking.objects.get(voided_by=None).signed_on == MORNING.date()


def test_it_is_not_decided_before_the_paper_is_there(case_no: str, city: City) -> None:
    sign(case_no, city)
    review(case_no, city)
    with pytest.raises(cases.NotGranted, match="缺少委托书"):
        cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    assert view(case_no, city).state is State.REVIEWED


def test_cured_the_clock_starts_and_the_matter_goes_its_way(case_no: str, city: City) -> None:
    sign(case_no, city)
    review(case_no, city)
    key, wednesday = uuid4(), MORNING + timedelta(days=2)
    cure(case_no, city, at=wednesday, key=key)
    cure(case_no, city, at=wednesday, key=key)

    case = view(case_no, city)
    assert (case.due_on, case.stopped_at, case.gap_open) == ((wednesday + timedelta(days=1)).date(), None, False)
    assert undertakings.find_open(case.id) is None
    assert {line.code: line.how for line in case.materials}[MANDATE] == "presented"
    cases.grant(case_no=case_no, by=city.reviewer, at=wednesday, key=uuid4())
    assert view(case_no, city).state is State.GRANTED


def test_one_of_two_leaves_the_other_open(
    switched_on: None, person: Callable[..., Party], city: City, founding_act: int
) -> None:
    """A new car: the two tax receipts are both to come."""
    taxes = ("purchase_tax", "vessel_tax")
    whole = Errand("vehicle_registration", person().pk, new=new_vehicle(), without=taxes).application(city)
    later = tuple(Given(code, "gap") for code in taxes)
    no = accept(replace(whole, materials=whole.materials + later), city)
    cure(no, city, "vessel_tax")
    case = view(no, city)
    left = undertakings.find_open(case.id)
    assert left is not None
    assert (left.missing, case.due_on) == (("purchase_tax",), None)
    cure(no, city, "purchase_tax")
    assert not view(no, city).gap_open


@pytest.mark.parametrize("codes", [("owner_identity",), ("vehicle",)])
def test_only_what_is_missing_can_be_brought(case_no: str, city: City, codes: tuple[str, ...]) -> None:
    with pytest.raises(cases.NotKnown):
        cure(case_no, city, *codes)
    assert view(case_no, city).gap_open


def test_a_case_without_a_gap_has_nothing_to_cure_or_to_sign(
    switched_on: None, application: Application, city: City
) -> None:
    whole = tuple(replace(each, how="presented") for each in application.materials)
    no = cases.accept(application=replace(application, materials=whole), by=city.clerk, at=MORNING, key=uuid4())
    with pytest.raises(cases.NoGap):
        cure(no, city)
    with pytest.raises(cases.NoGap):
        sign(no, city)


def test_on_the_last_day_nothing_lapses_and_the_day_after_it_goes_back(case_no: str, city: City) -> None:
    lapses.follow_up(by=city.system, at=LAST_DAY)
    assert view(case_no, city).state is State.ACCEPTED
    lapses.follow_up(by=city.system, at=LAST_DAY + timedelta(days=1))
    lapses.follow_up(by=city.system, at=LAST_DAY + timedelta(days=2))

    case = view(case_no, city)
    act = Act.objects.get(case_no=case_no, kind="lapse")
    assert (case.state, undertakings.find_open(case.id)) == (State.NOTIFIED, None)
    assert "2026-03-09已过" in act.reason
    assert [each["reason"] for each in act.detail["findings"]] == ["缺少委托书"]
    assert papers.build("notice", case_no=case_no, office=city.system.office, at=LAST_DAY).title == "退办通知书"


def test_a_reminder_goes_out_once_two_working_days_before(case_no: str, city: City) -> None:
    thursday = MORNING + timedelta(days=3)
    for days in (1, 2):
        lapses.follow_up(by=city.system, at=MORNING + timedelta(days=days))
    assert not Act.objects.filter(case_no=case_no, kind="chase").exists()
    for _again in range(2):
        lapses.follow_up(by=city.system, at=thursday)
        lapses.follow_up(by=city.system, at=thursday + timedelta(days=1))
    assert Act.objects.filter(case_no=case_no, kind="chase").count() == 1


def test_whoever_broke_a_promise_is_given_no_other_for_a_year(
    case_no: str, application: Application, city: City
) -> None:
    late = LAST_DAY + timedelta(days=1)
    lapses.follow_up(by=city.system, at=late)
    with pytest.raises(cases.PromiseBroken):
        accept(application, city, at=late)
    cases.withdraw(case_no=case_no, reason="申请人要求", by=city.clerk, at=late, key=uuid4())
    with pytest.raises(cases.PromiseBroken):
        accept(application, city, at=late + timedelta(days=200))
    # A year later only the working days of 2027, not yet announced, are in the way.
    with pytest.raises(cases.CalendarNotEntered):
        accept(application, city, at=late + timedelta(days=366))


def test_brought_in_time_it_does_not_lapse(case_no: str, city: City) -> None:
    cure(case_no, city)
    lapses.follow_up(by=city.system, at=LAST_DAY + timedelta(days=1))
    assert view(case_no, city).state is State.ACCEPTED


def test_returned_it_can_be_completed_and_is_then_an_ordinary_case(case_no: str, city: City) -> None:
    late = LAST_DAY + timedelta(days=1)
    lapses.follow_up(by=city.system, at=late)
    brought = tuple(Given(code) for code in ("owner_identity", "agent_identity", MANDATE))
    cases.complete(case_no=case_no, materials=brought, by=city.clerk, at=late, key=uuid4())
    case = view(case_no, city)
    assert (case.state, case.gap_open, case.due_on) == (State.ACCEPTED, False, (late + timedelta(days=1)).date())


@pytest.mark.parametrize("step", ["withdraw", "send_back"])
def test_a_promise_ends_with_the_application(case_no: str, city: City, step: str) -> None:
    by = city.clerk if step == "withdraw" else city.reviewer
    getattr(cases, step)(case_no=case_no, reason="申请人要求", by=by, at=MORNING, key=uuid4())
    assert undertakings.find_open(view(case_no, city).id) is None
    with pytest.raises(cases.NoGap):
        cure(case_no, city)


def test_the_promise_is_printed_in_its_own_words(case_no: str, city: City) -> None:
    paper = papers.build("undertaking", case_no=case_no, office=city.system.office, at=MORNING)
    assert render(paper).startswith(b"%PDF")
    codes = papers.available(view(case_no, city))
    assert {"undertaking", "reminder", "receipt"} <= set(codes)
    for code in ("reminder", "receipt"):
        assert render(papers.build(code, case_no=case_no, office=city.system.office, at=MORNING)).startswith(b"%PDF")


def test_the_papers_that_were_spared_are_counted_by_reason(case_no: str, city: City) -> None:
    spared = saved.of_case(view(case_no, city))
    assert dict(spared.by_reason) == {saved.NOT_COPIED: 1}
    summed = saved.of_office(city.system.office, since=MORNING.date(), until=MORNING.date())
    assert dict(summed.by_reason) == dict(spared.by_reason)
    assert summed.lines == [(("证件免复印", "identity document not copied"), 1)]
