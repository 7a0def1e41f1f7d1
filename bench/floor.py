"""The floor of the window path: the same rows in the same tables, in the same transactions, by prepared statements.

One process for each client, no HTTP, no law, no checks: what a program that knew everything beforehand would write.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from bench.server import Product
from bench.window import Car
from cheguan.config import database

# Case numbers of an outlet that does not exist, so that the product gives out its own undisturbed.
NO_OUTLET = "45050099"
NUMBER = """
INSERT INTO numbering_counter AS k (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = k.last + 1 RETURNING last
"""
ACT = """
INSERT INTO acts_act (key, kind, at, officer_id, partner_id, post, office, outlet_id, channel, device, basis, case_no,
                      reason, detail)
VALUES (%s, %s, %s, %s, NULL, %s, '450500', %s, 'window', '127.0.0.1', ARRAY['《机动车登记规定》第52条'], %s, '', '{}')
RETURNING id
"""
CASE = """
INSERT INTO cases_case (no, service, edition, route, state, office, outlet_id, channel, applicant_id, vehicle_id, declared,
                        joint, accepted_at, accepted_on, due_on, accepted_by_id, fee_fen, query_code)
VALUES (%s, 'vehicle_licence_reissue', '2022-05-01', 'R1', 'accepted', '450500', %s, 'window', %s, %s, '{}', '{}', %s, %s,
        %s, %s, 1500, %s) RETURNING id
"""
MATERIAL = """
INSERT INTO cases_material (case_id, code, how, source, issued_by_id) VALUES (%s, 'owner_identity', 'presented', '身份证件', %s)
"""
CHARGE = "INSERT INTO payments_charge (case_no, item, fen, issued_by_id) VALUES (%s, 'vehicle_licence', 1500, %s)"
# Without an address, so that nobody sends what the floor wrote.
MESSAGE = """
INSERT INTO messaging_message (key, template, about, party_id, channel, address, language, params, zh, en, state, issued_by_id)
VALUES (%s, %s, %s, %s, 'sms', '', 'zh', '{"service": "补领行驶证"}', %s, %s, 'no_address', %s)
"""
TEXTS = [
    "您申请的补领行驶证已受理，流水号45050099-260302-00001，最迟2026-03-03办结，查询码0123456789abcdef。",
    "Your application for Reissue of a vehicle licence is accepted: case 45050099-260302-00001, to be finished by 2026-03-03.",
]
REVIEW = "UPDATE cases_case SET state = 'reviewed', reviewed_by_id = %s WHERE no = %s"
GRANT = "UPDATE cases_case SET state = 'granted', decided_by_id = %s, ended_at = %s WHERE no = %s"
VOID = """
UPDATE vehicles_vehiclelicence SET voided_by_id = %s WHERE vehicle_id = %s AND voided_by_id IS NULL RETURNING serial
"""
ISSUE = "INSERT INTO vehicles_vehiclelicence (vehicle_id, serial, issued_by_id) VALUES (%s, %s, %s)"
PEOPLE = """
SELECT (SELECT id FROM people_officer WHERE staff_no = 'F0001'), (SELECT id FROM people_officer WHERE staff_no = 'P0003'),
       (SELECT min(id) FROM people_outlet)
"""


def run(product: Product, cars: Sequence[Car], *, clients: int) -> float:
    """Cases a second."""
    settings = database.parameters(product.settings, role="app")
    with ProcessPoolExecutor(clients) as pool:
        shares = [cars[share::clients] for share in range(clients)]
        list(pool.map(_ready, [settings] * clients))
        start = time.time() + 1.0
        ends = list(pool.map(_work, [settings] * clients, shares, [start] * clients))
    return len(cars) / (max(ends) - start)


def _ready(settings: dict[str, Any]) -> None:
    """Every process is there and has met the server once."""
    time.sleep(0.2)
    with psycopg.connect(**settings):
        pass


def _work(settings: dict[str, Any], cars: Sequence[Car], start: float) -> float:
    with psycopg.connect(**settings, prepare_threshold=0, autocommit=True) as connection:
        clerk, reviewer, outlet = connection.execute(PEOPLE).fetchone() or (0, 0, 0)
        time.sleep(max(0.0, start - time.time()))
        for car in cars:
            _case(connection, car, clerk, reviewer, outlet)
    return time.time()


def _case(connection: psycopg.Connection[Any], car: Car, clerk: int, reviewer: int, outlet: int) -> None:
    now = datetime.now(UTC)
    with connection.transaction():
        number = _one(connection, NUMBER, [f"{NO_OUTLET}-{now:%y%m%d}"])
        no = f"{NO_OUTLET}-{now:%y%m%d}-{number:05d}"
        act = _one(connection, ACT, [uuid4(), "accept", now, clerk, "acceptance", outlet, no])
        days = [now.date(), now.date() + timedelta(days=1)]
        case = _one(connection, CASE, [no, outlet, car.owner_id, car.vehicle_id, now, *days, clerk, uuid4().hex[:16]])
        connection.execute(MATERIAL, [case, act])
        connection.execute(CHARGE, [no, act])
        connection.execute(MESSAGE, [f"case_accepted:{no}", "case_accepted", no, car.owner_id, *TEXTS, act])
    with connection.transaction():
        _one(connection, ACT, [uuid4(), "review", now, reviewer, "review", outlet, no])
        connection.execute(REVIEW, [reviewer, no])
    with connection.transaction():
        act = _one(connection, ACT, [uuid4(), "grant", now, reviewer, "review", outlet, no])
        connection.execute(GRANT, [reviewer, now, no])
        connection.execute(MESSAGE, [f"case_granted:{no}", "case_granted", no, car.owner_id, *TEXTS, act])
        serial = _one(connection, VOID, [act, car.vehicle_id])
        connection.execute(ISSUE, [car.vehicle_id, serial + 1, act])


def _one(connection: psycopg.Connection[Any], statement: Any, values: Sequence[object]) -> int:
    row = connection.execute(statement, values).fetchone()
    assert row is not None
    return int(row[0])
