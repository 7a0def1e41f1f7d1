"""The weeks that lie behind the demo city's hall: as its commands would have written them, and believable."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.db.demo_schema import TODAY, load, one, rows, second_city

from cheguan.demo import past_days
from cheguan.demo.foretelling import Foretelling
from cheguan.demo.scale import SMALL
from cheguan.law import catalogue
from cheguan.law.workdays import is_workday
from cheguan.oversight.minutes import gaming
from cheguan.oversight.minutes import queries as minutes
from cheguan.oversight.staffing import history
from cheguan.work.ratings import queries as ratings
from cheguan.work.ratings import signals
from cheguan.work.visits import forecast
from cheguan.work.visits.line import rank_of

FIRST, LAST = past_days.first_day(TODAY), TODAY - timedelta(days=1)
WEEKS = {"first": FIRST, "last": LAST}


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with second_city(django_db_blocker):
        load()
        yield


def main_hall() -> int:
    return int(one("SELECT id FROM people_outlet WHERE code = '01'"))


def test_there_were_visits_on_each_of_the_last_working_days():
    days = rows("SELECT day, count(*) FROM visits_visit GROUP BY 1 ORDER BY 1")

    assert len(days) == past_days.DAYS
    assert days[0][0] == FIRST
    assert all(is_workday(day) and day < TODAY and visits > 50 for day, visits in days)
    assert {state for (state,) in rows("SELECT DISTINCT state FROM visits_visit")} == {"finished", "no_show"}


def test_the_constraints_hold():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert not one(
        "SELECT count(*) FROM (SELECT since < lag(until) OVER (PARTITION BY counter_id ORDER BY since, until) AS twice"
        " FROM visits_span WHERE kind IN ('called', 'serving')) AS s WHERE s.twice"
    )
    assert not one("SELECT count(*) FROM visits_visit WHERE length(token) <> 22")


def test_every_stretch_begins_where_the_one_before_ended():
    spans: dict[int, list[tuple[object, ...]]] = {}
    for visit, *span in rows(
        "SELECT visit_id, kind, since, until, issued_by_id, ended_by_id FROM visits_span ORDER BY visit_id, id"
    ):
        spans.setdefault(visit, []).append(tuple(span))
    ended = {visit: last for visit, *last in rows("SELECT id, taken_at, moved_at, moved_by_id FROM visits_visit")}

    assert spans.keys() == ended.keys()
    for visit, course in spans.items():
        assert [course[0][1], course[-1][2], course[-1][4]] == ended[visit]
        assert all((before[2], before[4]) == (after[1], after[3]) for before, after in pairwise(course))
    kinds = {tuple(kind for kind, *_ in course) for course in spans.values()}
    assert kinds == {
        ("waiting", "called", "serving"),
        ("waiting", "called", "serving", "paused", "serving"),
        ("waiting", "called", "called", "called"),
    }


def test_acts_say_what_the_commands_say():
    told = dict(rows("SELECT kind, count(*) FROM acts_act WHERE channel IN ('hall', 'window') GROUP BY 1"))
    by_state = dict(rows("SELECT state, count(*) FROM visits_visit GROUP BY 1"))
    whole = sum(by_state.values())

    assert (told["take_ticket"], told["call"], told["begin_service"]) == (whole, whole, by_state["finished"])
    assert (told["finish_visit"], told["no_show"]) == (by_state["finished"], by_state["no_show"])
    assert (told["recall"], told["pause_visit"]) == (2 * by_state["no_show"], told["take_up_visit"])
    assert not one(
        "SELECT count(*) FROM visits_visit v JOIN acts_act a ON a.id = v.moved_by_id WHERE a.at <> v.moved_at"
        " OR a.officer_id <> v.officer_id OR a.detail <> jsonb_build_object('visit', v.id, 'ticket', v.no)"
    )
    assert not one(
        "SELECT count(*) FROM visits_span s JOIN visits_visit v ON v.id = s.visit_id JOIN acts_act a ON a.id = s.issued_by_id"
        " WHERE s.kind = 'waiting' AND (a.device = '' OR a.kind <> 'take_ticket' OR a.detail <>"
        " jsonb_build_object('ticket', v.no, 'queue', v.queue, 'source', v.source))"
    )


def test_tickets_are_numbered_through_each_day():
    found = rows(
        "SELECT outlet_id, day, queue, count(*), max(substr(no, 2)::int) FROM visits_visit GROUP BY 1, 2, 3 ORDER BY 2"
    )
    last = dict(rows("SELECT series, last FROM numbering_counter WHERE series LIKE 'T%%'"))

    assert {f"T{outlet}-{day:%Y%m%d}-{queue}": number for outlet, day, queue, number, _ in found} == last
    assert all(number == highest for *_, number, highest in found)


def test_the_place_in_line_is_that_of_the_rules():
    lines = rows("SELECT taken_at, priority, rank_at FROM visits_visit")

    assert all(rank_at == rank_of(taken_at, priority) for taken_at, priority, rank_at in lines)
    assert {"elderly", "appointment"} <= {priority for _, priority, _ in lines}


def test_matters_are_services_of_the_law_and_seldom_two():
    found = rows("SELECT service, kind, visit_id FROM visits_matter")
    visits = one("SELECT count(*) FROM visits_visit")

    assert all(catalogue.get(service, on=FIRST).promise_class == kind for service, kind, _ in found)
    assert visits < len(found) < visits * 1.15
    assert not one("SELECT count(*) FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id"
                   " WHERE (m.outcome = '') <> (v.state = 'no_show')")  # fmt: skip


def test_most_people_are_known_and_those_with_the_head_start_of_age_are_old():
    known, whole = rows("SELECT count(party_id), count(*) FROM visits_visit")[0]
    born = rows(
        "SELECT v.priority, p.born_on FROM visits_visit v"
        " JOIN parties_profile p ON p.party_id = v.party_id WHERE v.priority IN ('elderly', '')"
    )

    assert 0.82 < known / whole < 0.9
    assert all((born_on.year < TODAY.year - 59) == (priority == "elderly") for priority, born_on in born)


def test_the_ranges_told_held_eight_times_in_ten():
    last_days = sorted({day for (day,) in rows("SELECT day FROM visits_visit")})[-10:]
    found = forecast.held(main_hall(), first=last_days[0], last=LAST)

    told = sum(each.told for each in found)
    assert told > 150
    assert 0.75 < sum(each.held for each in found) / told < 0.85


def test_a_live_hall_learns_from_it():
    """From the tables it learns what the loader learnt from the simulation, pauses aside."""
    counters = past_days.plan(SMALL.hall)
    foretelling = Foretelling(counters)
    numbers = Counter(queue for each in counters for queue in each.serves)
    came = history.days(FIRST, past_days.DAYS, 7, SMALL.hall, counters=numbers)
    for day, of_day in groupby(came, key=lambda visit: visit.arrived_at.date()):
        foretelling.tell(day, list(of_day))
    forecast.forget()
    live, past = forecast.learnt(main_hall(), on=TODAY), foretelling.learnt(TODAY)

    assert live.lessons == past.lessons
    assert live.cycles == pytest.approx(past.cycles, rel=0.03)


def test_minutes_are_sensible():
    found = minutes.figures([main_hall()], **WEEKS)["class"]
    ordinary = next(each for each in found if each.matter_class == "ordinary")

    assert {each.matter_class for each in found} == {"ordinary", "general", "registration"}
    assert ordinary.waited
    assert ordinary.served
    assert ordinary.waited[0] < 20
    assert 2 < ordinary.served[0] < 5
    assert ordinary.missed < ordinary.finished * 0.05
    assert all(each.share > 0.7 for each in minutes.trips([main_hall()], **WEEKS))


def test_an_honest_past_shows_no_signs_of_anything_else():
    assert gaming.signs([main_hall()], **WEEKS) == ()
    assert signals.signals(main_hall(), **WEEKS) == ()


def test_some_rated_and_bad_ratings_are_looked_into():
    whole, rated = (
        one("SELECT count(*) FROM visits_matter WHERE outcome <> ''"),
        one("SELECT count(*) FROM ratings_rating"),
    )
    waiting = ratings.open_repairs("450500")

    assert 0.09 < rated / whole < 0.15
    assert 1 <= one("SELECT count(*) FROM ratings_rating WHERE level <= 2") < rated * 0.05
    assert {"", "verified"} <= {each.stage for each in waiting}
    assert not [each for each in waiting if each.overdue(TODAY)]
    assert all(each.stage == "told" for each in ratings.closed_repairs("450500"))
    assert not one(
        "SELECT count(*) FROM ratings_rating r JOIN visits_matter m ON m.id = r.matter_id"
        " JOIN visits_visit v ON v.id = m.visit_id WHERE r.rated_at <= v.moved_at"
    )
