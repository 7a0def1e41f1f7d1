"""A second city beside that of the other tests: its schema, and what stands in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Account
from cheguan.config import database, roles
from cheguan.demo.loading import Loader
from cheguan.demo.progress import Silent
from cheguan.demo.scale import SMALL
from cheguan.work.visits import forecast

SCHEMA = "demo_city"
TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DEFINITIONS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
 WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2"


@contextmanager
def second_city(blocker: DjangoDbBlocker) -> Iterator[None]:
    """A second city's schema, migrated and empty; Django is connected to it as the owner."""
    given = connection.settings_dict
    usual = given["USER"], given["OPTIONS"]
    with owner() as shared:
        roles.create_schema(shared, schema=SCHEMA, app=roles.APP, shared_login=False)
    with blocker.unblock():
        connection.close()
        options = {**given["OPTIONS"], "options": f"-c search_path={SCHEMA},{roles.EXTENSION_SCHEMA}"}
        given["USER"], given["OPTIONS"] = roles.OWNER, options
        call_command("migrate", verbosity=0)
        forecast.forget()
        yield
        forecast.forget()
        connection.close()
        given["USER"], given["OPTIONS"] = usual
    with owner() as shared:
        shared.execute(f"DROP SCHEMA {SCHEMA} CASCADE".encode())


def owner() -> psycopg.Connection:
    return psycopg.connect(**database.parameters(settings.ENV, role="owner"), autocommit=True)


def load() -> None:
    Loader(scale=SMALL, seed=7, today=TODAY, progress=Silent()).run()


def defined() -> list[tuple[Any, ...]]:
    """Casts and brackets aside: PostgreSQL writes them differently when it reads its own words again."""
    noise = re.compile(r"::(character varying|text)(\[\])?|[()]")
    return [
        (table, name, noise.sub("", text), *more) for table, name, text, *more in [*rows(DEFINITIONS), *rows(INDEXES)]
    ]


def clear() -> None:
    """What a city that was loaded before has left."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE people_office, people_account, acts_act, parties_party, numbering_counter CASCADE")


def rows(query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def one(query: str, *parameters: Any) -> Any:
    return rows(query, *parameters)[0][0]


def everything_is_empty() -> bool:
    tables = (
        "people_office",
        "people_account",
        "acts_act",
        "parties_party",
        "vehicles_vehicle",
        "cases_case",
        "plates_pool",
    )
    return not any(one(f"SELECT count(*) FROM {table}") for table in tables)


def member(staff_no: str) -> Actor:
    account = Account.objects.get(staff_no=staff_no)
    actor = people.find_actor(account_id=account.pk, at=NOON, channel="window")
    assert actor is not None
    return actor
