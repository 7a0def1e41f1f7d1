"""Bookings of one hot day under sixty-four writers, beside bare PostgreSQL writing the same rows by prepared statements.

The product's own commands in processes of their own, so that what is measured is booking and not HTTP. More people want
a place than there are: whoever finds the hour taken tries the next, and in the end no place may be given twice.
"""

import multiprocessing
import os
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import TupleRow

from bench.floor import ACT, TEXTS
from bench.server import Product
from cheguan.config import database

SERVICE, MINUTES = "vehicle_licence_reissue", 15
PEOPLE = """
SELECT p.id FROM parties_party p
 WHERE p.kind = 'person' AND NOT EXISTS (SELECT FROM appointments_booking b WHERE b.party_id = p.id)
 ORDER BY p.id LIMIT %s
"""
HALL = "SELECT min(id) FROM people_outlet"
SYSTEM = "SELECT id FROM people_officer WHERE kind = 'system' ORDER BY id LIMIT 1"
# The days that nobody has booked yet; each run takes two, one for the floor.
DAYS = """
SELECT o.day FROM appointments_opening o
 WHERE o.outlet_id = %s AND o.voided_by_id IS NULL AND o.day > %s
   AND NOT EXISTS (SELECT FROM appointments_place p JOIN appointments_booking b ON b.place_id = p.id WHERE p.opening_id = o.id)
 ORDER BY o.day
"""
PLACES = """
SELECT p.id, lower(p.during), upper(p.during) FROM appointments_place p JOIN appointments_opening o ON o.id = p.opening_id
 WHERE o.outlet_id = %s AND o.day = %s AND p.voided_by_id IS NULL ORDER BY random()
"""
TWICE = """
SELECT count(*), count(DISTINCT b.place_id) FROM appointments_booking b
  JOIN appointments_place p ON p.id = b.place_id JOIN appointments_opening o ON o.id = p.opening_id
 WHERE o.outlet_id = %s AND o.day = %s AND b.voided_by_id IS NULL
"""
BOOKING = """
INSERT INTO appointments_booking (code, place_id, during, party_id, service, nth, standing, issued_by_id)
VALUES (%s, %s, tstzrange(%s, %s), %s, 'vehicle_licence_reissue', 1, tstzrange(%s, %s), %s)
"""
MESSAGE = """
INSERT INTO messaging_message (key, template, about, party_id, channel, address, language, params, zh, en, state, issued_by_id)
VALUES (%s, 'appointment_made', %s, %s, 'sms', '', 'zh', '{"service": "补领行驶证"}', %s, %s, 'no_address', %s)
"""


@dataclass(frozen=True, slots=True)
class Share:
    """What one process of the product books: for whom, and at which moments of the day, soonest first."""

    environ: dict[str, str]
    hall: int
    parties: Sequence[int]
    slots: Sequence[datetime]
    threads: int
    start: float


@dataclass(frozen=True, slots=True)
class Booked:
    """How many of a share got a place and how many none, what each had to wait, and when the last was done."""

    booked: int
    refused: int
    waits_ms: Sequence[float]
    end: float


def run(product: Product, *, writers: int, processes: int, places: int, wanted: int, runs: int) -> dict[str, Any]:
    found: dict[str, Any] = {"bookings_per_second": [], "floor_per_second": [], "waits_ms": [], "given_twice": 0}
    with product.connect() as connection, _workers(processes) as pool:
        hall = _one(connection, HALL)
        pool.submit(_publish, _environ(product), hall, places).result()
        days = [day for (day,) in connection.execute(DAYS, [hall, datetime.now(UTC).date()])]
        if len(days) < 2 * runs:
            raise RuntimeError("too few free days are left in this city: run with --fresh")
        for day, floor_day in zip(days[:runs], days[runs : 2 * runs], strict=True):
            result = _product(product, pool, connection, hall=hall, day=day, wanted=wanted, shape=(processes, writers))
            found["bookings_per_second"].append(result[0])
            found["waits_ms"] += result[1]
            made, distinct = connection.execute(TWICE, [hall, day]).fetchone() or (0, 0)
            found["given_twice"] += made - distinct
            found["floor_per_second"].append(
                _floor(product, pool, connection, hall=hall, day=floor_day, shape=(processes, writers))
            )
    ratios = [mine / bare for mine, bare in zip(found["bookings_per_second"], found["floor_per_second"], strict=True)]
    return {**found, "ratio": statistics.median(ratios)}


