"""Every print of a paper is counted, and only the office whose case it is prints."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.db.conftest import MORNING, City, found_city
from tests.db.test_cases import reissue_of
from tests.db.test_races import cars_of

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.actors import Actor
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.printing import commands as printing
from cheguan.work.printing import queries
from cheguan.work.printing.models import Printed


def accepted(vehicle: Vehicle, city: City) -> str:
    return cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())


def print_it(case_no: str, by: Actor, *, paper: str = "decision", key: UUID | None = None) -> int:
    return printing.record_print(case_no=case_no, paper=paper, document=b"%PDF-", by=by, at=MORNING, key=key or uuid4())


def test_prints_are_counted_by_paper(city: City, vehicle: Vehicle) -> None:
    case_no, key = accepted(vehicle, city), uuid4()
    twice = [print_it(case_no, city.clerk, key=key), print_it(case_no, city.clerk, key=key)]
    assert [print_it(case_no, city.clerk), *twice, print_it(case_no, city.clerk, paper="fee_receipt")] == [2, 1, 1, 1]
    last = queries.copies(case_no)[-1]
    assert (last.paper, last.copy_no, last.at, last.officer) == ("fee_receipt", 1, MORNING, city.clerk.name)
    assert len(last.sha256) == 64
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Printed.objects.update(copy_no=9)


def test_the_paper_of_another_office_is_not_printed_here(city: City, vehicle: Vehicle) -> None:
    case_no = accepted(vehicle, city)
    neighbour = replace(city.clerk, office="450600")

    with pytest.raises(printing.NotOurs, match="不属于本所"):
        print_it(case_no, neighbour)
    with pytest.raises(printing.NotOurs):
        print_it("450500-01-2026-000123", city.clerk)

    assert not Printed.objects.filter(case_no=case_no).exists()
    assert not Act.objects.filter(case_no=case_no, kind="print_paper").exists()
    assert Attempt.objects.get(case_no=case_no).action == "print_paper"


def test_people_who_print_at_once_get_different_copy_numbers(committed: None) -> None:
    city = found_city()
    (car,) = cars_of(city, 1)
    case_no = accepted(car, city)
    people = [city.clerk, city.inspector, city.reviewer, city.maker]

    def one_of_them(turn: int) -> int:
        try:
            return print_it(case_no, people[turn % len(people)])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as together:
        assert sorted(together.map(one_of_them, range(24))) == list(range(1, 25))
