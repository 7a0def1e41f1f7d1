"""The hot commands' statements are counted: a new one is a decision, not an accident."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, City
from tests.db.halls import hall_of, seated
from tests.db.test_cases import reissue_of

from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.second_looks import commands as second_looks
from cheguan.work.visits import commands as visits

CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def counted(captured: CaptureQueriesContext) -> int:
    """Statements besides those that open and close transactions."""
    return sum(not query["sql"].startswith(CONTROL) for query in captured.captured_queries)


def test_accept_reads_once_and_writes_once(city: City, vehicle: Vehicle) -> None:
    application = reissue_of(vehicle)
    with CaptureQueriesContext(connection) as captured:
        cases.accept(application=application, by=city.clerk, at=MORNING, key=uuid4())
    assert counted(captured) == 2


def test_calling_the_next_one_is_one_statement(city: City) -> None:
    (clerk,) = seated(hall_of(city), 1)
    visits.take(queue="vehicle", by=clerk, at=MORNING, key=uuid4())
    with CaptureQueriesContext(connection) as captured:
        assert visits.call_next(by=clerk, at=MORNING, key=uuid4())
    assert counted(captured) == 1


def test_review_is_one_statement_and_grant_five(city: City, vehicle: Vehicle) -> None:
    second_looks.seal(by=city.system, at=MORNING)
    case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    with CaptureQueriesContext(connection) as captured:
        cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    assert counted(captured) == 1
    with CaptureQueriesContext(connection) as captured:
        cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    assert counted(captured) == 5
