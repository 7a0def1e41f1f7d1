"""What an insider with the application's own login tries on the hall's figures; PostgreSQL itself must stop it."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.db.conftest import MORNING, found_city
from tests.db.halls import hall_of, seated
from tests.db.test_attacks import is_refused
from tests.db.test_attacks_hall import begun
from tests.db.test_ratings import rate, served

from cheguan.base.acts import commands as acts
from cheguan.base.people import queries as people


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Somebody was served and said that it was bad; somebody else stands at the counter; both for good."""
    with django_db_blocker.unblock():
        city = hall_of(found_city())
        (clerk,) = seated(city, 1)
        rate(city, served(city, clerk), 1)
        begun(city, clerk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visits_visit SET rank_at = rank_at - interval '1 hour'",
        "UPDATE visits_visit SET taken_at = taken_at + interval '5 minutes', rank_at = rank_at + interval '5 minutes'",
        "UPDATE visits_visit SET state = 'finished'",
        "UPDATE visits_visit SET officer_id = NULL",
        "DELETE FROM visits_visit",
        "UPDATE visits_matter SET outcome = 'answered'",
        "UPDATE visits_matter SET kind = 'registration'",
        "DELETE FROM visits_matter",
        "UPDATE visits_span SET since = since + interval '5 minutes'",
        "UPDATE visits_span SET until = since WHERE until IS NOT NULL",
        "UPDATE visits_span SET until = since, ended_by_id = issued_by_id WHERE until IS NULL",
        "DELETE FROM visits_span",
        "UPDATE visits_sitting SET voided_by_id = issued_by_id",
        "UPDATE visits_counter SET queues = '{}'",
        "UPDATE ratings_rating SET level = 5",
        "UPDATE ratings_rating SET voided_by_id = issued_by_id",
        "DELETE FROM ratings_rating",
        "UPDATE ratings_repair SET verify_by = '2099-12-31'",
        "UPDATE ratings_repair SET voided_by_id = issued_by_id",
        "UPDATE ratings_rating SET rated_at = now()",
    ],
)
def test_nobody_at_the_applications_login_makes_figures_better(kept: None, committed: None, statement: str) -> None:
    is_refused(statement)


@pytest.mark.parametrize(
    "change",
    [
        "visits_visit SET low_s = 60, high_s = 6000",
        "visits_visit SET rank_at = rank_at - interval '1 hour'",
        "visits_matter SET kind = 'registration'",
        "visits_matter SET service = 'vehicle_registration'",
    ],
)
def test_not_even_beside_an_act(kept: None, committed: None, change: str) -> None:
    """What was told, promised and asked for stays, whoever has a step to take with it."""
    with pytest.raises(DatabaseError, match=r"a (ticket|matter) keeps"):
        take_a_step(change)


@transaction.atomic
def take_a_step(change: str) -> None:
    by, *_ = people.system_actors()
    act = acts.record(kind="finish_visit", by=by, at=MORNING, basis=[], key=uuid4())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}, moved_by_id = %s", [act])
