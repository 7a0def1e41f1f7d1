"""Bookings of one hot day under sixty-four writers, beside bare PostgreSQL writing the same rows by prepared statements.

The product's own commands in processes of their own, so that what is measured is booking and not HTTP. Whoever
finds an hour taken takes another that is free. In the end more people come than there are places: none may be given twice.
"""

import multiprocessing
import os
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from random import choice
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import TupleRow

from bench.floor import ACT, TEXTS
from bench.server import Product
from cheguan.config import database
from cheguan.work.appointments import terms

SERVICE, MINUTES = "vehicle_licence_reissue", 15
# After the clock has stopped so many more come at once for the places that are left, which are fewer.
LATE = 300
SYSTEM = "SELECT id FROM people_officer WHERE kind = 'system' ORDER BY id LIMIT 1"
DAYS = "SELECT day FROM appointments_opening WHERE outlet_id = %s AND day > %s ORDER BY day"
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
    with product.connect() as connection, _workers(processes, _environ(product)) as pool:
        slots = _slots_of_a_day()
        wanting = runs * (wanted + LATE + slots * places)
        hall, entered = pool.submit(_prepare, places, wanting).result()
        people = iter(entered)
        days = [day for (day,) in connection.execute(DAYS, [hall, datetime.now(UTC).date()])]
        for day, floor_day in zip(days[:runs], days[runs : 2 * runs], strict=True):
            shape, first = (processes, writers), list(islice(people, wanted))
            result = _product(product, pool, connection, hall=hall, day=day, people=first, shape=shape)
            found["bookings_per_second"].append(result[0])
            found["waits_ms"] += result[1]
            _product(product, pool, connection, hall=hall, day=day, people=list(islice(people, LATE)), shape=shape)
            made, distinct = connection.execute(TWICE, [hall, day]).fetchone() or (0, 0)
            found["given_twice"] += made - distinct
            others = list(islice(people, slots * places))
            found["floor_per_second"].append(
                _floor(product, pool, connection, hall=hall, day=floor_day, people=others, shape=shape)
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
    people: Sequence[int],
    shape: tuple[int, int],
) -> tuple[float, list[float]]:
    """Bookings a second, and what each took."""
    processes, writers = shape
    slots = sorted({starts for _, starts, _ in connection.execute(PLACES, [hall, day])})
    start = time.time() + 2.0
    shares = [Share(hall, people[n::processes], slots, writers // processes, start) for n in range(processes)]
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
    people: Sequence[int],
    shape: tuple[int, int],
) -> float:
    """The same rows for as many people, every place known beforehand and nothing to look up."""
    processes, writers = shape
    rows = connection.execute(PLACES, [hall, day]).fetchall()
    work = list(zip(people, rows, strict=False))
    settings, officer = database.parameters(product.settings, role="app"), _one(connection, SYSTEM)
    start = time.time() + 2.0
    given = [(settings, work[n::processes], writers // processes, officer, hall, start) for n in range(processes)]
    ends = list(pool.map(_write, given))
    return len(work) / (max(ends) - start)


def _environ(product: Product) -> dict[str, str]:
    return {"CHEGUAN_DATA_DIR": str(product.settings.data_dir), "CHEGUAN_LOG_LEVEL": "warning"}


@contextmanager
def _workers(processes: int, environ: dict[str, str]) -> Iterator[ProcessPoolExecutor]:
    """Processes that have met Django once, before any clock runs."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, initializer=_ready, initargs=(environ,)) as pool:
        list(pool.map(time.sleep, [2.0] * processes))
        yield pool


def _ready(environ: dict[str, str]) -> None:
    os.environ.update(environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cheguan.config.settings"
    import django

    django.setup()


def _slots_of_a_day() -> int:
    """The most that a day has."""
    return max(len(list(terms.slots(day, MINUTES))) for day in terms.days_ahead(datetime.now(UTC).date()))


def _prepare(places: int, people: int) -> tuple[int, list[int]]:
    """A hall of its own, with so many places in every slot of the next days, and so many people who want to come."""
    from django.db import connection, transaction
    from django.utils import timezone

    from cheguan.base.acts import commands as acts
    from cheguan.base.people import commands, queries
    from cheguan.registers.parties import commands as parties
    from cheguan.work.appointments import commands as appointments

    system, now = queries.system_actors()[0], timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT lpad((max(code::int) + 1)::text, 2, '0') FROM people_outlet")
        hall = commands.open_outlet(office=system.office, code=cursor.fetchone()[0], name="预约测速").pk
    leader = replace(system, rights={"roster": "leader"})
    pattern = terms.Weekly("vehicle", MINUTES, (places,) * 6)
    appointments.publish(outlet_id=hall, patterns=[pattern], by=leader, at=now, key=uuid4())
    with transaction.atomic():
        act = acts.record(kind="enter_party", by=system, at=now, basis=[], key=uuid4())
        entered = [
            parties.enter(parties.Details("person", "P", f"B{uuid4().hex[:12]}".upper(), "陈明"), act=act).pk
            for _ in range(people)
        ]
    connection.close()
    return hall, entered


def _book(share: Share) -> Booked:
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
    """Some hour of the day; if it is taken, some hour that is free; milliseconds, or nothing when the day was full."""
    from django.utils import timezone

    from cheguan.work.appointments import availability
    from cheguan.work.appointments import commands as appointments

    begun, slots = time.perf_counter(), share.slots
    while slots:
        try:
            wish = appointments.Wish(SERVICE, share.hall, choice(slots), party)
            appointments.book(wish=wish, by=by, at=timezone.now(), key=uuid4())
            return (time.perf_counter() - begun) * 1000
        except appointments.NotBooked:
            left = availability.free_slots(
                outlet_id=share.hall,
                queue="vehicle",
                service_group="papers",
                day=share.slots[0].date(),
                at=timezone.now(),
            )
            slots = [each.starts_at for each in left if each.free]
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
