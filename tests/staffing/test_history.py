"""Past days for a demo city: working days, plausible visits, the same for the same seed."""

from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from cheguan.law import workdays
from cheguan.oversight.staffing import assumed, history
from cheguan.oversight.staffing.history import SimulatedVisit
from cheguan.work.visits import line

# A working week, the National Day, the make-up Saturday after it.
FIRST = date(2026, 9, 28)


@pytest.fixture(scope="module")
def visits() -> list[SimulatedVisit]:
    return list(history.days(FIRST, 5, 7, 1.0))


def test_only_working_days_a_monday_with_more_people_than_a_wednesday(visits):
    days = Counter(each.arrived_at.date() for each in visits)
    assert len(days) == 5
    assert all(map(workdays.is_workday, days))
    assert days[date(2026, 9, 28)] > 1.5 * days[date(2026, 9, 30)]


def test_a_visit_is_one_thing_after_another(visits):
    for each in visits:
        assert each.arrived_at <= each.called_at
        assert each.no_show == (each.served_at is None) == (each.finished_at is None)
        if each.served_at and each.finished_at:
            assert each.called_at <= each.served_at <= each.finished_at
        assert each.arrived_at.utcoffset() == timedelta(hours=8)
        assert time(8, 30) <= each.arrived_at.time() < time(17)


def test_no_counter_has_two_at_once(visits):
    busy: dict[int, list[SimulatedVisit]] = {}
    for each in sorted(visits, key=lambda each: each.called_at):
        busy.setdefault(each.counter_no, []).append(each)
    assert set(busy) == set(range(1, 25))
    for served in busy.values():
        assert all((one.finished_at or one.called_at) <= other.called_at for one, other in pairwise(served))


def test_codes_are_those_of_the_hall(visits):
    assert {each.queue for each in visits} == set(line.QUEUES)
    assert {each.matter for each in visits} == set(line.CLASSES)
    assert {each.priority for each in visits} == {"", *line.PRIORITIES}
    assert all(each.booked for each in visits if each.priority == "appointment")


def test_an_old_person_with_an_appointment_goes_by_the_larger_head_start(visits):
    larger = {code for code, each in line.PRIORITIES.items() if each.minutes > line.PRIORITIES["appointment"].minutes}
    assert {each.priority for each in visits if each.booked} == {"appointment", *larger}


def test_the_same_seed_gives_the_same_past_and_each_day_is_its_own(visits):
    assert list(history.days(FIRST, 1, 7, 1.0)) == [each for each in visits if each.arrived_at.date() == FIRST]
    assert list(history.days(FIRST, 1, 8, 1.0)) != [each for each in visits if each.arrived_at.date() == FIRST]


def test_a_small_city_has_few_visits_and_a_counter_for_each_queue():
    small = list(history.days(FIRST, 10, 7, 0.02))
    assert 250 < len(small) < 500
    assert {each.counter_no for each in small} <= {1, 2, 3, 4}


def test_the_counters_can_be_named():
    numbers = {**assumed.counter_numbers(), "vehicle": 1}
    assert max(each.counter_no for each in history.days(FIRST, 1, 7, 0.2, counters=numbers)) <= sum(numbers.values())


def test_a_year_without_a_calendar_is_refused():
    with pytest.raises(workdays.CalendarMissing):
        next(history.days(date(2031, 1, 1), 1, 7, 1.0))
