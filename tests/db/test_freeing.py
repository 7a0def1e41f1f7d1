"""A clerk has gone without standing up: the counter is freed, and whoever was left there is served on, at their old place."""

import itertools
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import hall_of, seated
from tests.db.racing import together

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.work.visits import bench, elsewhere, queries
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Sitting, Span, Visit

MINUTE = timedelta(minutes=1)
GONE = "下班未离开窗口"


@pytest.fixture
def hall(city: City) -> City:
    return hall_of(city)


@pytest.fixture
def clerks(hall: City) -> list[Actor]:
    """At the counters 01 and 02."""
    return seated(hall, 2)


def ticket(hall: City, minute: int = 0, **given: Any) -> int:
    return visits.take(queue="vehicle", by=hall.system, at=MORNING + minute * MINUTE, key=uuid4(), **given).id


def step(command: Any, clerk: Actor, minute: int, visit: int, **given: Any) -> Any:
    return command(visit_id=visit, by=clerk, at=MORNING + minute * MINUTE, key=uuid4(), **given)


def call(clerk: Actor, minute: int) -> int:
    called = visits.call_next(by=clerk, at=MORNING + minute * MINUTE, key=uuid4())
    assert called is not None
    return called.visit.id


def free(hall: City, minute: int = 60, **given: Any) -> tuple[visits.Moved, ...]:
    given = {"counter_no": "01", "reason": GONE, "by": hall.leader, "key": uuid4(), **given}
    return visits.free(at=MORNING + minute * MINUTE, **given)


def served(hall: City, clerk: Actor, minute: int = 0) -> int:
    visit = ticket(hall, minute)
    step(visits.begin, clerk, minute, call(clerk, minute))
    return visit


def test_whoever_was_left_stands_where_they_stood(hall: City, clerks: list[Actor]) -> None:
    gone, colleague = clerks
    paused, left, later = served(hall, gone), ticket(hall, 1), ticket(hall, 2)
    step(visits.pause, gone, 3, paused, reason="等待缴费")
    step(visits.begin, gone, 4, call(gone, 3))

    back = free(hall)

    assert [(each.id, each.state, each.counter_no) for each in back] == [
        (paused, "waiting", None),
        (left, "waiting", None),
    ]
    assert [call(colleague, 61), queries.ahead_of(left), queries.ahead_of(later)] == [paused, 0, 1]
    assert not Sitting.objects.filter(counter__outlet=hall.hall, counter__no="01", voided_by=None).exists()


def test_no_minute_counts_twice_and_the_reason_is_kept(hall: City, clerks: list[Actor]) -> None:
    visit = served(hall, clerks[0])
    free(hall, 30)
    step(visits.begin, clerks[1], 50, call(clerks[1], 45))
    step(visits.finish, clerks[1], 55, visit)

    with transaction.atomic():
        transaction.get_connection().check_constraints()
    spans = queries.spans(visit)
    assert [(each.kind, (each.until - each.since) // MINUTE) for each in spans if each.until] == [
        ("waiting", 0), ("called", 0), ("serving", 30), ("waiting", 15), ("called", 5), ("serving", 5),
    ]  # fmt: skip
    assert all(one.until == two.since for one, two in itertools.pairwise(spans))
    assert spans[3].reason == GONE
    freed = Act.objects.get(kind="free_counter", outlet_id=hall.hall.pk)
    assert (freed.reason, freed.officer_id, freed.post) == (GONE, hall.leader.officer_id, "leader")
    assert freed.detail == {"counter": "01", "officer": clerks[0].officer_id}
    assert Act.objects.get(kind="back_in_line", detail__visit=visit).reason == GONE


def test_the_next_clerk_is_told_why_this_one_comes(hall: City, clerks: list[Actor]) -> None:
    served(hall, clerks[0])
    free(hall)
    call(clerks[1], 61)
    (seen,) = bench.of_officer(clerks[1].officer_id, outlet_id=hall.hall.pk, on=MORNING.date()).hand
    assert (seen.lined_up, seen.served) == ("back_in_line", 60 * MINUTE)


def test_an_absence_that_nobody_ended_ends(hall: City, clerks: list[Actor]) -> None:
    visits.step_away(reason="用餐、休息", by=clerks[0], at=MORNING, key=uuid4())
    assert free(hall, 30) == ()
    away = Span.objects.get(kind="away", counter__outlet=hall.hall)
    assert away.until == MORNING + 30 * MINUTE

    visits.sit_down(counter_no="01", by=clerks[0], at=MORNING + 40 * MINUTE, key=uuid4())
    ticket(hall, 40)
    assert call(clerks[0], 41)


def test_a_visit_whose_clerk_has_stood_nowhere_frees_its_counter(hall: City, clerks: list[Actor]) -> None:
    """Whoever moved to another counter may have left somebody who was called."""
    visit = ticket(hall)
    call(clerks[0], 0)
    visits.set_up(no="03", queues=["vehicle"], by=hall.leader, at=MORNING, key=uuid4())
    visits.sit_down(counter_no="03", by=clerks[0], at=MORNING, key=uuid4())
    assert [each.id for each in free(hall)] == [visit]


def test_a_double_click_frees_once(hall: City, clerks: list[Actor]) -> None:
    served(hall, clerks[0])
    key = uuid4()
    assert [len(free(hall, key=key)) for _ in range(2)] == [1, 0]
    assert Act.objects.filter(kind="free_counter", outlet_id=hall.hall.pk).count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": "  "}, visits.NeedsReason),
        ({"counter_no": "99"}, visits.UnknownCounter),
        ({"counter_no": "03"}, visits.NobodyThere),
    ],
)
def test_what_cannot_be_freed_is_refused_and_kept(
    hall: City, clerks: list[Actor], given: dict[str, Any], refusal: type[Refusal]
) -> None:
    visits.set_up(no="03", queues=["vehicle"], by=hall.leader, at=MORNING, key=uuid4())
    with pytest.raises(refusal):
        free(hall, **given)
    assert Attempt.objects.filter(action="free_counter", outlet_id=hall.hall.pk).count() == 1
    assert not Act.objects.filter(kind="free_counter", outlet_id=hall.hall.pk).exists()


