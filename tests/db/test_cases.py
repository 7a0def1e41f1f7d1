"""The main job: a matter is accepted, reviewed by another, decided; the registers change by one act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.db.conftest import MORNING, SHANGHAI, City

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.actors import NotAllowed
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.models import Case
from cheguan.work.payments import commands as payments


def reissue_of(vehicle: Vehicle, **changes: object) -> Application:
    owner = vehicle.ownerships.get(voided_by=None)
    given: dict[str, object] = {"materials": (Given("owner_identity", source="读卡"),), **changes}
    return Application(
        service="vehicle_licence_reissue",
        applicant_id=owner.party_id,
        vehicle_id=vehicle.pk,
        **given,  # type: ignore[arg-type]
    )


@pytest.fixture
def accepted(city: City, vehicle: Vehicle) -> str:
    return cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())


@pytest.fixture
def reviewed(city: City, accepted: str) -> str:
    cases.review(case_no=accepted, by=city.reviewer, at=MORNING, key=uuid4())
    return accepted


def test_a_reissue_voids_the_old_licence_and_leaves_one_act(city: City, vehicle: Vehicle, reviewed: str) -> None:
    cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=uuid4())

    act = Act.objects.get(case_no=reviewed, kind="grant")
    old, new = vehicle.licences.order_by("serial")
    assert (old.voided_by, new.issued_by, new.voided_by) == (act, act, None)
    assert act.basis == ["《机动车登记规定》第52条"]
    assert Case.objects.get(no=reviewed).state == "granted"


def test_the_whole_way_to_the_archive(city: City, reviewed: str) -> None:
    cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=uuid4())
    payments.collect(case_no=reviewed, method="code", by=city.clerk, at=MORNING, key=uuid4())
    cases.make(case_no=reviewed, by=city.maker, at=MORNING, key=uuid4())
    cases.hand_over(case_no=reviewed, by=city.clerk, at=MORNING, key=uuid4())
    cases.archive(case_no=reviewed, by=city.archivist, at=MORNING, key=uuid4())

    assert Case.objects.get(no=reviewed).state == "archived"
    kinds = list(Act.objects.filter(case_no=reviewed).order_by("id").values_list("kind", flat=True))
    assert kinds == ["accept", "review", "grant", "collect", "make", "hand_over", "archive"]


def test_a_stolen_vehicle_gets_nothing_and_leaves_no_act(
    city: City, vehicle: Vehicle, reviewed: str, founding_act: int
) -> None:
    holds.place(kind="stolen", authority="刑侦", since=date(2026, 3, 1), vehicle_id=vehicle.pk, act=founding_act)

    with pytest.raises(cases.NotGranted, match="盗抢"):
        cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=uuid4())

    assert vehicle.licences.count() == 1
    assert not Act.objects.filter(case_no=reviewed, kind="grant").exists()
    assert Attempt.objects.get(case_no=reviewed, action="grant").officer_id == city.reviewer.officer_id


def test_who_accepted_may_not_review(city: City, vehicle: Vehicle, person: Callable[..., Party]) -> None:
    both = replace(city.reviewer, rights={**city.reviewer.rights, "accept": "acceptance"})
    case_no = cases.accept(application=reissue_of(vehicle), by=both, at=MORNING, key=uuid4())

    with pytest.raises(cases.OwnCase):
        cases.review(case_no=case_no, by=both, at=MORNING, key=uuid4())


def test_an_auxiliary_may_not_decide(city: City, reviewed: str) -> None:
    with pytest.raises(NotAllowed):
        cases.grant(case_no=reviewed, by=city.clerk, at=MORNING, key=uuid4())

    assert Attempt.objects.filter(case_no=reviewed, action="grant").count() == 1


def test_a_double_click_accepts_once(city: City, vehicle: Vehicle) -> None:
    key = uuid4()
    first = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=key)
    again = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=key)

    assert first == again
    assert Case.objects.filter(vehicle=vehicle).count() == 1


def test_a_double_click_grants_once(city: City, vehicle: Vehicle, reviewed: str) -> None:
    key = uuid4()
    cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=key)
    cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=key)

    assert vehicle.licences.count() == 2
    with pytest.raises(cases.WrongState, match="准予办理"):
        cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=uuid4())


def test_a_second_case_of_the_same_kind_waits_for_the_first(city: City, vehicle: Vehicle, accepted: str) -> None:
    with pytest.raises(cases.AlreadyUnderWay):
        cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())


def test_everything_missing_is_told_at_once_and_the_case_goes_on_when_it_is_there(
    city: City, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    agent = person(name="代理人")
    bare = reissue_of(vehicle, materials=(), agent_id=agent.pk)
    with pytest.raises(cases.NotAccepted) as refused:
        cases.accept(application=bare, by=city.clerk, at=MORNING, key=uuid4())
    assert {finding.rule for finding in refused.value.findings} == {
        "material.owner_identity",
        "material.agent_identity",
        "material.power_of_attorney",
    }

    case_no = cases.notify(application=bare, by=city.clerk, at=MORNING, key=uuid4())
    told = Act.objects.get(case_no=case_no).detail["findings"]
    assert len(told) == 3
    everything = tuple(Given(code) for code in ("owner_identity", "agent_identity", "power_of_attorney"))
    cases.complete(case_no=case_no, materials=everything, by=city.clerk, at=MORNING, key=uuid4())

    case = Case.objects.get(no=case_no)
    assert (case.state, case.due_on) == ("accepted", date(2026, 3, 3))
    assert case.materials.filter(voided_by=None).count() == 3


def test_what_no_paper_cures_is_declined_with_its_article(city: City, vehicle: Vehicle, founding_act: int) -> None:
    holds.place(kind="stolen", authority="刑侦", since=date(2026, 3, 1), vehicle_id=vehicle.pk, act=founding_act)

    case_no = cases.decline(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())

    act = Act.objects.get(case_no=case_no)
    assert "《机动车登记规定》第76条" in act.basis
    assert Case.objects.get(no=case_no).state == "declined"


def test_the_clock_stands_still_while_suspended(city: City, accepted: str) -> None:
    cases.suspend(case_no=accepted, reason="等待鉴定", by=city.reviewer, at=MORNING, key=uuid4())
    later = MORNING + timedelta(days=3)
    cases.resume(case_no=accepted, by=city.reviewer, at=later, key=uuid4())

    case = Case.objects.get(no=accepted)
    assert (case.state, case.due_on) == ("accepted", date(2026, 3, 6))


def test_a_case_sent_back_to_the_applicant_starts_anew_when_it_is_complete(city: City, accepted: str) -> None:
    cases.send_back(case_no=accepted, reason="身份证明复印不清", by=city.reviewer, at=MORNING, key=uuid4())
    assert (Case.objects.get(no=accepted).state, Case.objects.get(no=accepted).due_on) == ("notified", None)

    tuesday = MORNING + timedelta(days=1)
    cases.complete(case_no=accepted, materials=(Given("owner_identity"),), by=city.clerk, at=tuesday, key=uuid4())

    case = Case.objects.get(no=accepted)
    assert (case.state, case.due_on, case.fee_fen) == ("accepted", date(2026, 3, 4), 1500)


def test_a_last_day_beyond_the_calendar_is_not_guessed(city: City, vehicle: Vehicle) -> None:
    last_workday = datetime(2026, 12, 31, 10, tzinfo=SHANGHAI)
    with pytest.raises(cases.CalendarNotEntered, match=r"calendars/2027.toml"):
        cases.accept(application=reissue_of(vehicle), by=city.clerk, at=last_workday, key=uuid4())


def test_withdrawing_needs_a_reason_and_voids_the_charges(city: City, accepted: str) -> None:
    with pytest.raises(cases.NeedsReason):
        cases.withdraw(case_no=accepted, reason=" ", by=city.clerk, at=MORNING, key=uuid4())
    cases.withdraw(case_no=accepted, reason="证件找到了", by=city.clerk, at=MORNING, key=uuid4())

    with pytest.raises(payments.NothingToPay):
        payments.collect(case_no=accepted, method="cash", by=city.clerk, at=MORNING, key=uuid4())


def test_papers_are_not_made_before_the_fee_is_in(city: City, reviewed: str) -> None:
    cases.grant(case_no=reviewed, by=city.reviewer, at=MORNING, key=uuid4())

    with pytest.raises(cases.NotPaid):
        cases.make(case_no=reviewed, by=city.maker, at=MORNING, key=uuid4())


def test_another_offices_case_does_not_exist_here(city: City, accepted: str) -> None:
    with pytest.raises(cases.UnknownCase):
        cases.review(case_no=accepted, by=replace(city.reviewer, office="450100"), at=MORNING, key=uuid4())


def test_case_numbers_have_no_gaps(city: City, vehicle: Vehicle, accepted: str) -> None:
    with pytest.raises(cases.AlreadyUnderWay):
        cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    cases.withdraw(case_no=accepted, reason="另办", by=city.clerk, at=MORNING, key=uuid4())
    following = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())

    assert int(following.rpartition("-")[2]) == int(accepted.rpartition("-")[2]) + 1


def test_the_database_refuses_two_valid_licences(vehicle: Vehicle) -> None:
    first = vehicle.licences.get()
    with pytest.raises(IntegrityError, match="one_valid_vehicle_licence"):
        vehicle.licences.create(serial=9, issued_by=first.issued_by)


def test_acts_cannot_be_rewritten(accepted: str) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        Act.objects.update(kind="nobody")


def test_a_register_row_can_only_be_voided(vehicle: Vehicle) -> None:
    with pytest.raises(DatabaseError, match="only be voided"), transaction.atomic():
        vehicle.licences.update(serial=7)
    with pytest.raises(DatabaseError, match=r"only be voided|permission denied"), transaction.atomic():
        vehicle.licences.all().delete()
