"""A day in the hall, person by person: whose turn it is, who covers lunch, who stays late, who has gone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.staffing.halls import AFTERNOON, ALL_DAY, MORNING, hall, people

from cheguan.oversight.staffing.model import MINUTE, Day, NeverCalled, simulate
from cheguan.oversight.staffing.plan import Calling, Counter, Plan, Stretch, Unserved


def called(day: Day) -> list[float]:
    return list(day.called / MINUTE)


def test_one_counter_serves_one_after_the_other():
    day = simulate(hall([Counter(1, ("a",), ALL_DAY)]), people([480, 481, 500]))
    assert called(day) == [480, 485, 500]


def test_a_head_start_overtakes_those_who_came_shortly_before_and_nobody_else():
    crowd = people([480, 480, 482, 484, 500], head_start=[0, 0, 0, 10, 10])
    day = simulate(hall([Counter(1, ("a",), ALL_DAY)]), crowd)
    assert called(day) == [480, 490, 495, 485, 500]


def test_at_noon_the_counter_finishes_and_goes_and_the_afternoon_takes_up_the_line():
    day = simulate(hall([Counter(1, ("a",), ALL_DAY)]), people([718, 719, 800]))
    assert called(day) == [718, 840, 845]


def test_who_has_a_ticket_is_called_after_closing():
    day = simulate(hall([Counter(1, ("a",), (MORNING,))]), people([715, 716, 717]))
    assert called(day) == [715, 720, 725]


def test_a_counter_helps_out_when_its_own_line_is_empty():
    plan = hall([Counter(1, ("a",), ALL_DAY), Counter(2, ("b",), ALL_DAY, ("a",))], queues=("a", "b"))
    day = simulate(plan, people([480, 481, 482], queue=[0, 0, 0]))
    assert (called(day), list(day.counter)) == ([480, 481, 485], [1, 2, 1])


@pytest.mark.parametrize(("helps_after", "order"), [(2.0, [480, 485, 490]), (15.0, [480, 490, 485])])
def test_who_waits_long_elsewhere_is_called_like_ones_own(helps_after, order):
    """Counter 2 has its own line; the one who waits for counter 1, which is closed, came before its second."""
    counters = [Counter(1, ("a",), (AFTERNOON,)), Counter(2, ("b",), ALL_DAY, ("a",))]
    plan = hall(counters, queues=("a", "b"), calling=Calling(helps_after=helps_after))
    day = simulate(plan, people([480, 481, 482], queue=[1, 0, 1]))
    assert called(day) == order


def test_who_has_gone_costs_three_calls_and_no_more():
    calling = Calling(walk=1.0, no_show=2.0)
    crowd = people([480, 480, 480, 481], absent=[False, True, False, False], patience=[99, 99, 1, 99])
    day = simulate(hall([Counter(1, ("a",), ALL_DAY)], calling=calling), crowd)
    assert called(day) == [480, 486, 488, 490]
    assert list(day.gone) == [False, True, True, False]
    assert list((day.served - day.called) / MINUTE) == [1, 2, 2, 1]


def test_a_queue_without_a_counter_is_refused():
    with pytest.raises(Unserved, match="b"):
        hall([Counter(1, ("a",), ALL_DAY, ("b",))], queues=("a", "b"))


def test_a_counter_that_closes_before_the_doors_do_is_refused():
    with pytest.raises(Unserved, match="a"):
        hall([Counter(1, ("a",), (Stretch(480.0, 700.0),))])


def test_who_comes_when_everybody_has_left_is_not_forgotten():
    with pytest.raises(NeverCalled):
        simulate(hall([Counter(1, ("a",), ALL_DAY)]), people([480, 1021]))


CODES = ("a", "b", "c")
MINUTES = st.integers(0, 5399).map(lambda tenths: 480 + tenths / 10)
SERVED = st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True)
SPANS = st.sampled_from([ALL_DAY, (MORNING,), (AFTERNOON,)])


@st.composite
def halls(draw: st.DrawFn) -> Plan:
    counters = [Counter(no, (code,), ALL_DAY) for no, code in enumerate(CODES, start=1)]
    for no in range(4, 4 + draw(st.integers(0, 3))):
        served = tuple(draw(SERVED))
        rest = tuple(code for code in CODES if code not in served)
        counters.append(Counter(no, served, draw(SPANS), rest if draw(st.booleans()) else ()))
    calling = Calling(
        walk=draw(st.sampled_from([0.0, 0.4])), no_show=1.0, helps_after=draw(st.sampled_from([0.0, 7.0, 15.0]))
    )
    return hall(counters, queues=CODES, calling=calling)


@st.composite
def days(draw: st.DrawFn) -> Day:
    arrived = sorted(draw(st.lists(MINUTES, max_size=60)))

    def each(values: st.SearchStrategy[float]) -> list[float]:
        return draw(st.lists(values, min_size=len(arrived), max_size=len(arrived)))

    crowd = people(
        arrived,
        queue=each(st.integers(0, 2)),
        head_start=each(st.sampled_from([0.0, 0.0, 20.0, 25.0, 30.0])),
        absent=each(st.sampled_from([False, False, True])),
        patience=each(st.sampled_from([5.0, 40.0, np.inf])),
        service=each(st.integers(0, 200).map(lambda tenths: tenths / 10)),
    )
    return simulate(draw(halls()), crowd)


whatever_the_day = settings(max_examples=150)


@whatever_the_day
@given(days())
def test_everybody_is_called_once_after_coming_by_a_counter_that_may(day: Day):
    counters = {each.no: each for each in day.plan.counters}
    assert (day.arrived <= day.called).all()
    assert (day.called <= day.served).all()
    assert (day.served <= day.finished).all()
    for no, queue in zip(day.counter.tolist(), day.crowd.queue.tolist(), strict=True):
        assert day.plan.queues[queue].code in counters[no].serves + counters[no].overflow


@whatever_the_day
@given(days())
def test_no_counter_serves_two_at_once_or_outside_its_hours(day: Day):
    for counter in day.plan.counters:
        here = np.flatnonzero(day.counter == counter.no)
        order = here[np.lexsort((day.finished[here], day.called[here]))]
        assert (day.finished[order][:-1] <= day.called[order][1:]).all()
        for moment in day.called[here] / MINUTE:
            assert moment >= counter.spans[0].opens
            assert moment >= counter.spans[-1].opens or any(
                each.opens <= moment < each.closes for each in counter.spans
            )


@whatever_the_day
@given(days())
def test_nobody_is_overtaken_by_more_than_the_head_start(day: Day):
    """Whoever is called before somebody of the same queue who was waiting already came earlier, or no later than the
    difference of their head starts."""
    arrived, ranks = day.arrived, day.arrived - np.rint(day.crowd.head_start * MINUTE).astype(int)
    for later in range(len(arrived)):
        passed = (
            (day.crowd.queue == day.crowd.queue[later])
            & (arrived < arrived[later])
            & (arrived < day.called[later])
            & (day.called > day.called[later])
        )
        assert (ranks[later] <= ranks[passed]).all()


@whatever_the_day
@given(days())
def test_nobody_is_called_but_when_coming_or_when_a_counter_becomes_free(day: Day):
    """No counter sits idle before somebody it could call."""
    opens = {round(each.opens * MINUTE) for counter in day.plan.counters for each in counter.spans}
    free = opens | set(day.finished.tolist())
    assert all(
        called == arrived or called in free
        for called, arrived in zip(day.called.tolist(), day.arrived.tolist(), strict=True)
    )
