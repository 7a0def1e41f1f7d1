"""大厅坐满：the main hall on a busy morning, for whoever wants to see it so: played through the commands of the ticket
machine and of the clerks, one after the other, up to now.
"""

from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import simpy
from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.people import commands as people
from cheguan.base.people import queries as people_queries
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Officer, Outlet
from cheguan.demo import signins
from cheguan.demo.draw import Weighted, stream
from cheguan.demo.hall import MACHINE, MAIN, NAMESPACE
from cheguan.demo.people import FEMALE, SURNAMES
from cheguan.demo.places import OFFICE
from cheguan.work.visits import arriving, queries
from cheguan.work.visits import commands as visits
from cheguan.work.visits.arriving import Arrival

SEED = 2020
PLAYED = 50
LEADER = signins.PEOPLE[-1][0]
# Windows that are open, by line; the first of each line stays free for whoever signs in.
OPEN = {"vehicle": 8, "licence": 3, "registration": 3, "hard": 1}
# Minutes at the window and how often of a hundred; what is hard comes for an ordinary thing and takes long.
ERRANDS = {
    "inspection_mark_exempt": (3.0, 26),
    "vehicle_licence_reissue": (4.0, 14),
    "plates_reissue": (5.0, 6),
    "vehicle_mortgage_release": (4.0, 6),
    "vehicle_transfer": (13.0, 10),
    "licence_renewal": (3.5, 20),
    "licence_reissue": (3.5, 6),
    "vehicle_registration": (17.0, 14),
    "register_correction": (10.0, 3),
}
HARD = "register_correction"
A_MINUTE, GREETING = 3.15, 0.7
# Who was called in the last minutes is still on the way.
UNDER_WAY = 1.6
FAMILY = Weighted({1: 88, 2: 9, 3: 3})
# From which minute on: the first who can is sent for a copy, the first clerk who is free goes to lunch.
PAUSE_AT, PAUSE = 41.0, "申请人去复印、拍照"
AWAY_AT, AWAY = 43.0, "用餐、休息"
OWNERS = """
SELECT o.party_id, min(f.born_on) FROM vehicles_ownership o
  JOIN parties_party p ON p.id = o.party_id AND p.kind = 'person'
  JOIN parties_profile f ON f.party_id = p.id AND f.voided_by_id IS NULL
 WHERE o.voided_by_id IS NULL GROUP BY o.party_id ORDER BY o.party_id LIMIT %s
"""
Process = Generator[simpy.Event, Any, None]


class Somebody(NamedTuple):
    """Who comes, and for what."""

    party: int
    born_on: date | None
    service: str


def fill(*, at: datetime) -> int:
    """People in line, at windows, one of them paused, one window left for lunch; how many wait. None around midnight."""
    since = at - timedelta(minutes=PLAYED)
    if localdate(since) != localdate(at):
        return 0
    machine = people_queries.find_system_at(office=OFFICE, outlet=MAIN, channel="hall", device=MACHINE)
    assert machine is not None
    _Morning(machine, since=since).play()
    return sum(each.state == "waiting" for each in queries.going_on(machine.outlet_id, on=localdate(at)))


