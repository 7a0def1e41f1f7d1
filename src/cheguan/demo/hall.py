"""The halls of the demo: their windows, and on the day of loading some people who wait."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid5

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Outlet
from cheguan.demo.desks import POSTS, Placed
from cheguan.demo.places import OFFICE
from cheguan.oversight.staffing import assumed
from cheguan.oversight.staffing.plan import Counter as Planned
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Counter

CLERK = POSTS["clerk"]
NAMESPACE = UUID("1f0b7e5e-6f4e-4c58-9f4b-0d8a5a3f2c11")
MACHINE = "演示取号机"
# The main hall has the windows that a day's trial assumes; 其他大厅的窗口数没有公布过，是本演示自拟的 (DESIGN).
MAIN = "01"
COUNTERS = {"02": 2, "03": 6, "04": 2}
FEW = 2
# The queues of a larger hall's windows in turn; a small hall's windows do everything.
LARGE = (
    (("vehicle",), ("hard",)),
    (("vehicle",), ("licence",)),
    (("licence",), ("vehicle",)),
    (("registration",), ("vehicle",)),
    (("hard",), ("vehicle", "licence")),
)
SMALL = (("vehicle", "licence", "registration", "hard"), ())
# Minutes ago, what for, why sooner, how many of them.
WAITING = (
    (34, "vehicle_transfer", "", 2),
    (27, "licence_renewal", "", 1),
    (21, "vehicle_licence_reissue", "", 1),
    (18, "vehicle_registration", "", 1),
    (13, "licence_reissue", "elderly", 1),
    (9, "inspection_mark_exempt", "", 1),
    (6, "plates_reissue", "disabled", 1),
    (4, "licence_renewal", "", 1),
    (2, "vehicle_mortgage_release", "", 1),
)
OWNERS = """
SELECT o.party_id FROM vehicles_ownership o JOIN parties_party p ON p.id = o.party_id AND p.kind = 'person'
 WHERE o.voided_by_id IS NULL GROUP BY o.party_id ORDER BY o.party_id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the main hall and who sits there; ``desk`` is the columns of an act from the officer to the channel."""

    counter_id: int
    officer_id: int
    desk: str


def counters(outlet: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Number, queues and overflow of each window of an outlet."""
    if outlet == MAIN:
        for each in assumed.counters(assumed.counter_numbers()):
            yield str(each.no), each.serves, each.overflow
        return
    number = COUNTERS.get(outlet, FEW)
    for place in range(number):
        queues, overflow = LARGE[place % len(LARGE)] if number >= len(LARGE) else SMALL
        yield str(place + 1), queues, overflow


def set_up_counters(*, by: Actor, at: datetime) -> None:
    """In every outlet, as the officer in charge would."""
    for outlet in Outlet.objects.order_by("pk"):
        there = replace(by, outlet_id=outlet.pk, outlet=outlet.code, outlet_name=outlet.name)
        for no, queues, overflow in counters(outlet.code):
            key = uuid5(NAMESPACE, f"counter/{outlet.code}/{no}")
            visits.set_up(no=no, queues=queues, overflow=overflow, by=there, at=at, key=key)


def windows(plan: Sequence[Planned], *, outlet_id: int, placed: Sequence[Placed]) -> Mapping[int, Window]:
    """For each counter of a plan, by its number, a window of its line and a clerk; with few clerks some have two."""
    by_queues: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for counter in Counter.objects.filter(outlet_id=outlet_id, voided_by=None).order_by("pk"):
        by_queues[tuple(counter.queues)].append(counter.pk)
    free = {queues: iter(ids) for queues, ids in by_queues.items()}
    clerks = [each for each in placed if each.outlet_id == outlet_id and CLERK in each.member.posts]
    return {
        counter.no: Window(next(free[counter.serves]), clerk.officer_id, clerk.columns(CLERK))
        for counter, clerk in zip(plan, cycle(clerks), strict=False)
    }


def let_some_wait(*, at: datetime) -> int:
    """In the main hall, having come over the last half hour; how many."""
    machine = people.find_system_at(office=OFFICE, outlet=MAIN, channel="hall", device=MACHINE)
    assert machine is not None
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, [len(WAITING)])
        parties = [party for (party,) in cursor.fetchall()]
    came = [at - timedelta(minutes=ago) for ago, *_ in WAITING]
    if localdate(came[0]) != localdate(at):
        return 0
    for number, (taken_at, (_, service, priority, together)) in enumerate(zip(came, WAITING, strict=True)):
        visits.take(
            services=[service],
            party_id=parties[number] if number < len(parties) else None,
            people=together,
            priority=priority,
            identity="card",
            by=machine,
            at=taken_at,
            key=uuid5(NAMESPACE, f"ticket/{taken_at:%Y%m%d}/{number}"),
        )
    return len(WAITING)
