"""随机复核：chance decides whether and who, in a way that can be checked; the answer is given once."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, YEAR, City, _Hiring, actor_of, enter_vehicle, found_city
from tests.db.looking_again import chance_says, decided, drawn, reviewed
from tests.db.test_gaps import accept, application, switched_on
from tests.db.test_statements import counted

from cheguan.base.acts import queries as acts
from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people import commands as people
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.base.people.models import Duty, Officer
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application, Given
from cheguan.work.cases.models import Case
from cheguan.work.second_looks import checking, queries, refusals
from cheguan.work.second_looks import commands as second_looks
from cheguan.work.second_looks.models import Assignment, Look, Outcome
from cheguan.work.second_looks.reading import look_into

__all__ = ["application", "switched_on"]
TODAY = MORNING.date()
TOMORROW = MORNING + timedelta(days=1)
Person = Callable[..., Party]
Hire = Callable[[], Actor]


@pytest.fixture
def city(db: None) -> City:
    """An office of its own: what other tests have decided on that day is not drawn here."""
    return found_city("450506")


@pytest.fixture
def look(city: City, vehicle: Vehicle) -> int:
    """A case that was drawn; the leader is the only one on duty who had no hand in it."""
    return drawn(city, vehicle)


@pytest.fixture
def given(city: City, look: int) -> int:
    """The same, given out."""
    assert second_looks.give_out(by=city.system, at=MORNING) == 1
    return look


@pytest.fixture
def hire(city: City) -> Hire:
    """Another reviewer on duty."""
    return lambda: _Hiring(city.system, city.hall, officer(city.leader))("police", "review")


def officer(actor: Actor) -> Officer:
    return Officer.objects.get(pk=actor.officer_id)


def close(number: int, by: Actor, **changes: str) -> None:
    second_looks.close(number=number, by=by, at=MORNING, key=uuid4(), **{"outcome": "in_order", **changes})


def holder(number: int) -> int:
    """Who has it now."""
    return int(Assignment.objects.get(look_id=number, voided_by=None).officer_id)


def test_a_decision_keeps_its_rate_and_nobody_sees_whether_it_fell(city: City, vehicle: Vehicle) -> None:
    number = drawn(city, vehicle)
    look = Look.objects.get(pk=number)

    act = Act.objects.get(case_no=look.case.no, kind="grant")
    assert look.issued_by == act
    assert act.detail == {"second_look": {"rate": 300, "grounds": ["any"]}}
    assert [line.kind for line in acts.of_case(look.case.no)] == ["accept", "review", "grant"]


def test_a_refusal_is_drawn_too_and_more_often(city: City, vehicle: Vehicle) -> None:
    case_no = reviewed(city, vehicle)
    with chance_says(falls=True):
        cases.refuse(case_no=case_no, reason="查无此车", by=city.reviewer, at=MORNING, key=uuid4())

    look = Look.objects.get(case__no=case_no)
    assert (look.rate, look.grounds) == (500, ["any", "refused"])


def test_what_went_back_is_drawn_more_often(city: City, vehicle: Vehicle) -> None:
    case_no = reviewed(city, vehicle)
    cases.send_back(case_no=case_no, reason="再核一次", by=city.reviewer, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())

    assert rate_of(case_no) == {"rate": 800, "grounds": ["any", "sent_back"]}


def test_what_came_with_a_gap_is_drawn_more_often(city: City, switched_on: None, application: Application) -> None:
    case_no = accept(application, city)
    cases.sign_undertaking(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())
    brought = (Given("power_of_attorney"),)
    cases.cure(case_no=case_no, materials=brought, by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())

    assert rate_of(case_no) == {"rate": 1500, "grounds": ["any", "agent", "gap"]}


@pytest.mark.parametrize(("days", "rate"), [(89, 1000), (91, 300)])
def test_what_a_newcomer_accepted_is_drawn_more_often(city: City, vehicle: Vehicle, days: int, rate: int) -> None:
    newcomer = people.take_on(staff_no=uuid4().hex[:10], name="新手", kind="auxiliary", office="450506", password=None)
    people.put_on_duty(
        officer=newcomer,
        post="acceptance",
        outlet=city.hall,
        starts_at=MORNING - timedelta(days=days),
        ends_at=MORNING + YEAR,
        partner=officer(city.leader),
        by=city.system,
        at=MORNING,
        key=uuid4(),
    )
    decided(replace(city, clerk=actor_of(newcomer)), vehicle)

    assert rate_of(Case.objects.get(vehicle=vehicle).no)["rate"] == rate


def rate_of(case_no: str) -> dict[str, object]:
    """What the decision says about the draw."""
    told: dict[str, object] = Act.objects.get(case_no=case_no, kind__in=["grant", "refuse"]).detail["second_look"]
    return told


def test_the_draw_is_no_statement_of_its_own(city: City, vehicle: Vehicle) -> None:
    second_looks.seal(by=city.system, at=MORNING)
    case_no = reviewed(city, vehicle)
    with CaptureQueriesContext(connection) as captured, chance_says(falls=True):
        cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())

    assert counted(captured) == 5
    assert Look.objects.filter(case__no=case_no).exists()


def test_a_days_draws_can_be_made_again(city: City, person: Person, founding_act: int) -> None:
    for _ in range(12):
        decided(city, enter_vehicle(founding_act, owner=person(), city=city))

    checked = checking.check(office=city.system.office, day=TODAY)
    assert checked is not None
    assert (checked.sound, checked.decided, checked.drawn) == (True, 12, Look.objects.filter(office="450506").count())
    assert checking.check(office=city.system.office, day=TODAY - timedelta(days=1)) is None


@pytest.mark.parametrize("steered", [True, False])
def test_a_draw_that_somebody_steered_is_found_out(
    city: City, person: Person, founding_act: int, steered: bool
) -> None:
    key = second_looks.seal(by=city.system, at=MORNING)
    with chance_says(falls=steered):
        nos = [decided(city, enter_vehicle(founding_act, owner=person(), city=city)) for _ in range(3)]

    checked = checking.check(office=city.system.office, day=TODAY)
    assert checked is not None
    assert checked.wrong == tuple(sorted(no for no in nos if by_hand(key.secret, no) != steered))
    assert checked.sealed


def by_hand(secret: str, case_no: str) -> bool:
    """The draw at three in a hundred, as an auditor would make it again."""
    digest = hmac.new(bytes.fromhex(secret), case_no.encode(), sha256).digest()
    return int.from_bytes(digest[:8]) / 2**64 < 0.03


def test_a_key_is_published_when_nothing_of_its_day_is_open(city: City, given: int) -> None:
    assert second_looks.publish(by=city.system, at=TOMORROW) == ()

    close(given, city.leader)
    assert second_looks.publish(by=city.system, at=MORNING) == ()
    assert second_looks.publish(by=city.system, at=TOMORROW) == (TODAY,)
    assert second_looks.publish(by=city.system, at=TOMORROW) == ()

    sealed = Act.objects.get(kind="seal_second_look_key", detail__day="2026-03-02", office=city.system.office)
    published = Act.objects.get(kind="publish_second_look_key", detail__day="2026-03-02", office=city.system.office)
    assert sha256(published.detail["secret"].encode()).hexdigest() == sealed.detail["sha256"]


def test_whoever_had_a_hand_in_it_is_never_given_it(city: City, look: int) -> None:
    second_looks.give_out(by=city.system, at=MORNING)

    assert holder(look) == city.leader.officer_id
    assert Assignment.objects.get(look_id=look).due_on == date(2026, 3, 5)


@pytest.mark.parametrize("maker", ["clerk", "reviewer"])
def test_the_database_refuses_to_give_it_to_them(city: City, look: int, maker: str) -> None:
    officer = getattr(city, maker).officer_id
    act = Look.objects.get(pk=look).issued_by_id
    with pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():
        Assignment.objects.create(look_id=look, officer_id=officer, due_on=TODAY, issued_by_id=act)


def test_with_nobody_on_duty_it_waits_and_nobody_can_close_it(city: City, look: int, hire: Hire) -> None:
    duty = Duty.objects.get(officer_id=city.leader.officer_id)
    people.take_off_duty(duty=duty, by=city.system, at=MORNING, key=uuid4(), reason="外出开会")
    assert second_looks.give_out(by=city.system, at=MORNING) == 0
    with pytest.raises(refusals.NotGivenOut):
        close(look, city.leader)

    other = hire()
    assert second_looks.give_out(by=city.system, at=MORNING) == 1
    assert holder(look) == other.officer_id


def test_the_least_loaded_is_given_the_next(city: City, hire: Hire, person: Person, founding_act: int) -> None:
    reviewers = [hire(), hire(), city.leader]
    for _ in range(9):
        drawn(city, enter_vehicle(founding_act, owner=person(), city=city))

    assert second_looks.give_out(by=city.system, at=MORNING) == 9
    assert [Assignment.objects.filter(officer_id=each.officer_id).count() for each in reviewers] == [3, 3, 3]


def test_closing_is_seen_by_everybody_and_only_then(city: City, given: int) -> None:
    case_no = Look.objects.get(pk=given).case.no
    close(given, city.leader, outcome="minor", words="缺一份复印件的核对章")

    assert Outcome.objects.get(look_id=given).words == "缺一份复印件的核对章"
    assert not Assignment.objects.filter(voided_by=None).exists()
    assert acts.of_case(case_no)[-1].kind == "second_look"
    with pytest.raises(refusals.AlreadyClosed):
        close(given, city.leader)


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        ({"outcome": "minor"}, refusals.NeedsWords),
        ({"outcome": "serious", "words": "未核对原件"}, refusals.NeedsArticle),
        ({"outcome": "serious", "words": "未核对原件", "article": "第15条"}, refusals.UnknownArticle),
        ({"outcome": "serious", "words": "未核对原件", "article": "机动车登记规定第999条"}, refusals.UnknownArticle),
    ],
)
def test_a_fault_is_said_and_a_serious_one_cited(
    city: City, given: int, stated: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        close(given, city.leader, **stated)
    assert not Outcome.objects.filter(look_id=given).exists()


def test_a_serious_fault_waits_for_what_the_officer_in_charge_does(city: City, given: int) -> None:
    stated = {"outcome": "serious", "words": "未核对原件", "article": "《机动车登记规定》第 15 条"}
    close(given, city.leader, **stated)
    (line,) = queries.found_in(city.system.office)
    assert (line.article, line.remedies) == ("《机动车登记规定》第15条", 0)

    second_looks.remedy(number=given, words="已通知申请人补正并约谈", by=city.leader, at=MORNING, key=uuid4())
    assert [each.words for each in queries.remedies(given)] == ["已通知申请人补正并约谈"]
    with pytest.raises(NotAllowed):
        second_looks.remedy(number=given, words="无", by=city.reviewer, at=MORNING, key=uuid4())


def test_only_something_serious_is_remedied(city: City, given: int) -> None:
    close(given, city.leader)
    with pytest.raises(refusals.NothingSerious):
        second_looks.remedy(number=given, words="无", by=city.leader, at=MORNING, key=uuid4())


def test_somebody_elses_is_refused_and_recorded(city: City, given: int) -> None:
    with pytest.raises(refusals.NotYours):
        close(given, city.reviewer)
    with pytest.raises(refusals.NotYours):
        look_into(number=given, by=city.reviewer, at=MORNING)
    with pytest.raises(NotAllowed):
        close(given, city.clerk)

    tried = Attempt.objects.filter(subject=str(given)).order_by("id")
    assert [(each.action, each.officer_id) for each in tried] == [
        ("second_look", city.reviewer.officer_id),
        ("read_second_look", city.reviewer.officer_id),
        ("second_look", city.clerk.officer_id),
    ]
    # The case's own page must not tell its makers.
    assert not tried.exclude(case_no=None).exists()


def test_the_officer_in_charge_does_not_learn_of_a_look_at_their_own_case(city: City, vehicle: Vehicle) -> None:
    case_no = reviewed(city, vehicle)
    with chance_says(falls=True):
        cases.grant(case_no=case_no, by=city.leader, at=MORNING, key=uuid4())
    number = Look.objects.get(case__no=case_no).pk

    assert queries.open_in(city.system.office, but_of=city.leader.officer_id) == ()
    assert len(queries.open_in(city.system.office, but_of=city.archivist.officer_id)) == 1
    with pytest.raises(refusals.NotYours):
        look_into(number=number, by=city.leader, at=MORNING)
    assert second_looks.give_out(by=city.system, at=MORNING) == 0


def test_what_is_handed_back_goes_to_somebody_else(city: City, given: int, hire: Hire) -> None:
    other, key = hire(), uuid4()
    second_looks.hand_back(number=given, by=city.leader, at=MORNING, key=key)
    second_looks.hand_back(number=given, by=city.leader, at=MORNING, key=key)
    with pytest.raises(refusals.NotGivenOut):
        second_looks.hand_back(number=given, by=city.leader, at=MORNING, key=uuid4())

    assert second_looks.give_out(by=city.system, at=MORNING) == 1
    assert holder(given) == other.officer_id
    with pytest.raises(refusals.NotYours):
        second_looks.hand_back(number=given, by=city.reviewer, at=MORNING, key=uuid4())
    second_looks.hand_back(number=given, by=city.leader, at=MORNING, key=uuid4())
    assert not Assignment.objects.filter(look_id=given, voided_by=None).exists()


def test_another_offices_look_does_not_exist_here(city: City, given: int) -> None:
    with pytest.raises(refusals.UnknownLook):
        close(given, replace(city.leader, office="450100"))


def test_a_double_click_closes_once(city: City, given: int) -> None:
    key = uuid4()
    for _ in range(2):
        second_looks.close(number=given, outcome="in_order", by=city.leader, at=MORNING, key=key)
    assert Act.objects.filter(kind="second_look", detail__look=given).count() == 1
