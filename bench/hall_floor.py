"""The floor of the hall's day: the same rows, in as many transactions, by prepared statements, one process a counter.

No HTTP, no law, no checks of who may do what: what a program that knew everything beforehand would write.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from bench.floor import ACT, CASE, CHARGE, MATERIAL, MESSAGE, NUMBER, TEXTS
from bench.server import Product
from bench.window import Car
from cheguan.config import database

# Ticket and case numbers of a day and an outlet that do not exist, so that the product's own stay undisturbed.
NO_OUTLET = "45050098"
NO_DAY = "2020-02-29"
VISIT_ACT = ACT.replace("ARRAY['《机动车登记规定》第52条']", "'{}'")
VISIT = """
INSERT INTO visits_visit (outlet_id, day, no, queue, source, people, taken_at, rank_at, state, token, expected_s, low_s,
                          high_s, moved_at, moved_by_id)
VALUES (%s, %s, %s, 'vehicle', 'machine', 1, %s, %s, 'waiting', %s, 600, 300, 900, %s, %s) RETURNING id
"""
MATTER = """
INSERT INTO visits_matter (visit_id, service, kind, token, moved_by_id)
VALUES (%s, 'vehicle_licence_reissue', 'ordinary', %s, %s)
"""
SPAN = """
INSERT INTO visits_span (visit_id, kind, queue, counter_id, officer_id, since, issued_by_id)
VALUES (%s, %s, 'vehicle', %s, %s, %s, %s)
"""
END = "UPDATE visits_span SET until = %s, ended_by_id = %s WHERE visit_id = %s AND until IS NULL"
NEXT = """
SELECT id FROM visits_visit WHERE outlet_id = %s AND day = %s AND state = 'waiting' ORDER BY rank_at, id
 LIMIT 1 FOR UPDATE SKIP LOCKED
"""
CALL = """
UPDATE visits_visit SET state = 'called', counter_id = %s, officer_id = %s, calls = 1, moved_at = %s, moved_by_id = %s
 WHERE id = %s
"""
MOVE = "UPDATE visits_visit SET state = %s, moved_at = %s, moved_by_id = %s WHERE id = %s"
JOIN = "UPDATE visits_matter SET case_no = %s, party_id = %s, moved_by_id = %s WHERE visit_id = %s"
DONE = "UPDATE visits_matter SET outcome = 'handled', moved_by_id = %s WHERE visit_id = %s"
MEET = "UPDATE visits_visit SET party_id = %s, moved_by_id = %s WHERE id = %s"
PLACES = """
SELECT c.id, s.officer_id, c.outlet_id FROM visits_counter c
  JOIN visits_sitting s ON s.counter_id = c.id AND s.voided_by_id IS NULL
 WHERE c.voided_by_id IS NULL AND c.no LIKE '9__' ORDER BY c.no
"""


def run(product: Product, cars: Sequence[Car], *, waiting: int) -> float:
    """Visits a second, with as long a line."""
    settings = database.parameters(product.settings, role="app")
    with product.connect() as connection:
        places = connection.execute(PLACES).fetchall()
        for _ in range(waiting):
            _ticket(connection, places[0][2], places[0][1])
    shares = [cars[share :: len(places)] for share in range(len(places))]
    with ProcessPoolExecutor(len(places)) as pool:
        start = time.time() + 3.0
        ends = list(pool.map(_work, [settings] * len(places), places, shares, [start] * len(places)))
    return len(cars) / (max(ends) - start)


def _work(settings: dict[str, Any], place: tuple[int, int, int], cars: Sequence[Car], start: float) -> float:
    with psycopg.connect(**settings, prepare_threshold=0, autocommit=True) as connection:
        time.sleep(max(0.0, start - time.time()))
        for car in cars:
            _ticket(connection, place[2], place[1])
            _visit(connection, car, place)
    return time.time()


def _ticket(connection: psycopg.Connection[Any], outlet: int, officer: int) -> None:
    now = datetime.now(UTC)
    with connection.transaction():
        number = _one(connection, NUMBER, [f"T{outlet}-floor-vehicle"])
        act = _act(connection, "take_ticket", now, officer, outlet)
        no = f"F{number:05d}"
        visit = _one(connection, VISIT, [outlet, NO_DAY, no, now, now, uuid4().hex[:22], now, act])
        connection.execute(SPAN, [visit, "waiting", None, None, now, act])
        connection.execute(MATTER, [visit, uuid4().hex[:22], act])


def _visit(connection: psycopg.Connection[Any], car: Car, place: tuple[int, int, int]) -> None:
    counter, officer, outlet = place
    with connection.transaction():
        now, visit = datetime.now(UTC), _one(connection, NEXT, [outlet, NO_DAY])
        act = _act(connection, "call", now, officer, outlet)
        connection.execute(CALL, [counter, officer, now, act, visit])
        _stretch(connection, visit, "called", act, now, place)
    with connection.transaction():
        now = datetime.now(UTC)
        act = _act(connection, "begin_service", now, officer, outlet)
        connection.execute(MOVE, ["serving", now, act, visit])
        _stretch(connection, visit, "serving", act, now, place)
    with connection.transaction():
        act = _act(connection, "meet", datetime.now(UTC), officer, outlet)
        connection.execute(MEET, [car.owner_id, act, visit])
    with connection.transaction():
        no = _accept(connection, car, officer, outlet)
    with connection.transaction():
        act = _act(connection, "join_case", datetime.now(UTC), officer, outlet)
        connection.execute(JOIN, [no, car.owner_id, act, visit])
    with connection.transaction():
        now = datetime.now(UTC)
        act = _act(connection, "finish_visit", now, officer, outlet)
        connection.execute(MOVE, ["finished", now, act, visit])
        connection.execute(END, [now, act, visit])
        connection.execute(DONE, [act, visit])


def _stretch(
    connection: psycopg.Connection[Any], visit: int, kind: str, act: int, now: datetime, place: tuple[int, int, int]
) -> None:
    connection.execute(END, [now, act, visit])
    connection.execute(SPAN, [visit, kind, place[0], place[1], now, act])


def _accept(connection: psycopg.Connection[Any], car: Car, officer: int, outlet: int) -> str:
    now = datetime.now(UTC)
    number = _one(connection, NUMBER, [f"{NO_OUTLET}-{now:%y%m%d}"])
    no = f"{NO_OUTLET}-{now:%y%m%d}-{number:05d}"
    act = _one(connection, ACT, [uuid4(), "accept", now, officer, "acceptance", outlet, no])
    days = [now.date(), now.date() + timedelta(days=1)]
    case = _one(connection, CASE, [no, outlet, car.owner_id, car.vehicle_id, now, *days, officer, uuid4().hex[:16]])
    connection.execute(MATERIAL, [case, act])
    connection.execute(CHARGE, [no, act])
    connection.execute(MESSAGE, [f"case_accepted:{no}", "case_accepted", no, car.owner_id, *TEXTS, act])
    return no


def _act(connection: psycopg.Connection[Any], kind: str, now: datetime, officer: int, outlet: int) -> int:
    return _one(connection, VISIT_ACT, [uuid4(), kind, now, officer, "acceptance", outlet, None])


def _one(connection: psycopg.Connection[Any], statement: Any, values: Sequence[object]) -> int:
    row = connection.execute(statement, values).fetchone()
    assert row is not None
    return int(row[0])
