"""A PostgreSQL of the tests' own, migrated as the owner, used as the application."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django.plugin import DjangoDbBlocker

from cheguan.config import database, roles
from cheguan.config.cluster import Cluster

# The same examples in every run, however slow the machine is; ``--hypothesis-profile=default`` looks for others.
properties.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
properties.load_profile("steady")
TALLY = pytest.StashKey[list[str]]()
DEBIAN = Path("/usr/lib/postgresql")


def pytest_configure() -> None:
    """A run that a shell put into the background ignores Ctrl-C, and so would every process that it starts and stops."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pg", default="bundled", help="PostgreSQL for the tests: bundled, or a major version of Debian's"
    )


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """The server the tests run on, in the data folder that ``tests.settings`` made."""
    wished = request.config.getoption("--pg")
    home = database.cluster(settings.ENV).home
    server = Cluster(home=home) if wished == "bundled" else Cluster(home=home, programs=DEBIAN / wished / "bin")
    server.start()
    _spare_the_disk()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables made by the owner; afterwards Django is connected as the application, as in the product."""
    database.prepare(settings.ENV)
    with django_db_blocker.unblock():
        connection.settings_dict["USER"] = roles.OWNER
        call_command("migrate", verbosity=0)
        connection.close()
        connection.settings_dict["USER"] = roles.APP
    with owner_connection() as owner:
        roles.grant(owner, schema=settings.ENV.schema, app=roles.APP)


def _spare_the_disk() -> None:
    """What the tests write need not survive the machine."""
    parameters = {**database.parameters(settings.ENV, role="owner"), "user": "postgres", "dbname": "postgres"}
    with psycopg.connect(**parameters, autocommit=True) as superuser:
        superuser.execute("ALTER SYSTEM SET fsync = off")
        superuser.execute("SELECT pg_reload_conf()")


def owner_connection() -> psycopg.Connection[Any]:
    return psycopg.connect(**database.parameters(settings.ENV, role="owner"), autocommit=True)


@pytest.fixture
def as_owner(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection with the owner's rights, beside the application's. What it writes stays: name it uniquely."""
    with owner_connection() as owner:
        yield owner


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test, for commands that race. What they write stays."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> list[str]:
    """Lines that stand below the results."""
    return request.config.stash.setdefault(TALLY, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(TALLY, []):
        terminalreporter.section("按键与页面 · keys and pages")
        for line in lines:
            terminalreporter.line(line)
