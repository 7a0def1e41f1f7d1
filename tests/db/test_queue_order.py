"""待办队列: whoever is due first stands first, a clock that stands still comes last, page after page."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, enter_vehicle
from tests.db.test_cases import reissue_of
from tests.db.test_gaps import accept, application, switched_on

from cheguan.law.lifecycle import Step
from cheguan.registers.parties.models import Party
from cheguan.work.cases import commands as cases
from cheguan.work.cases import queries
from cheguan.work.cases.applications import Application

__all__ = ["application", "switched_on"]


@pytest.fixture
def waiting(
    city: City, founding_act: int, person: Callable[..., Party], switched_on: None, application: Application
) -> list[str]:
    """One with a gap, whose clock stands still; then accepted on Wednesday, Monday and Tuesday. By their last day."""
    stopped = accept(application, city)
    numbers = {}
    for later in (2, 0, 1):
        vehicle = enter_vehicle(founding_act, owner=person(), city=city)
        at = MORNING + timedelta(days=later)
        numbers[later] = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=at, key=uuid4())
    return [numbers[0], numbers[1], numbers[2], stopped]


def test_the_nearest_last_day_comes_first_and_a_stopped_clock_last(city: City, waiting: list[str]) -> None:
    lines = queries.queue(office=city.system.office, steps=[Step.REVIEW]).lines
    ours = [line for line in lines if line.no in waiting]

    assert [line.no for line in ours] == waiting
    assert [line.stopped_at is not None for line in ours] == [False, False, False, True]


def test_pages_follow_each_other_in_the_same_order(city: City, waiting: list[str]) -> None:
    whole = [line.no for line in queries.queue(office=city.system.office, steps=[Step.REVIEW]).lines]
    seen: list[str] = []
    after = ""
    while not seen or after:
        page = queries.queue(office=city.system.office, steps=[Step.REVIEW], after=after, limit=1)
        seen += [line.no for line in page.lines]
        after = page.after

    assert seen == whole
    assert [no for no in seen if no in waiting] == waiting
