"""The full hall of the demo: believable at a glance, and made by steps that the hall itself would allow."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.db.demo_schema import NOON, load, one, rows, second_city

from cheguan.channels.desk import hall_page
from cheguan.channels.desk.hall_page import Hall
from cheguan.demo import busy_hall
from cheguan.work.visits.line import QUEUES

# Stretches of a visit that do not begin where the last one ended; of a counter that begin before the last one ended.
PARTED = """
SELECT count(*) FROM (
    SELECT s.since, lag(s.until) OVER w AS ended, row_number() OVER w AS place FROM visits_span s
     WHERE s.visit_id IS NOT NULL WINDOW w AS (PARTITION BY s.visit_id ORDER BY s.since, s.id)
) s WHERE s.place > 1 AND s.ended IS DISTINCT FROM s.since
"""
TWICE = """
SELECT count(*) FROM (
    SELECT s.since, lag(s.until, 1, s.since) OVER (PARTITION BY s.counter_id ORDER BY s.since, s.until) AS ended
      FROM visits_span s WHERE s.kind IN ('called', 'serving', 'away')
) s WHERE s.ended IS NULL OR s.ended > s.since
"""


@pytest.fixture(scope="module")
def hall(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Hall]:
    with second_city(django_db_blocker):
        load()
        assert busy_hall.fill(at=NOON - timedelta(hours=11, minutes=50)) == 0
        waiting = busy_hall.fill(at=NOON)
        outlet = int(one("SELECT id FROM people_outlet WHERE code = '01'"))
        drawn = hall_page.draw(outlet, at=NOON)
        assert drawn.waiting == waiting
        yield drawn


def test_people_wait_in_every_line_and_some_too_long(hall: Hall) -> None:
    assert all(line.people for line in hall.lines)
    assert 20 <= hall.waiting <= 80
    assert {each.tone for line in hall.lines for each in line.people} == {"ok", "soon", "stop"}


def test_windows_are_busy_one_is_left_and_somebody_was_sent_for_a_copy(hall: Hall) -> None:
    states = [tile.state for tile in hall.staffed]
    assert len(states) == sum(busy_hall.OPEN.values())
    assert states.count("serving") >= 6
    assert 1 <= states.count("called") <= 6
    assert states.count("serving") + states.count("called") == len(states) - 1
    assert [tile.counter.away_reason for tile in hall.tiles if tile.state == "away"] == [busy_hall.AWAY]
    assert len(hall.paused) == 1


def test_a_window_of_each_line_is_left_for_whoever_signs_in(hall: Hall) -> None:
    assert {code for tile in hall.empty for code in tile.counter.queues} == QUEUES.keys()


def test_no_minute_is_lost_counted_twice_or_still_to_come(hall: Hall) -> None:
    assert one("SELECT count(*) FROM visits_span") > 0
    assert (one(PARTED), one(TWICE)) == (0, 0)
    assert rows("SELECT id FROM visits_span WHERE greatest(since, until) > %s", NOON) == []
