"""Somebody else's PostgreSQL by ``CHEGUAN_DATABASE_URL``: with one login for all, and with two."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.meta.processes import cheguan, open_folder, variables

from cheguan.config import database, env, migrations
from cheguan.config.cluster import Cluster
from cheguan.config.database import DatabaseUnfit, check_version
from cheguan.config.roles import AdministratorNeeded

DEBIANS = Path("/usr/lib/postgresql/15/bin")
FORBIDDEN = (
    "UPDATE acts_act SET kind = kind",
    "DELETE FROM acts_act",
    "TRUNCATE acts_act",
    "UPDATE attempts_attempt SET at = at",
    "UPDATE people_officer SET name = name",
    "UPDATE people_account SET is_active = is_active",
    "DROP TRIGGER append_only ON acts_act",
    "ALTER TABLE acts_act DISABLE TRIGGER ALL",
    "CREATE TABLE mine ()",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
)


@pytest.fixture(scope="module")
def given() -> Iterator[Cluster]:
    """A server that Cheguan did not start; Debian's 15 where there is one."""
    with open_folder() as folder:
        server = (
            Cluster(home=folder / "theirs", programs=DEBIANS) if DEBIANS.exists() else Cluster(home=folder / "theirs")
        )
        server.start()
        yield server
        server.stop()


def administer(server: Cluster, *statements: str, dbname: str = "postgres") -> None:
    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname=dbname, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def url(server: Cluster, *, user: str, dbname: str) -> str:
    return f"postgresql://{user}@/{dbname}?host={server.socket_dir}"


def refusals(settings: env.Env) -> list[str]:
    """Which of the forbidden statements the application may not do."""
    refused = []
    with psycopg.connect(**database.parameters(settings, role="app"), autocommit=True) as connection:
        for statement in FORBIDDEN:
            try:
                connection.execute(statement.encode())
            except psycopg.errors.InsufficientPrivilege:
                refused.append(statement)
    return refused


def test_one_login_serves_with_the_applications_rights(given, data_dir):
    administer(given, "CREATE ROLE city LOGIN CREATEROLE", "CREATE DATABASE one OWNER city")
    environ = variables(data_dir, DATABASE_URL=url(given, user="city", dbname="one"))
    settings = env.read(environ)

    done = cheguan("migrate", environ=environ)
    again = cheguan("migrate", environ=environ)
    doctor = cheguan("doctor", environ=environ)

    assert (done.returncode, again.returncode, doctor.returncode) == (0, 0, 0), done.stderr + doctor.stdout
    assert migrations.migrated(settings)
    assert refusals(settings) == list(FORBIDDEN)
    assert not (data_dir / "postgres").exists()
    with psycopg.connect(**database.parameters(settings, role="app")) as connection:
        rows = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert rows == (0,)


def test_two_logins_have_different_rights(given, data_dir):
    administer(given, "CREATE ROLE boss LOGIN", "CREATE ROLE clerk LOGIN", "CREATE DATABASE two OWNER boss")
    environ = variables(
        data_dir,
        SCHEMA="island",
        DATABASE_URL=url(given, user="clerk", dbname="two"),
        OWNER_DATABASE_URL=url(given, user="boss", dbname="two"),
    )

    done = cheguan("migrate", environ=environ)

    assert done.returncode == 0, done.stderr
    assert refusals(env.read(environ)) == list(FORBIDDEN)


def test_a_login_without_rights_is_told_what_to_ask_for(given, data_dir):
    administer(given, "CREATE ROLE guest LOGIN", "CREATE DATABASE three")
    settings = env.read(variables(data_dir, DATABASE_URL=url(given, user="guest", dbname="three")))

    with pytest.raises(AdministratorNeeded, match='TO "guest";'):
        database.prepare(settings)


def test_an_unreachable_server_is_told_plainly(data_dir):
    done = cheguan("migrate", environ=variables(data_dir, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "CHEGUAN_DATABASE_URL" in done.stderr


def test_an_old_server_is_refused():
    class Old:
        class info:
            server_version = 140011

    with pytest.raises(DatabaseUnfit, match="15"):
        check_version(Old())  # type: ignore[arg-type]
