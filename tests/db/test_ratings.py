"""One rating for a matter, never by default, never by the office; and a bad one is looked into by somebody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.db.conftest import MORNING, City, found_city
from tests.db.halls import hall_of, handled, seated
from tests.db.racing import together

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.config.parsing import LONGEST_PUBLIC
from cheguan.law import catalogue
from cheguan.registers.parties.models import Party
from cheguan.work.messages.models import Message
from cheguan.work.ratings import commands as ratings
from cheguan.work.ratings import inviting, queries, refusals
from cheguan.work.ratings.models import Rating, Repair
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries as visit_queries

HOUR = timedelta(hours=1)


def served(city: City, clerk: Actor) -> str:
    """Somebody was served; the token of their matter."""
    visit = visits.take(services=["vehicle_licence_reissue"], by=city.system, at=MORNING, key=uuid4()).id
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    visits.begin(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    return visit_queries.matters(visit)[0].token


def rate(city: City, token: str, level: int, *, key: UUID | None = None, hours: int = 1) -> int:
    return ratings.rate(
        token=token, level=level, source="qr", by=city.system, at=MORNING + hours * HOUR, key=key or uuid4()
    )


@pytest.fixture
def clerk(city: City) -> Actor:
    return seated(city, 1)[0]


def test_nothing_is_rated_until_somebody_does(city: City, clerk: Actor) -> None:
    served(city, clerk)
    served_and_rated = served(city, clerk)
    rate(city, served_and_rated, 5)
    (rates,) = queries.rates(city.system.outlet_id, first=MORNING.date(), last=MORNING.date())
    assert (rates.finished, rates.rated, rates.good) == (2, 1, 1)
    assert (rates.good_rate, rates.active_rate, rates.no_answer_rate) == (1.0, 0.5, 0.5)


def test_one_rating_of_a_matter(city: City, clerk: Actor) -> None:
    token, key = served(city, clerk), uuid4()
    assert rate(city, token, 4, key=key) == rate(city, token, 4, key=key)
    with pytest.raises(refusals.AlreadyRated):
        rate(city, token, 5)


@pytest.mark.parametrize(
    ("token", "level", "hours", "refusal"),
    [
        (None, 6, 1, refusals.NoSuchLevel),
        (None, 0, 1, refusals.NoSuchLevel),
        (None, 5, 24 * 31, refusals.TooLate),
        ("nonsense", 5, 1, refusals.UnknownToken),
    ],
)
def test_what_is_no_rating(
    city: City, clerk: Actor, token: str | None, level: int, hours: int, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        rate(city, token or served(city, clerk), level, hours=hours)
    assert not Rating.objects.exists()


def test_not_before_it_is_finished(city: City, clerk: Actor) -> None:
    visit = visits.take(services=["vehicle_licence_reissue"], by=city.system, at=MORNING, key=uuid4()).id
    with pytest.raises(refusals.NotFinished):
        rate(city, visit_queries.matters(visit)[0].token, 5)


@pytest.fixture
def repair(city: City, clerk: Actor) -> Callable[..., None]:
    rate(city, served(city, clerk), 2)
    (found,) = queries.open_repairs(city.system.office)

    def step(kind: str, *, text: str = "情况", by: Actor = city.leader) -> None:
        ratings.step(repair_id=found.id, kind=kind, text=text, by=by, at=MORNING + HOUR, key=uuid4())

    return step


def test_a_bad_rating_is_verified_mended_called_back_and_told(city: City, repair: Callable[..., None]) -> None:
    (before,) = queries.open_repairs(city.system.office)
    assert (before.stage, before.verify_by) == ("", date(2026, 3, 3))
    assert before.overdue(date(2026, 3, 4))
    for kind in ("verified", "mended", "called_back", "told"):
        repair(kind)
    assert queries.open_repairs(city.system.office) == ()
    assert [each.kind for each in queries.steps(before.id)] == ["verified", "mended", "called_back", "told"]


def test_an_unfounded_one_is_told_as_well(city: City, repair: Callable[..., None]) -> None:
    repair("unfounded")
    with pytest.raises(refusals.NotInThisOrder):
        repair("mended")
    repair("called_back")
    repair("told")
    assert queries.open_repairs(city.system.office) == ()


def test_no_step_without_its_words_its_order_or_the_right(
    city: City, clerk: Actor, repair: Callable[..., None]
) -> None:
    with pytest.raises(refusals.NeedsText):
        repair("verified", text=" ")
    with pytest.raises(refusals.NotInThisOrder):
        repair("told")
    with pytest.raises(Exception, match="supervise"):
        repair("verified", by=clerk)
    assert Repair.objects.get().steps.count() == 0


def test_sixteen_thumbs_at_once_are_one_rating(committed: None) -> None:
    city = hall_of(found_city())
    (clerk,) = seated(city, 1)
    token = served(city, clerk)
    results = together(*[lambda: rate(city, token, 5)] * 16)
    assert sum(isinstance(each, int) for each in results) == 1


def test_who_has_not_rated_is_asked_once_by_message(city: City, clerk: Actor, person: Callable[..., Party]) -> None:
    matter = handled(city, clerk, person())
    link = "https://x/rate/{token}/"
    assert inviting.invite(link=link, by=city.system, at=MORNING + timedelta(days=2)) == 0
    assert inviting.invite(link=link, by=city.system, at=MORNING + timedelta(days=3)) == 1
    assert inviting.invite(link=link, by=city.system, at=MORNING + timedelta(days=3)) == 0
    asked = Message.objects.get(template="rating_invitation")
    assert f"：https://x/rate/{matter.token}/?from=message。" in asked.zh
    assert f": https://x/rate/{matter.token}/?from=message&lang=en." in asked.en


def test_the_longest_public_address_leaves_room_for_the_link(
    city: City, clerk: Actor, person: Callable[..., Party]
) -> None:
    handled(city, clerk, person())
    link = "https://".ljust(LONGEST_PUBLIC, "x") + "/rate/{token}/"
    assert inviting.invite(link=link, by=city.system, at=MORNING + timedelta(days=3)) == 1


def test_what_came_of_it_is_told(city: City, repair: Callable[..., None]) -> None:
    for kind in ("verified", "mended", "called_back"):
        repair(kind)
    repair("told", text="已增开窗口")
    assert "已增开窗口" in Message.objects.get(template="repair_done").zh


def test_what_came_of_it_is_told_to_whom_it_was_done_for_and_in_their_language(
    city: City, clerk: Actor, person: Callable[..., Party]
) -> None:
    """One of the family takes the number; the matter is another's."""
    holder, relative = person().pk, person().pk
    step: dict[str, Any] = {"by": clerk, "at": MORNING}
    taken = visits.take(queue="vehicle", party_id=holder, language="en", by=city.system, at=MORNING, key=uuid4())
    visit = taken.id
    visits.call_next(**step, key=uuid4())
    visits.begin(visit_id=visit, **step, key=uuid4())
    visits.add(visit_id=visit, service="vehicle_licence_reissue", party_id=relative, **step, key=uuid4())
    visits.finish(visit_id=visit, **step, key=uuid4())
    rate(city, visit_queries.matters(visit)[0].token, 1)
    (found,) = queries.open_repairs(city.system.office)
    for kind in ("verified", "mended", "called_back", "told"):
        ratings.step(repair_id=found.id, kind=kind, text="x", by=city.leader, at=MORNING + HOUR, key=uuid4())
    told = Message.objects.get(template="repair_done")
    assert (told.party_id, told.language) == (relative, "en")


