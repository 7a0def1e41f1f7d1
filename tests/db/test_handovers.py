"""交接班：what is open goes into writing, and somebody else says whether it is so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.db.conftest import MORNING, YEAR, City, actor_of, found_city
from tests.db.halls import hall_of, sit_at
from tests.db.looking_again import drawn
from tests.db.test_cases import reissue_of

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people import commands as people
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.base.people.models import Officer
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.handovers import commands as handovers
from cheguan.work.handovers import left_open, queries, refusals
from cheguan.work.handovers.models import Answer, Handover
from cheguan.work.handovers.reading import open_one
from cheguan.work.second_looks import commands as second_looks
from cheguan.work.visits import commands as visits

OFFICE = "450510"
HOUR = timedelta(hours=1)
Hire = Callable[..., Actor]


@pytest.fixture
def city(db: None) -> City:
    return found_city(OFFICE)


@pytest.fixture
def hire(city: City) -> Hire:
    """A colleague at a post, from some hours before or after the morning."""

    def hired(post: str = "acceptance", *, hours: int = -1) -> Actor:
        found = people.take_on(
            staff_no=uuid4().hex[:10], name=f"接{post}", kind="auxiliary", office=OFFICE, password=None
        )
        people.put_on_duty(
            officer=found,
            post=post,
            outlet=city.hall,
            starts_at=MORNING + hours * HOUR,
            ends_at=MORNING + YEAR,
            partner=Officer.objects.get(pk=city.leader.officer_id),
            by=city.system,
            at=MORNING,
            key=uuid4(),
        )
        return actor_of(found, MORNING + max(hours, 0) * HOUR)

    return hired


def write(by: Actor, *, to: int | None = None, note: str = "") -> int:
    return handovers.write(note=note, to=to, by=by, at=MORNING, key=uuid4())


def take_over(number: int, by: Actor) -> None:
    handovers.take_over(number=number, by=by, at=MORNING, key=uuid4())


def found(number: int) -> queries.HandoverView:
    view = queries.find(number, office=OFFICE)
    assert view is not None
    return view


def kinds(by: Actor) -> list[str]:
    return [each.kind for each in left_open.of(by, MORNING)]


def test_what_waits_for_a_step_of_the_clerks_is_listed(city: City, vehicle: Vehicle, hire: Hire) -> None:
    case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    assert kinds(city.clerk) == []

    cases.send_back(case_no=case_no, reason="身份证明复印不清", by=city.reviewer, at=MORNING, key=uuid4())
    (item,) = left_open.of(city.clerk, MORNING)
    assert (item.kind, item.no, item.state, item.due_on) == ("case", case_no, "notified", None)
    assert kinds(hire()) == []


def test_looks_are_listed_by_number_and_blanks_with_what_is_left(city: City, vehicle: Vehicle) -> None:
    number = drawn(city, vehicle)
    second_looks.give_out(by=city.system, at=MORNING)

    items = left_open.of(city.leader, MORNING)
    assert [each.no for each in items if each.kind == "second_look"] == [str(number)]
    left = {each.code: each.number for each in items if each.kind == "blanks"}
    assert left["vehicle_licence"] == 9000


def test_whoever_is_at_the_counter_is_listed(city: City) -> None:
    hall = hall_of(city)
    sit_at(hall, hall.clerk, "01")
    ticket = visits.take(queue="vehicle", by=hall.system, at=MORNING, key=uuid4())
    assert kinds(hall.clerk) == []

    visits.call_next(by=hall.clerk, at=MORNING, key=uuid4())
    (item,) = left_open.of(hall.clerk, MORNING)
    assert (item.kind, item.no, item.state) == ("visit", ticket.no, "called")


def test_it_is_kept_as_it_was_and_taken_over_once(city: City, hire: Hire) -> None:
    colleague = hire()
    number = write(city.maker, note="  复印机缺粉  ")
    assert (found(number).note, len(found(number).left)) == ("复印机缺粉", len(left_open.of(city.maker, MORNING)))
    with pytest.raises(refusals.NotForYou):
        take_over(number, colleague)

    maker = hire("making")
    assert [each.number for each in queries.for_me(maker)] == [number]
    take_over(number, maker)
    assert (found(number).accepted, found(number).answered_by) == (True, maker.name)
    assert queries.for_me(maker) == ()
    with pytest.raises(refusals.AlreadyAnswered):
        take_over(number, maker)


def test_nobody_takes_over_from_themselves(city: City) -> None:
    number = write(city.clerk)
    with pytest.raises(refusals.NotForYou):
        take_over(number, city.clerk)

    assert Attempt.objects.get(action="take_over", subject=str(number)).officer_id == city.clerk.officer_id


def test_only_the_one_it_names_takes_it_over(city: City, hire: Hire) -> None:
    named, other = hire(hours=4), hire()
    number = write(city.clerk, to=named.officer_id)

    with pytest.raises(refusals.NotForYou):
        take_over(number, other)
    take_over(number, named)
    assert found(number).accepted


def test_it_is_given_to_somebody_on_the_roster_of_the_post(city: City, hire: Hire) -> None:
    late, now = hire(hours=4), hire()
    assert [each.id for each in queries.next_at_post(by=city.clerk, at=MORNING)] == [now.officer_id, late.officer_id]

    for stranger in (hire("making").officer_id, hire(hours=80).officer_id, city.clerk.officer_id):
        with pytest.raises(refusals.NotNext):
            write(city.clerk, to=stranger)


def test_an_objection_says_why_and_reaches_the_officer_in_charge(city: City, hire: Hire) -> None:
    colleague, number = hire(), write(city.clerk)
    with pytest.raises(refusals.NeedsReason):
        handovers.object_to(number=number, reason=" ", by=colleague, at=MORNING, key=uuid4())
    handovers.object_to(number=number, reason="少一件待补正", by=colleague, at=MORNING, key=uuid4())
    unanswered = write(city.clerk)

    lines = queries.unsettled(office=OFFICE, since=MORNING - HOUR)
    assert [(each.number, each.accepted, each.reason) for each in lines] == [
        (number, False, "少一件待补正"),
        (unanswered, None, ""),
    ]


def test_written_again_the_last_one_counts(city: City, hire: Hire) -> None:
    colleague = hire()
    first, second = write(city.clerk, note="一"), write(city.clerk, note="二")

    assert [each.number for each in queries.for_me(colleague)] == [second]
    with pytest.raises(refusals.WrittenAnew):
        take_over(first, colleague)


def test_a_double_click_writes_one(city: City) -> None:
    key = uuid4()
    numbers = {handovers.write(note="", to=None, by=city.clerk, at=MORNING, key=key) for _ in range(2)}

    assert len(numbers) == 1
    assert Handover.objects.filter(officer_id=city.clerk.officer_id).count() == 1
    assert Act.objects.filter(kind="end_shift", officer_id=city.clerk.officer_id).count() == 1


def test_off_duty_nothing_is_handed_over(city: City) -> None:
    with pytest.raises(NotAllowed):
        write(replace(city.clerk, rights={}))


def test_who_may_read_it(city: City, hire: Hire) -> None:
    number = write(city.clerk)
    for reader in (city.clerk, city.leader, hire()):
        assert open_one(number=number, by=reader, at=MORNING).number == number
    with pytest.raises(refusals.NotForYou):
        open_one(number=number, by=city.maker, at=MORNING)
    with pytest.raises(refusals.UnknownHandover):
        open_one(number=number, by=replace(city.leader, office="450100"), at=MORNING)


def test_the_database_keeps_one_answer_and_its_reason(city: City, hire: Hire) -> None:
    number = write(city.clerk)
    take_over(number, hire())
    act = Answer.objects.get(handover_id=number).issued_by_id

    with pytest.raises(IntegrityError, match="one_answer"), transaction.atomic():
        Answer.objects.create(handover_id=number, accepted=True, issued_by_id=act)
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        Answer.objects.create(handover_id=number, accepted=False, issued_by_id=act)
