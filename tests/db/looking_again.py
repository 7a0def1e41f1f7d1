"""Cases that were decided and drawn, whatever chance would have said."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

from tests.db.conftest import MORNING, City
from tests.db.test_cases import reissue_of

from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.second_looks import chance
from cheguan.work.second_looks.models import Look


@contextmanager
def chance_says(*, falls: bool) -> Iterator[None]:
    with patch.object(chance, "falls", return_value=falls):
        yield


def reviewed(city: City, vehicle: Vehicle) -> str:
    """A lost vehicle licence, accepted and reviewed by the usual people."""
    case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    return case_no


def decided(city: City, vehicle: Vehicle) -> str:
    """The same, granted."""
    case_no = reviewed(city, vehicle)
    cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    return case_no


def drawn(city: City, vehicle: Vehicle) -> int:
    """The number of a look at such a case."""
    with chance_says(falls=True):
        case_no = decided(city, vehicle)
    return int(Look.objects.get(case__no=case_no).pk)
