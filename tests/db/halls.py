"""A hall of one's own for a test: an outlet, its counters, and clerks who sit at them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Max
from tests.db.conftest import MORNING, YEAR, City, actor_of

from cheguan.base.people import commands as people
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Officer, Outlet
from cheguan.registers.parties.models import Party
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries


def hall_of(city: City) -> City:
    """The same people in a hall where nobody has been yet."""
    office = city.system.office
    last = Outlet.objects.filter(office_id=office).aggregate(last=Max("code"))["last"]
    hall = Outlet.objects.create(office_id=office, code=f"{int(last) + 1:02d}", name="新大厅")
    there = {"outlet_id": hall.pk, "outlet": hall.code, "outlet_name": hall.name}
    people_there = ("system", "clerk", "inspector", "reviewer", "maker", "archivist", "leader")
    return replace(city, hall=hall, **{who: replace(getattr(city, who), **there) for who in people_there})


def another_clerk(city: City) -> Actor:
    staff_no = uuid4().hex[:10]
    officer = people.take_on(
        staff_no=staff_no, name=f"员{staff_no[:4]}", kind="auxiliary", office=city.system.office, password=None
    )
    people.put_on_duty(
        officer=officer, post="acceptance", outlet=city.hall, starts_at=MORNING - YEAR, ends_at=MORNING + YEAR,
        partner=Officer.objects.get(pk=city.leader.officer_id), by=city.system, at=MORNING, key=uuid4(),
    )  # fmt: skip
    return actor_of(officer)


def seated(city: City, numbers: int, *, queues: Sequence[str] = ("vehicle",)) -> list[Actor]:
    """So many clerks, each at a counter of their own."""
    clerks = [another_clerk(city) for _ in range(numbers)]
    for place, clerk in enumerate(clerks, start=1):
        sit_at(city, clerk, f"{place:02d}", queues=queues)
    return clerks


def handled(city: City, clerk: Actor, party: Party) -> queries.MatterLine:
    """Somebody with one matter, called, served and done with in the morning's first minute."""
    step: dict[str, Any] = {"by": clerk, "at": MORNING}
    visit = visits.take(
        services=["vehicle_licence_reissue"], party_id=party.pk, by=city.system, at=MORNING, key=uuid4()
    ).id
    visits.call_next(**step, key=uuid4())
    visits.begin(visit_id=visit, **step, key=uuid4())
    (matter,) = queries.matters(visit)
    visits.finish(visit_id=visit, outcomes={matter.id: "handled"}, **step, key=uuid4())
    return matter


def count_up(city: City, times: int, *, queue: str = "vehicle") -> None:
    """So many numbers of a day that nobody took: a counter goes up by one, and never otherwise."""
    series = f"T{city.hall.pk}-{MORNING:%Y%m%d}-{queue}"
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute("UPDATE numbering_counter SET last = last + 1 WHERE series = %s", [series])


def sit_at(city: City, clerk: Actor, no: str, *, queues: Sequence[str] = ("vehicle",)) -> None:
    visits.set_up(no=no, queues=queues, by=city.leader, at=MORNING, key=uuid4())
    visits.sit_down(counter_no=no, by=clerk, at=MORNING, key=uuid4())