class _Morning:
    """Time is in minutes from the beginning."""

    def __init__(self, machine: Actor, *, since: datetime) -> None:
        self._machine, self._since = machine, since
        self._rng = stream(SEED, "busy hall")
        self._numbers = count(1)
        self._env = simpy.Environment()
        self._to_pause = self._to_leave = True

    def play(self) -> None:
        windows = _windows(self._machine.outlet_id)
        for no, clerk in zip(windows, self._clerks(len(windows)), strict=True):
            visits.sit_down(counter_no=no, by=clerk, at=self._now, key=self._key())
            self._env.process(self._serve(clerk))
        self._env.process(self._come(_errands(self._rng)))
        self._env.run(until=PLAYED)

    def _come(self, coming: Sequence[Somebody]) -> Process:
        """Many stand at the door when it opens; the others come evenly."""
        early = len(coming) // 5
        for place, each in enumerate(coming):
            if place >= early:
                yield self._env.timeout(PLAYED / (len(coming) - early) * self._rng.uniform(0.4, 1.5))
            arrival = Arrival(
                services=[each.service],
                queue="hard" if each.service == HARD else "",
                party_id=each.party,
                born_on=each.born_on,
                people=FAMILY.one(self._rng),
                identity="card",
            )
            arriving.arrive(arrival, source="machine", by=self._machine, at=self._now, key=self._key())

    def _serve(self, clerk: Actor) -> Process:
        while True:
            if self._to_leave and self._env.now >= AWAY_AT:
                self._to_leave = False
                visits.step_away(reason=AWAY, by=clerk, at=self._now, key=self._key())
                return
            called = visits.call_next(by=clerk, at=self._now, key=self._key())
            if called is None:
                yield self._env.timeout(1)
                continue
            visit = called.visit.id
            yield self._env.timeout(GREETING if self._env.now < PLAYED - UNDER_WAY else PLAYED)
            visits.begin(visit_id=visit, by=clerk, at=self._now, key=self._key())
            yield self._env.timeout(self._minutes(visit))
            if self._to_pause and self._env.now >= PAUSE_AT:
                self._to_pause = False
                visits.pause(visit_id=visit, reason=PAUSE, by=clerk, at=self._now, key=self._key())
                continue
            visits.finish(visit_id=visit, by=clerk, at=self._now, key=self._key())

    def _minutes(self, visit: int) -> float:
        usual, _ = ERRANDS[queries.matters(visit)[0].service]
        return usual * self._rng.uniform(0.6, 1.6)

    def _clerks(self, wanted: int) -> Iterator[Actor]:
        """Taken on for the morning, each beside the officer in charge."""
        leader = Officer.objects.get(staff_no=LEADER)
        outlet = Outlet.objects.get(pk=self._machine.outlet_id)
        names = zip(SURNAMES.many(self._rng, wanted), FEMALE.many(self._rng, wanted), strict=True)
        for number, (surname, given) in enumerate(names, start=1):
            officer = people.take_on(
                staff_no=f"F9{number:03}", name=surname + given, kind="auxiliary", office=OFFICE, password=None
            )
            people.put_on_duty(
                officer=officer,
                post="acceptance",
                outlet=outlet,
                starts_at=self._since,
                ends_at=self._since + timedelta(hours=12),
                by=self._machine,
                at=self._since,
                key=self._key(),
                partner=leader,
            )
            assert officer.account_id is not None
            actor = people_queries.find_actor(account_id=officer.account_id, at=self._since, channel="window")
            assert actor is not None
            yield actor

    @property
    def _now(self) -> datetime:
        return self._since + timedelta(minutes=self._env.now)

    def _key(self) -> UUID:
        return uuid5(NAMESPACE, f"busy/{self._since.isoformat()}/{next(self._numbers)}")


def _windows(outlet_id: int) -> list[str]:
    """The numbers of those that open."""
    there = sorted(queries.counters(outlet_id), key=lambda each: (len(each.no), each.no))
    of_line = {queue: [each.no for each in there if each.queues[0] == queue] for queue in OPEN}
    return [no for queue, wanted in OPEN.items() for no in of_line[queue][1 : wanted + 1]]


def _errands(rng: Random) -> list[Somebody]:
    wanted = Weighted({service: float(share) for service, (_, share) in ERRANDS.items()})
    number = round(PLAYED * A_MINUTE)
    with connection.cursor() as cursor:
        cursor.execute(OWNERS, [number])
        people_there = cursor.fetchall()
    services = wanted.many(rng, len(people_there))
    return [Somebody(party, born_on, service) for (party, born_on), service in zip(people_there, services, strict=True)]