def test_a_colleague_frees_nothing(hall: City, clerks: list[Actor]) -> None:
    with pytest.raises(NotAllowed):
        free(hall, by=clerks[1])


def test_a_paused_visit_is_taken_over_for_a_reason(hall: City, clerks: list[Actor]) -> None:
    visit = served(hall, clerks[0])
    step(visits.pause, clerks[0], 5, visit, reason="等待缴费")
    with pytest.raises(visits.NeedsReason):
        step(visits.take_over, clerks[1], 8, visit)

    moved = step(visits.take_over, clerks[1], 8, visit, reason="同事在办其他号")
    assert (moved.state, moved.counter_no) == ("serving", "02")
    taken = Act.objects.get(kind="take_over_visit", detail__visit=visit)
    assert (taken.reason, taken.officer_id) == ("同事在办其他号", clerks[1].officer_id)
    with pytest.raises(visits.NotYours):
        step(visits.take_up, clerks[0], 9, visit)


def test_what_a_colleague_is_serving_is_not_taken_from_them(hall: City, clerks: list[Actor]) -> None:
    visit = served(hall, clerks[0])
    with pytest.raises(visits.NotYours):
        step(visits.take_over, clerks[1], 1, visit, reason="顺手")


@pytest.mark.parametrize("state", ["busy", "away"])
def test_whoever_has_no_hand_free_takes_nobody_over(hall: City, clerks: list[Actor], state: str) -> None:
    visit = served(hall, clerks[0])
    step(visits.pause, clerks[0], 5, visit, reason="等待缴费")
    if state == "busy":
        served(hall, clerks[1], 6)
    else:
        visits.step_away(reason="用餐、休息", by=clerks[1], at=MORNING + 6 * MINUTE, key=uuid4())
    with pytest.raises(visits.CounterBusy if state == "busy" else visits.Away):
        step(visits.take_over, clerks[1], 8, visit, reason="同事在办其他号")


def test_a_missed_number_comes_back_on_its_day_only(hall: City, clerks: list[Actor]) -> None:
    visit = ticket(hall)
    call(clerks[0], 1)
    for minute in (2, 3):
        step(visits.recall, clerks[0], minute, visit)
    step(visits.no_show, clerks[0], 4, visit)
    with pytest.raises(visits.NotYours):
        step(visits.come_back, clerks[1], 24 * 60, visit)
    assert step(visits.come_back, clerks[1], 20, visit).state == "waiting"


def test_what_may_be_fetched_is_listed_and_found_by_number(hall: City, clerks: list[Actor]) -> None:
    gone, colleague = clerks
    paused = served(hall, gone)
    step(visits.pause, gone, 5, paused, reason="等待缴费")
    serving = served(hall, gone, 6)
    missed = ticket(hall, 7)
    call(colleague, 8)
    for minute in (9, 10):
        step(visits.recall, colleague, minute, missed)
    step(visits.no_show, colleague, 11, missed)

    def listed(clerk: Actor) -> list[tuple[int, bool, bool]]:
        found = elsewhere.of_others(clerk.officer_id, outlet_id=hall.hall.pk, on=MORNING.date())
        return [(each.id, each.to_be_had, each.missed) for each in found]

    assert listed(colleague) == [(paused, True, False), (missed, False, True)]
    assert listed(gone) == [(missed, False, True)]
    found = elsewhere.find_by_no("A002", outlet_id=hall.hall.pk, on=MORNING.date())
    assert found is not None
    assert (found.id, found.deserted, found.to_be_had, found.officer) == (serving, False, False, gone.name)
    assert elsewhere.find_by_no("A099", outlet_id=hall.hall.pk, on=MORNING.date()) is None

    Sitting.objects.filter(officer_id=gone.officer_id).update(voided_by=Visit.objects.get(pk=serving).moved_by_id)
    assert {visit for visit, _, _ in listed(colleague)} == {paused, serving, missed}
    assert step(visits.take_over, colleague, 20, serving, reason="同事离开窗口、下班").counter_no == "02"


def test_freed_in_the_moment_in_which_it_is_finished(committed: None) -> None:
    """Either the clerk was in time, or the visitor stands in line; never both, and the counter is free."""
    hall = hall_of(found_city())
    for _ in range(8):
        (clerk,) = seated(hall, 1)
        visit = served(hall, clerk)
        finished, freed = together(
            partial(step, visits.finish, clerk, 5, visit),
            partial(free, hall, 5),
        )
        state = Visit.objects.get(pk=visit).state
        assert state == ("waiting" if isinstance(finished, Refusal) else "finished")
        assert (len(freed), state) in [(1, "waiting"), (0, "finished")]
        assert not Sitting.objects.filter(officer_id=clerk.officer_id, voided_by=None).exists()
        if state == "waiting":
            step(visits.leave, clerk, 6, visit, reason="试完")
