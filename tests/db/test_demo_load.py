"""The demo city in a database: whole or not at all, lawful, and ready for the next case. It has a schema of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.db.demo_schema import (
    NOON,
    SCHEMA,
    clear,
    defined,
    everything_is_empty,
    load,
    member,
    one,
    rows,
    second_city,
)

from cheguan.demo import loading, references, signins
from cheguan.demo.copying import COLUMNS
from cheguan.demo.licence_rows import LicenceRows
from cheguan.demo.loading import NotEmpty
from cheguan.demo.references import Orphan
from cheguan.demo.scale import SMALL
from cheguan.law import identifiers
from cheguan.law.dates import add_years, month_end
from cheguan.law.lifecycle import CLOSED
from cheguan.registers.parties.commands import initials
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application
from cheguan.work.cases.locked import lock

FINISHED = tuple(sorted(state.value for state in CLOSED))
IN_LOAD = """
import django; django.setup()
from django.core.management import call_command
call_command("demo_load", "--today", "2026-03-02")
"""


@pytest.fixture(scope="module")
def empty(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with second_city(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def definitions(empty: None) -> list[tuple[Any, ...]]:
    return defined()


@pytest.fixture(scope="module", params=[True, False], ids=["references put off", "foreign keys dropped"])
def loaded(request: pytest.FixtureRequest, empty: None, definitions: list[tuple[Any, ...]]) -> None:
    """Loaded as a large city is, in each of the two ways."""
    clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "LARGE", 0)
        patch.setattr(references, "may_be_put_off", lambda _raw: request.param)
        load()


def test_a_failure_leaves_nothing(empty, monkeypatch, definitions):
    def fail(self, events):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(loading, "LARGE", 0)
    monkeypatch.setattr(LicenceRows, "write", fail)
    with pytest.raises(RuntimeError, match="lights"):
        load()

    assert everything_is_empty()
    assert defined() == definitions


def test_a_bad_row_is_an_error_not_a_hole(empty, monkeypatch):
    monkeypatch.setattr("cheguan.demo.casework.OFFICE", "4505009")
    with pytest.raises(psycopg.DataError):
        load()

    assert everything_is_empty()


def test_killed_in_the_middle_leaves_nothing(empty):
    names = {
        "CHEGUAN_DATA_DIR": str(settings.ENV.data_dir),
        "CHEGUAN_SCHEMA": SCHEMA,
        "CHEGUAN_DATABASE_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "cheguan.config.settings",
    }
    loader = subprocess.Popen([sys.executable, "-c", IN_LOAD], env={**os.environ, **names}, stderr=subprocess.DEVNULL)
    while not copying():
        assert loader.poll() is None, "it ended before it could be killed"
        time.sleep(0.002)
    os.kill(loader.pid, signal.SIGKILL)
    loader.wait()
    while copying():
        time.sleep(0.01)

    assert everything_is_empty()


def copying() -> bool:
    return bool(one("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY %%' AND state <> 'idle'"))


def test_a_city_is_not_loaded_over_another(loaded):
    with pytest.raises(NotEmpty):
        load()


def test_indexes_and_constraints_come_back_as_they_were(loaded, definitions):
    assert defined() == definitions
    assert not one("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")


def test_the_counts_are_those_promised(loaded):
    assert one("SELECT count(*) FROM vehicles_vehicle") == SMALL.vehicles
    assert one("SELECT count(*) FROM drivers_drivinglicence") == SMALL.drivers
    assert one("SELECT count(*) FROM cases_case WHERE state = ANY(%s)", list(FINISHED)) == SMALL.cases
    assert one("SELECT count(*) FROM people_outlet") == SMALL.outlets
    assert one("SELECT count(*) FROM people_officer WHERE kind <> 'system'") == SMALL.staff


@pytest.mark.parametrize("table", ["ownership", "colour", "use", "title", "vehiclelicence", "inspectionmark"])
def test_every_vehicle_has_exactly_one_of_each(loaded, table):
    query = f"SELECT count(*), count(DISTINCT vehicle_id) FROM vehicles_{table} WHERE voided_by_id IS NULL"
    assert rows(query) == [(SMALL.vehicles, SMALL.vehicles)]


def test_every_vehicle_bears_one_valid_number_of_its_kind(loaded):
    plates = rows("SELECT kind, number, vehicle_id FROM plates_assignment WHERE voided_by_id IS NULL")

    assert len({vehicle for *_, vehicle in plates}) == len(plates) == SMALL.vehicles
    assert not [number for kind, number, _ in plates if identifiers.plate_problem(number, kind)]


@pytest.mark.parametrize("table", ["term", "licencecopy"])
def test_every_licence_has_one_term_and_one_card(loaded, table):
    query = f"SELECT count(*), count(DISTINCT licence_id) FROM drivers_{table} WHERE voided_by_id IS NULL"
    assert rows(query) == [(SMALL.drivers, SMALL.drivers)]


def test_identifiers_are_sound(loaded):
    identities = rows("SELECT document, number FROM parties_identity")

    assert not [vin for (vin,) in rows("SELECT vin FROM vehicles_vehicle") if identifiers.vin_problem(vin)]
    assert not [no for kind, no in identities if kind == "A" and identifiers.resident_id_problem(no)]
    assert not [no for kind, no in identities if kind == "N" and identifiers.uscc_problem(no)]


def test_names_are_found_by_their_initials(loaded):
    profiles = rows("SELECT name, initials FROM parties_profile ORDER BY id DESC LIMIT 500")

    assert [found for _, found in profiles] == [initials(name) for name, _ in profiles]


def test_terms_follow_each_other_as_the_law_has_it(loaded):
    for term, starts, ends in rows("SELECT term, valid_from, valid_until FROM drivers_term"):
        assert ends == (None if term == "long_term" else add_years(starts, int(term)))


def test_marks_end_with_a_month(loaded):
    assert all(end == month_end(end) for (end,) in rows("SELECT valid_until FROM vehicles_inspectionmark"))


def test_serials_of_copies_count_up(loaded):
    serials: dict[int, list[int]] = {}
    for vehicle, serial in rows("SELECT vehicle_id, serial FROM vehicles_vehiclelicence ORDER BY vehicle_id, id"):
        serials.setdefault(vehicle, []).append(serial)

    assert all(found == list(range(1, len(found) + 1)) for found in serials.values())


def test_what_an_act_issued_is_not_older_than_what_voided_it(loaded):
    for table in ("vehicles_ownership", "vehicles_vehiclelicence", "vehicles_inspectionmark", "drivers_term"):
        assert not one(
            f"SELECT count(*) FROM {table} r JOIN acts_act i ON i.id = r.issued_by_id"
            " JOIN acts_act v ON v.id = r.voided_by_id WHERE v.at::date < i.at::date"
        )


def test_acts_of_a_case_follow_each_other_in_time(loaded):
    acts: dict[str, list[tuple[str, datetime]]] = {}
    for case_no, kind, at in rows("SELECT case_no, kind, at FROM acts_act WHERE case_no IS NOT NULL ORDER BY id"):
        acts.setdefault(case_no, []).append((kind, at))

    assert len(acts) == one("SELECT count(*) FROM cases_case")
    assert all(before[1] <= after[1] for steps in acts.values() for before, after in pairwise(steps))
    archived = {no for (no,) in rows("SELECT no FROM cases_case WHERE state = 'archived'")}
    assert all({"accept", "review", "grant", "archive"} <= {kind for kind, _ in acts[no]} for no in archived)


def test_nobody_reviewed_their_own_and_auxiliaries_decided_nothing(loaded):
    assert not one("SELECT count(*) FROM cases_case WHERE accepted_by_id IN (reviewed_by_id, decided_by_id)")
    assert not one(
        "SELECT count(*) FROM acts_act a JOIN people_officer o ON o.id = a.officer_id"
        " WHERE o.kind = 'auxiliary' AND (a.kind IN ('review', 'grant', 'refuse') OR a.partner_id IS NULL)"
    )


def test_everybody_acted_on_duty(loaded):
    assert not one(
        "SELECT count(*) FROM acts_act a WHERE case_no IS NOT NULL AND NOT EXISTS (SELECT FROM people_duty d"
        " WHERE d.officer_id = a.officer_id AND d.post = a.post AND d.outlet_id = a.outlet_id AND d.period @> a.at)"
    )


def test_case_and_receipt_numbers_have_no_gaps(loaded):
    assert not rows(
        "SELECT left(no, -6) FROM cases_case GROUP BY 1 HAVING count(*) <> max(right(no, 5)::int)"
        " OR count(*) <> (SELECT last FROM numbering_counter WHERE series = left(min(no), -6))"
    )
    assert not rows("SELECT left(no, -7) FROM payments_receipt GROUP BY 1 HAVING count(*) <> max(right(no, 6)::int)")


def test_what_was_charged_was_paid(loaded):
    assert not rows(
        "SELECT c.no FROM cases_case c JOIN payments_charge f ON f.case_no = c.no AND f.voided_by_id IS NULL"
        " LEFT JOIN payments_receipt r ON r.case_no = c.no WHERE c.state = 'archived'"
        " GROUP BY c.no, c.fee_fen, r.fen HAVING sum(f.fen) <> c.fee_fen OR c.fee_fen IS DISTINCT FROM r.fen"
    )


def test_nothing_stands_against_the_open_cases(loaded):
    undecided = rows("SELECT no FROM cases_case WHERE state IN ('accepted', 'verified', 'reviewed', 'suspended')")

    for (no,) in undecided:
        with transaction.atomic():
            case = lock(no, office="450500")
            assert case.service.check(case.asked(on=case.accepted_on).facts) == ()
    assert len(undecided) > 10


def test_a_stolen_vehicle_is_there_to_be_refused(loaded):
    ((vehicle, owner_id),) = rows(
        "SELECT o.vehicle_id, o.party_id FROM vehicles_ownership o JOIN plates_assignment p USING (vehicle_id)"
        " WHERE p.number = %s AND p.voided_by_id IS NULL AND o.voided_by_id IS NULL",
        loading.stolen_plate(),
    )
    asked = Application(service="vehicle_licence_reissue", applicant_id=owner_id, vehicle_id=vehicle)

    with pytest.raises(cases.NotAccepted, match="被盗抢骗"):
        cases.accept(application=asked, by=member("F0001"), at=NOON, key=uuid4())


def test_the_office_goes_on_from_there(loaded):
    no = one("SELECT no FROM cases_case WHERE service = 'vehicle_licence_reissue' AND state = 'reviewed' LIMIT 1")
    vehicle = one("SELECT vehicle_id FROM cases_case WHERE no = %s", no)
    before = one("SELECT max(serial) FROM vehicles_vehiclelicence WHERE vehicle_id = %s", vehicle)

    cases.grant(case_no=str(no), by=member("P0003"), at=NOON, key=uuid4())
    cases.make(case_no=str(no), by=member("F0004"), at=NOON, key=uuid4())

    current = "SELECT serial FROM vehicles_vehiclelicence WHERE vehicle_id = %s AND voided_by_id IS NULL"
    assert one(current, vehicle) == before + 1


def test_a_number_can_be_drawn_for_a_car_that_waits_for_it(loaded):
    no = one("SELECT no FROM cases_case WHERE service = 'vehicle_registration' AND state = 'accepted' LIMIT 1")

    offered = cases.draw_numbers(case_no=str(no), by=member("F0001"), at=NOON, key=uuid4())

    assert offered
    assert all(number.startswith("桂E") for number in offered)


def test_those_of_the_demo_can_sign_in(loaded):
    for staff_no, _ in signins.PEOPLE:
        assert authenticate(username=staff_no, password=signins.PASSWORD)


def test_a_reference_to_nothing_is_found(loaded):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE vehicles_colour SET issued_by_id = 999999999 WHERE vehicle_id = 1")
        with pytest.raises(Orphan, match=r"colour.*999999999"):
            references.check(connection.connection, COLUMNS)
        transaction.set_rollback(True)
