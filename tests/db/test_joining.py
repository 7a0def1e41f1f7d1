"""A case joins no visit that is just being ended: whoever ends it is waited for."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from uuid import uuid4

from django.db import connection, transaction
from tests.db.conftest import MORNING, City, enter_person, found_city
from tests.db.halls import hall_of, seated

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Matter

# Within a transaction the server shows what it has shown before.
LOOK_AGAIN = "SELECT pg_stat_clear_snapshot()"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%visits_matter%%'"


def test_no_case_slips_into_a_visit_that_ends(committed: None) -> None:
    city = hall_of(found_city())
    (clerk,) = seated(city, 1)
    visit, party = serve(city, clerk), somebody(city)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        visits.finish(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
        joining = pool.submit(join, clerk, party)
        deadline = monotonic() + 10
        while not joining.done() and not waits() and monotonic() < deadline:
            sleep(0.02)
    joining.result()
    assert not Matter.objects.filter(visit_id=visit, outcome="").exists()


def serve(city: City, clerk: Actor) -> int:
    visit = visits.take(queue="vehicle", by=city.system, at=MORNING, key=uuid4()).id
    visits.call_next(by=clerk, at=MORNING, key=uuid4())
    visits.begin(visit_id=visit, by=clerk, at=MORNING, key=uuid4())
    return visit


def somebody(city: City) -> int:
    with transaction.atomic():
        act = acts.record(kind="found_registers", by=city.system, at=MORNING, basis=[], key=uuid4())
        return int(enter_person(act).pk)


def join(clerk: Actor, party: int) -> None:
    try:
        visits.join_case(
            case_no="45050001-260302-60001", service="vehicle_licence_reissue", party_id=party,
            by=clerk, at=MORNING, key=uuid4(),
        )  # fmt: skip
    finally:
        connection.close()


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(LOOK_AGAIN)
        cursor.execute(WAITS)
        return bool(cursor.fetchone()[0])
