"""One person's errand in the hall: from the ticket to the end, and every step with its act."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.db.conftest import MORNING, City
from tests.db.halls import count_up

from cheguan.base.acts.models import Act
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries
from cheguan.work.visits.models import Span, Visit

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall(city: City) -> City:
    """Two counters; the clerk sits at the first."""
    visits.set_up(no="1", queues=["vehicle"], overflow=["licence"], by=city.leader, at=MORNING, key=uuid4())
    visits.set_up(no="2", queues=["licence"], by=city.leader, at=MORNING, key=uuid4())
    visits.sit_down(counter_no="1", by=city.clerk, at=MORNING, key=uuid4())
    return city


def ticket(city: City, minute: int = 0, **given: Any) -> visits.Ticket:
    given = {"services": ["vehicle_licence_reissue"], **given}
    return visits.take(by=city.system, at=MORNING + minute * MINUTE, key=uuid4(), **given)


def call(city: City, minute: int = 10) -> visits.Called | None:
    return visits.call_next(by=city.clerk, at=MORNING + minute * MINUTE, key=uuid4())


def serve_next(city: City, minute: int) -> str:
    """Called, begun and finished in one minute; the number."""
    called = call(city, minute)
    assert called is not None
    step: dict[str, Any] = {"visit_id": called.visit.id, "by": city.clerk, "at": MORNING + minute * MINUTE}
    visits.begin(**step, key=uuid4())
    visits.finish(**step, key=uuid4())
    return called.visit.no


def test_a_visit_goes_from_the_ticket_to_the_end(hall: City) -> None:
    taken = ticket(hall)
    called = call(hall)
    assert called is not None
    assert (taken.no, called.visit.no, called.visit.counter_no, called.waited) == ("A001", "A001", "1", 10 * MINUTE)

    step: dict[str, Any] = {"visit_id": taken.id, "by": hall.clerk}
    visits.begin(**step, at=MORNING + 11 * MINUTE, key=uuid4())
    visits.pause(**step, reason="去复印", at=MORNING + 13 * MINUTE, key=uuid4())
    visits.take_up(**step, at=MORNING + 16 * MINUTE, key=uuid4())
    visits.finish(**step, at=MORNING + 18 * MINUTE, key=uuid4())

    spans = [(s.kind, (s.until - s.since) // MINUTE) for s in queries.spans(taken.id) if s.until]
    assert spans == [("waiting", 10), ("called", 1), ("serving", 2), ("paused", 3), ("serving", 2)]
    assert [m.outcome for m in queries.matters(taken.id)] == ["answered"]
    kinds = Act.objects.filter(detail__visit=taken.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["call", "begin_service", "pause_visit", "take_up_visit", "finish_visit"]


def test_the_line_is_by_head_start_and_nobody_is_overtaken_for_ever(hall: City) -> None:
    first = ticket(hall, 0)
    ticket(hall, 19, priority="elderly")
    late = ticket(hall, 21, priority="elderly")
    order = [serve_next(hall, minute) for minute in (30, 31, 32)]
    assert order == ["A002", first.no, late.no]


def test_the_same_click_again_calls_nobody_else(hall: City) -> None:
    ticket(hall)
    ticket(hall)
    key = uuid4()
    once, again = (visits.call_next(by=hall.clerk, at=MORNING, key=key) for _ in range(2))
    assert once is not None
    assert again is not None
    assert once.visit.id == again.visit.id


def test_one_at_a_time(hall: City) -> None:
    ticket(hall)
    ticket(hall)
    call(hall)
    with pytest.raises(visits.CounterBusy):
        call(hall)


def test_the_same_ticket_for_the_same_click(hall: City) -> None:
    key = uuid4()
    once, again = (
        visits.take(services=["vehicle_licence_reissue"], by=hall.system, at=MORNING, key=key) for _ in range(2)
    )
    assert (once.id, once.no, once.token) == (again.id, again.no, again.token)


def test_a_handed_on_ticket_keeps_its_place(hall: City) -> None:
    first, second = ticket(hall, 0), ticket(hall, 1)
    call(hall)
    visits.transfer(
        visit_id=first.id, queue="vehicle", counter_no="1", reason="换人", by=hall.clerk, at=MORNING, key=uuid4()
    )
    called = call(hall, 12)
    assert called is not None
    assert called.visit.id == first.id
    assert queries.ahead_of(second.id) == 0


def test_a_clock_that_jumps_back_counts_no_minute_twice(hall: City) -> None:
    taken = ticket(hall, 30)
    called = call(hall, 5)
    assert called is not None
    visits.begin(visit_id=taken.id, by=hall.clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=taken.id, by=hall.clerk, at=MORNING + 40 * MINUTE, key=uuid4())
    with transaction.atomic():
        transaction.get_connection().check_constraints()
    spans = queries.spans(taken.id)
    assert [(s.kind, (s.until - s.since) // MINUTE) for s in spans if s.until] == [
        ("waiting", 0), ("called", 0), ("serving", 10),
    ]  # fmt: skip


def test_no_show_after_three_calls_and_back_in_line(hall: City) -> None:
    taken = ticket(hall)
    call(hall)
    step: dict[str, Any] = {"visit_id": taken.id, "by": hall.clerk, "at": MORNING + 12 * MINUTE}
    with pytest.raises(visits.CallAgainFirst):
        visits.no_show(**step, key=uuid4())
    visits.recall(**step, key=uuid4())
    visits.recall(**step, key=uuid4())
    visits.no_show(**step, key=uuid4())
    back = visits.come_back(visit_id=taken.id, by=hall.clerk, at=MORNING + 20 * MINUTE, key=uuid4())
    assert (back.state, back.rank_at) == ("waiting", MORNING + 20 * MINUTE)


def test_the_thousandth_number_of_a_day_is_called_like_any_other(hall: City) -> None:
    ticket(hall)
    count_up(hall, 997)
    taken = [ticket(hall, minute) for minute in (1, 2, 3)]
    assert [each.no for each in taken] == ["A999", "A1000", "A1001"]

    order = [serve_next(hall, minute) for minute in (10, 11, 12)]
    assert order == ["A001", "A999", "A1000"]
    found = queries.find_by_no("A1001", outlet_id=hall.hall.pk, on=MORNING.date())
    assert found is not None
    assert found.id == taken[-1].id


def test_the_same_click_gives_the_same_thousandth_number(hall: City) -> None:
    ticket(hall)
    count_up(hall, 998)
    key = uuid4()
    once, again = (visits.take(queue="vehicle", by=hall.system, at=MORNING, key=key) for _ in range(2))
    assert (once.no, again.no) == ("A1000", "A1000")


@pytest.mark.parametrize(
    "change",
    [{"rank_at": MORNING - 60 * MINUTE}, {"no": "A000"}, {"state": "finished"}, {"taken_at": MORNING - MINUTE}],
)
def test_nobody_is_put_ahead_behind_the_acts(hall: City, change: dict[str, object]) -> None:
    taken = ticket(hall)
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=taken.id).update(**change, moved_by_id=1)


def test_a_stretch_of_time_is_not_rewritten(hall: City) -> None:
    taken = ticket(hall)
    call(hall)
    span = Span.objects.get(visit_id=taken.id, kind="waiting")
    with pytest.raises(DatabaseError), transaction.atomic():
        Span.objects.filter(pk=span.pk).update(until=MORNING + MINUTE)