def _product(
    product: Product,
    pool: ProcessPoolExecutor,
    connection: psycopg.Connection[TupleRow],
    *,
    hall: int,
    day: date,
    wanted: int,
    shape: tuple[int, int],
) -> tuple[float, list[float]]:
    """Bookings a second, and what each took."""
    processes, writers = shape
    people = [party for (party,) in connection.execute(PEOPLE, [wanted])]
    slots = sorted({starts for _, starts, _ in connection.execute(PLACES, [hall, day])})
    start = time.time() + 2.0
    shares = [
        Share(_environ(product), hall, people[n::processes], slots, writers // processes, start)
        for n in range(processes)
    ]
    results = list(pool.map(_book, shares))
    booked = sum(each.booked for each in results)
    return booked / (max(each.end for each in results) - start), list(chain(*(each.waits_ms for each in results)))


def _floor(
    product: Product,
    pool: ProcessPoolExecutor,
    connection: psycopg.Connection[TupleRow],
    *,
    hall: int,
    day: date,
    shape: tuple[int, int],
) -> float:
    """The same rows for as many people, every place known beforehand and nothing to look up."""
    processes, writers = shape
    rows = connection.execute(PLACES, [hall, day]).fetchall()
    people = [party for (party,) in connection.execute(PEOPLE, [len(rows)])]
    work = list(zip(people, rows, strict=False))
    settings, officer = database.parameters(product.settings, role="app"), _one(connection, SYSTEM)
    start = time.time() + 2.0
    given = [(settings, work[n::processes], writers // processes, officer, hall, start) for n in range(processes)]
    ends = list(pool.map(_write, given))
    return len(work) / (max(ends) - start)


def _environ(product: Product) -> dict[str, str]:
    return {"CHEGUAN_DATA_DIR": str(product.settings.data_dir), "CHEGUAN_LOG_LEVEL": "warning"}


@contextmanager
def _workers(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that have met Django once, before any clock runs."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _ready(environ: dict[str, str]) -> None:
    os.environ.update(environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cheguan.config.settings"
    import django

    django.setup()


def _publish(environ: dict[str, str], hall: int, places: int) -> None:
    """The officer in charge opens so many places for every slot of the next days."""
    _ready(environ)
    from dataclasses import replace

    from django.db import connection
    from django.utils import timezone

    from cheguan.base.people import queries as people
    from cheguan.work.appointments import commands as appointments
    from cheguan.work.appointments.terms import Weekly

    system = people.system_actors()[0]
    leader = replace(system, rights={"roster": "leader"})
    pattern = Weekly("vehicle", MINUTES, (places,) * 6)
    appointments.publish(outlet_id=hall, patterns=[pattern], by=leader, at=timezone.now(), key=uuid4())
    connection.close()


def _book(share: Share) -> Booked:
    _ready(share.environ)
    from django.db import connection

    from cheguan.base.people import queries as people

    by = people.system_actors()[0]

    def some(parties: Sequence[int]) -> list[float | None]:
        connection.ensure_connection()
        time.sleep(max(0.0, share.start - time.time()))
        try:
            return [_attempt(share, party, by) for party in parties]
        finally:
            connection.close()

    with ThreadPoolExecutor(share.threads) as pool:
        waits = list(chain(*pool.map(some, [share.parties[n :: share.threads] for n in range(share.threads)])))
    connection.close()
    done = [each for each in waits if each is not None]
    return Booked(len(done), len(waits) - len(done), done, time.time())


def _attempt(share: Share, party: int, by: Any) -> float | None:
    """From the first free hour on, until there is a place; milliseconds, or nothing when the day was full."""
    from django.utils import timezone

    from cheguan.work.appointments import commands as appointments

    begun = time.perf_counter()
    for starts in share.slots:
        try:
            wish = appointments.Wish(SERVICE, share.hall, starts, party)
            appointments.book(wish=wish, by=by, at=timezone.now(), key=uuid4())
            return (time.perf_counter() - begun) * 1000
        except appointments.NotBooked:
            continue
    return None


def _write(given: tuple[dict[str, Any], Sequence[Any], int, int, int, float]) -> float:
    settings, work, threads, officer, hall, start = given

    def some(rows: Iterable[Any]) -> None:
        with psycopg.connect(**settings, prepare_threshold=0, autocommit=True) as connection:
            time.sleep(max(0.0, start - time.time()))
            for party, (place, starts, ends) in rows:
                _row(connection, officer, hall, party, place, starts, ends)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(some, [work[n::threads] for n in range(threads)]))
    return time.time()


def _row(
    connection: psycopg.Connection[TupleRow],
    officer: int,
    hall: int,
    party: int,
    place: int,
    starts: datetime,
    ends: datetime,
) -> None:
    now, code = datetime.now(UTC), uuid4().hex[:8]
    with connection.transaction():
        act = _one(connection, ACT, [uuid4(), "book_appointment", now, officer, "system", hall, None])
        connection.execute(BOOKING, [code, place, starts, ends, party, now, max(ends, now + timedelta(1)), act])
        connection.execute(MESSAGE, [f"appointment_made:{code}:{act}", code, party, *TEXTS, act])


def _one(connection: psycopg.Connection[TupleRow], statement: Any, values: Sequence[object] = ()) -> int:
    row = connection.execute(statement, values).fetchone()
    assert row is not None
    return int(row[0])
