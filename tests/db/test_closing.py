"""日终: what nobody ended, the minutes it counts, and who keeps their seat."""

import time
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import seated

from cheguan.base.people.actors import Actor
from cheguan.work.visits import commands as visits
from cheguan.work.visits import forecast, jobs, queries
from cheguan.work.visits.models import Sitting, Span, Visit
from cheguan.work.visits.steady import DOUBT_MINUTES, SteadyClock

MINUTE = timedelta(minutes=1)
TOMORROW = MORNING + timedelta(days=1)
CLOSING = MORNING.replace(hour=17, minute=30)


@pytest.fixture
def hall(db: None) -> City:
    """An office of our own: days are closed in all its halls."""
    return found_city("450515")


@pytest.fixture
def clerk(hall: City) -> Actor:
    return seated(hall, 1)[0]


def begun(hall: City, clerk: Actor, at: datetime = MORNING) -> int:
    visit = visits.take(queue="vehicle", by=hall.system, at=at, key=uuid4()).id
    visits.call_next(by=clerk, at=at, key=uuid4())
    visits.begin(visit_id=visit, by=clerk, at=at, key=uuid4())
    return visit


def close(hall: City, at: datetime) -> int:
    return visits.close_days(by=hall.system, at=at)


def seats(clerk: Actor) -> int:
    return Sitting.objects.filter(officer_id=clerk.officer_id, voided_by=None).count()


def absence(clerk: Actor) -> Span:
    return Span.objects.get(kind="away", officer_id=clerk.officer_id)


def test_a_pause_ends_with_its_day_though_the_counter_is_used_again(hall: City, clerk: Actor) -> None:
    paused = begun(hall, clerk)
    visits.pause(visit_id=paused, reason="复印", by=clerk, at=MORNING + MINUTE, key=uuid4())
    begun(hall, clerk, TOMORROW)
    assert close(hall, TOMORROW + 5 * MINUTE) == 1
    assert [each.until for each in queries.spans(paused)][-1] == CLOSING
    assert seats(clerk) == 1, "they are at work already"


def test_whoever_went_home_without_standing_up_sits_nowhere(hall: City, clerk: Actor) -> None:
    begun(hall, clerk)
    close(hall, TOMORROW)
    assert seats(clerk) == 0


def test_an_absence_of_this_morning_ends_when_it_is_ended(hall: City, clerk: Actor) -> None:
    """An end in the evening would have kept every call of the day until then."""
    visits.step_away(reason="开会", by=clerk, at=TOMORROW, key=uuid4())
    close(hall, TOMORROW + 5 * MINUTE)
    assert absence(clerk).until == TOMORROW + 5 * MINUTE


def test_an_absence_of_yesterday_ends_with_its_day(hall: City, clerk: Actor) -> None:
    visits.step_away(reason="开会", by=clerk, at=MORNING, key=uuid4())
    close(hall, TOMORROW)
    assert absence(clerk).until == CLOSING


def test_what_the_night_ended_teaches_nothing_about_the_time_it_takes(hall: City, clerk: Actor) -> None:
    outlet = hall.system.outlet_id
    done = begun(hall, clerk)
    visits.finish(visit_id=done, by=clerk, at=MORNING + 5 * MINUTE, key=uuid4())
    begun(hall, clerk, MORNING + 6 * MINUTE)
    close(hall, TOMORROW)
    forecast.forget()
    assert forecast.learnt(outlet, on=TOMORROW.date()).cycles["vehicle"] == 5 * 60


def test_a_clock_that_leaps_is_not_believed_for_an_hour() -> None:
    clock = SteadyClock(at=MORNING, passed=0.0)
    assert clock.is_steady(at=MORNING + 10 * MINUTE, passed=600)
    assert not clock.is_steady(at=TOMORROW, passed=1200)
    assert not clock.is_steady(at=TOMORROW + 10 * MINUTE, passed=1800)
    assert not clock.is_steady(at=MORNING + 40 * MINUTE, passed=2400), "it was set right: that is a leap, too"
    assert clock.is_steady(at=MORNING + (40 + DOUBT_MINUTES) * MINUTE, passed=2400 + 60 * DOUBT_MINUTES)


def test_the_job_is_known_to_the_worker_and_waits_while_the_clock_leaps(
    hall: City, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (jobs.close_days.name, "") in app.periodic_registry.periodic_tasks
    visit = begun(hall, clerk)
    monkeypatch.setattr(jobs, "CLOCK", SteadyClock(at=MORNING, passed=time.monotonic()))
    jobs.close_days(0)
    assert Visit.objects.get(pk=visit).state == "serving"

    monkeypatch.setattr(jobs, "CLOCK", SteadyClock(at=timezone.now(), passed=time.monotonic()))
    jobs.close_days(0)
    assert Visit.objects.get(pk=visit).state == "finished"
