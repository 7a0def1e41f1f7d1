"""What an insider with the application's own database login tries; PostgreSQL itself must stop it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from tests.db.conftest import MORNING, City, enter_person, enter_vehicle, found_city
from tests.db.test_cases import reissue_of

from cheguan.base.acts import commands as acts
from cheguan.base.acts.models import Act
from cheguan.work.cases import commands as cases
from cheguan.work.cases.models import Case
from cheguan.work.payments import commands as payments

OUR_OWN = ["acts_act", "attempts_attempt", "cases_case", "vehicles_ownership", "printing_printed", "numbering_counter"]


@pytest.fixture
def office(committed: None) -> City:
    """An office in a database where every command is a transaction of its own, as in the product."""
    return found_city()


def founded(office: City) -> int:
    return acts.record(kind="found_registers", by=office.system, at=MORNING, basis=[], key=uuid4())


@pytest.fixture
def granted(office: City) -> str:
    """A case that has been reviewed, granted and paid."""
    with transaction.atomic():
        act = founded(office)
        car = enter_vehicle(act, owner=enter_person(act), city=office)
    case_no = cases.accept(application=reissue_of(car), by=office.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())
    cases.grant(case_no=case_no, by=office.reviewer, at=MORNING, key=uuid4())
    payments.collect(case_no=case_no, method="cash", by=office.clerk, at=MORNING, key=uuid4())
    return case_no


def is_refused(statement: str, *values: Any) -> None:
    """PostgreSQL refuses the statement; if it does not, nothing of it stays."""
    with pytest.raises(DatabaseError):
        run_in_vain(statement, *values)


def run_in_vain(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", OUR_OWN)
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD COLUMN x int",
        "DROP TABLE {} CASCADE",
        "ALTER TABLE {} OWNER TO cheguan_app",
        "CREATE TRIGGER x BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ],
)
def test_nobody_at_the_applications_login_removes_or_reshapes(granted: str, table: str, statement: str) -> None:
    is_refused(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acts_act SET at = now()",
        "UPDATE attempts_attempt SET at = now()",
        "UPDATE payments_receipt SET fen = 0",
        "UPDATE files_file SET media_type = 'text/html'",
        "UPDATE vehicles_vehiclelicence SET voided_by_id = NULL WHERE voided_by_id IS NOT NULL",
        "UPDATE vehicles_vehiclelicence SET voided_by_id = 999999999 WHERE voided_by_id IS NULL",
        "SET session_replication_role = replica",
        "SET ROLE cheguan_owner",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION cheguan_owner",
        "CREATE TABLE x (i int)",
        "CREATE TABLE public.x (i int)",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "UPDATE django_migrations SET name = 'x'",
        "SELECT setval('acts_act_id_seq', 1)",
        "LOCK TABLE acts_act IN ACCESS EXCLUSIVE MODE",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY acts_act TO PROGRAM 'cat'",
        "ALTER ROLE cheguan_app SUPERUSER",
        "UPDATE cases_case SET accepted_by_id = decided_by_id WHERE decided_by_id IS NOT NULL",
    ],
)
def test_nobody_at_the_applications_login_rewrites_or_rises(granted: str, statement: str) -> None:
    is_refused(statement)


@pytest.mark.parametrize(
    "change",
    [
        "people_officer SET name = '王五'",
        "people_officer SET staff_no = 'P9999'",
        "people_officer SET kind = 'police'",
        "people_officer SET office_id = '450600'",
        "people_officer SET account_id = NULL",
        "people_account SET staff_no = 'P9999'",
        "people_account SET is_active = NOT is_active",
        "people_account SET is_staff = true",
        "people_account SET is_superuser = true",
        "people_certificate SET valid_until = '2099-12-31'",
        "people_certificate SET kind = 'examiner'",
        "people_certificate SET officer_id = officer_id + 1",
        "people_duty SET post = 'leader'",
        "people_duty SET period = tstzrange(now(), 'infinity')",
        "people_duty SET partner_id = NULL",
    ],
)
def test_nobody_at_the_applications_login_makes_somebody_of_another(office: City, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        run_in_vain(f"UPDATE {change}")


def test_what_running_needs_of_an_account_can_be_changed(office: City) -> None:
    run_in_vain(
        "UPDATE people_account SET password = 'x', last_login = now() WHERE staff_no = %s", office.clerk.staff_no
    )


def test_a_temporary_table_cannot_stand_before_the_real_one(granted: str) -> None:
    is_refused("CREATE TEMPORARY TABLE acts_act (i int)")


@pytest.mark.parametrize("change", ["last - 1", "last + 5"])
def test_a_counter_only_moves_on_by_one(granted: str, change: str) -> None:
    is_refused(f"UPDATE numbering_counter SET last = {change}")


@pytest.mark.parametrize("change", ["next_no = first_no", "next_no = last_no + 1", "last_no = last_no + 1"])
def test_a_lot_of_blanks_only_moves_on_by_one(granted: str, change: str) -> None:
    is_refused(f"UPDATE printing_blanklot SET {change}")


@pytest.mark.parametrize("state", ["archived", "refused", "accepted"])
def test_a_case_does_not_move_without_an_act(granted: str, state: str) -> None:
    is_refused("UPDATE cases_case SET state = %s WHERE no = %s", state, granted)


@pytest.mark.parametrize("change", ["due_on = '2030-01-01'", "applicant_id = applicant_id - 1", "no = no || '1'"])
def test_a_case_is_not_rewritten_without_an_act(granted: str, change: str) -> None:
    is_refused(f"UPDATE cases_case SET {change} WHERE no = %s", granted)


def test_an_old_act_brings_nothing_new_into_force(granted: str) -> None:
    act = Act.objects.get(case_no=granted, kind="accept")
    vehicle = Case.objects.get(no=granted).vehicle_id
    is_refused(
        'INSERT INTO vehicles_titleentry (vehicle_id, kind, "on", text, issued_by_id) VALUES (%s, %s, %s, %s, %s)',
        vehicle, "mortgage", MORNING.date(), "x", act.pk,
    )  # fmt: skip


def test_an_old_act_takes_nothing_out_of_force(granted: str) -> None:
    act = Act.objects.get(case_no=granted, kind="accept")
    vehicle = Case.objects.get(no=granted).vehicle_id
    is_refused(
        "UPDATE vehicles_ownership SET voided_by_id = %s WHERE vehicle_id = %s AND voided_by_id IS NULL",
        act.pk, vehicle,
    )  # fmt: skip