def abolish(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law knows the service on the day of the visit for the last time."""
    (*earlier, last) = catalogue.editions("vehicle_licence_reissue")
    editions = (*earlier, replace(last, valid_until=MORNING.date()))
    monkeypatch.setitem(catalogue._SERVICES, "vehicle_licence_reissue", editions)


@pytest.fixture
def abolished(monkeypatch: pytest.MonkeyPatch) -> None:
    abolish(monkeypatch)


def test_a_service_that_ends_keeps_nobody_from_being_asked(
    city: City, clerk: Actor, person: Callable[..., Party], abolished: None
) -> None:
    for _ in range(2):
        handled(city, clerk, person())
    link = "https://x/rate/{token}/"
    assert inviting.invite(link=link, by=city.system, at=MORNING + timedelta(days=3)) == 2


def test_a_bad_rating_of_a_service_that_has_ended_is_mended_all_the_same(
    city: City, clerk: Actor, abolished: None
) -> None:
    rate(city, served(city, clerk), 1, hours=50)
    (found,) = queries.open_repairs(city.system.office)
    at = MORNING + timedelta(days=3)
    for kind in ("verified", "mended", "called_back", "told"):
        ratings.step(repair_id=found.id, kind=kind, text="情况", by=city.leader, at=at, key=uuid4())
    assert queries.open_repairs(city.system.office) == ()
