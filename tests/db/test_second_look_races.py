"""Many at once: a look is closed once, given to one, and the first decisions of a day share one key."""

from functools import partial
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, found_city
from tests.db.looking_again import drawn, reviewed
from tests.db.racing import together
from tests.db.test_races import cars_of

from cheguan.base.acts.models import Act
from cheguan.work.cases import commands as cases
from cheguan.work.second_looks import checking, refusals
from cheguan.work.second_looks import commands as second_looks
from cheguan.work.second_looks.models import Assignment, DayKey, Outcome

AT_ONCE = 16


@pytest.fixture
def office(committed: None, request: pytest.FixtureRequest) -> City:
    """Each test has an office of its own, for what is committed stays."""
    return found_city(request.param)


@pytest.mark.parametrize("office", ["450507"], indirect=True)
def test_a_look_is_closed_once(office: City) -> None:
    number = drawn(office, *cars_of(office, 1))
    assert second_looks.give_out(by=office.system, at=MORNING) == 1

    def close() -> None:
        second_looks.close(number=number, outcome="in_order", by=office.leader, at=MORNING, key=uuid4())

    results = together(*[close] * AT_ONCE)

    assert results.count(None) == 1
    assert sum(isinstance(each, refusals.AlreadyClosed) for each in results) == AT_ONCE - 1
    assert Outcome.objects.filter(look_id=number).count() == 1
    assert Act.objects.filter(kind="second_look", detail__look=number).count() == 1


@pytest.mark.parametrize("office", ["450508"], indirect=True)
def test_a_look_is_given_to_one(office: City) -> None:
    number = drawn(office, *cars_of(office, 1))

    results = together(*[lambda: second_looks.give_out(by=office.system, at=MORNING)] * AT_ONCE)

    assert sorted(map(str, results)) == ["0"] * (AT_ONCE - 1) + ["1"]
    assert Assignment.objects.filter(look_id=number).count() == 1


@pytest.mark.parametrize("office", ["450509"], indirect=True)
def test_the_first_decisions_of_a_day_share_one_key(office: City) -> None:
    nos = [reviewed(office, car) for car in cars_of(office, AT_ONCE)]

    def grant(n: int) -> None:
        cases.grant(case_no=nos[n], by=office.reviewer, at=MORNING, key=uuid4())

    assert together(*[partial(grant, n) for n in range(AT_ONCE)]) == [None] * AT_ONCE
    assert DayKey.objects.filter(office="450509").count() == 1
    assert Act.objects.filter(kind="seal_second_look_key", office="450509").count() == 1
    checked = checking.check(office="450509", day=MORNING.date())
    assert checked is not None
    assert (checked.sound, checked.decided) == (True, AT_ONCE)
