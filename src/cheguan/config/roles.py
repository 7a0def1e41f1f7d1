"""Two database roles: the owner makes tables and triggers; the application reads, adds and, where allowed, changes."""

from collections.abc import Iterable
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from cheguan.config.refusals import Refused

OWNER = "cheguan_owner"
APP = "cheguan_app"

# Operator classes for our constraints and indexes, in a schema that all cities of a database share.
EXTENSIONS = ("btree_gist", "pg_trgm")
EXTENSION_SCHEMA = "extensions"

# Written once and read: not even the application may change them.
APPEND_ONLY = ("acts_%", "attempts_%")
# When a row was recorded is the server's to say.
CLOCKED = ("acts_act", "attempts_attempt")
BY_SERVER = ("id", "recorded_at")
READ_ONLY = ("django_migrations",)
# Changed in these columns and no other: who is who, and who may sign in, is the owner's to say.
CHANGEABLE = {
    "files_file": ("stored_at",),
    "people_account": ("password", "last_login"),
    "messaging_message": ("state", "not_before", "tried_at", "attempts", "provider", "receipt", "why"),
    "people_officer": (),
    "people_certificate": ("voided_by_id",),
    "people_duty": ("voided_by_id",),
}
# Rows that carry no act and are really over when they are over. A file that is needed is held by what points at it.
DELETABLE = (
    "files_file",
    "django_session",
    "mfa_authenticator",
    "account_email%",
    "people_account_groups",
    "people_account_user_permissions",
    "auth_group_permissions",
    "procrastinate_%",
)


Connection = psycopg.Connection[Any]


class AdministratorNeeded(Refused):
    """The given login may not do this; the message says what an administrator should run."""

    def __init__(self, connection: Connection, statements: str) -> None:
        names = {"user": f'"{connection.info.user}"', "database": f'"{connection.info.dbname}"'}
        asked = statements.format(**names)
        super().__init__(f"请由数据库管理员执行 · ask the administrator to run:\n  {asked}")


def create_logins(connection: Connection, *, database: str) -> None:
    """On the bundled server: both roles with a login, and the database in the owner's hands."""
    for role in (OWNER, APP):
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            _execute(connection, "CREATE ROLE {role} LOGIN", role=role)
    # Loading a large demo city checks all references at the end instead of row by row.
    _execute(connection, "GRANT SET ON PARAMETER session_replication_role TO {owner}", owner=OWNER)
    if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
        _execute(connection, "CREATE DATABASE {database} OWNER {owner}", database=database, owner=OWNER)
    # A temporary table of the same name would stand before the real one.
    _execute(connection, "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC", database=database)


def create_schema(connection: Connection, *, schema: str, app: str, shared_login: bool) -> None:
    """As the owner: the city's schema, and on a given server the application's role."""
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", app):
        _create_role(connection, app)
    if shared_login and not _exists(connection, "SELECT 1 WHERE pg_has_role(CURRENT_USER, %s, 'MEMBER')", app):
        _execute(connection, "GRANT {app} TO CURRENT_USER", app=app)
    if not _exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = %s", schema):
        _execute(connection, "CREATE SCHEMA {schema}", schema=schema)
    for name in EXTENSIONS:
        _create_extension(connection, name)
    for used in (schema, EXTENSION_SCHEMA):
        _execute(connection, "GRANT USAGE ON SCHEMA {schema} TO {app}", schema=used, app=app)


def grant(connection: Connection, *, schema: str, app: str) -> None:
    """After every migration: exactly these rights on every table, and sensible ones on tables still to come."""
    names = {"schema": schema, "app": app}
    with connection.transaction():
        _execute(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {app}", **names)
        _execute(connection, "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {schema} TO {app}", **names)
        _execute(connection, "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {app}", **names)
        _execute(
            connection,
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE ON TABLES TO {app}",
            **names,
        )
        for table in _tables(connection, schema, APPEND_ONLY):
            _execute(connection, "REVOKE UPDATE ON {schema}.{table} FROM {app}", table=table, **names)
        for table in _tables(connection, schema, CLOCKED):
            columns = sql.SQL(", ").join(map(sql.Identifier, _columns(connection, schema, table)))
            place = sql.Identifier(schema, table)
            role = sql.Identifier(app)
            connection.execute(sql.SQL("REVOKE INSERT ON {} FROM {}").format(place, role))
            connection.execute(sql.SQL("GRANT INSERT ({}) ON {} TO {}").format(columns, place, role))
        _grant_columns(connection, names)
        for table in _tables(connection, schema, READ_ONLY):
            _execute(connection, "REVOKE INSERT, UPDATE ON {schema}.{table} FROM {app}", table=table, **names)
        for table in _tables(connection, schema, DELETABLE):
            _execute(connection, "GRANT DELETE ON {schema}.{table} TO {app}", table=table, **names)


def _grant_columns(connection: Connection, names: dict[str, str]) -> None:
    """The tables of which the application changes some columns and no other."""
    for table in _tables(connection, names["schema"], CHANGEABLE):
        _execute(connection, "REVOKE UPDATE ON {schema}.{table} FROM {app}", table=table, **names)
        for column in CHANGEABLE[table]:
            change: LiteralString = "GRANT UPDATE ({column}) ON {schema}.{table} TO {app}"
            _execute(connection, change, table=table, column=column, **names)


def _create_role(connection: Connection, app: str) -> None:
    try:
        _execute(connection, "CREATE ROLE {app} NOLOGIN", app=app)
    except psycopg.errors.InsufficientPrivilege as refused:
        raise AdministratorNeeded(connection, f"CREATE ROLE {app} NOLOGIN; GRANT {app} TO {{user}};") from refused


def _create_extension(connection: Connection, name: str) -> None:
    if not _exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = %s", EXTENSION_SCHEMA):
        _execute(connection, "CREATE SCHEMA {schema}", schema=EXTENSION_SCHEMA)
    _execute(connection, "CREATE EXTENSION IF NOT EXISTS {name} SCHEMA {schema}", name=name, schema=EXTENSION_SCHEMA)
    where = "SELECT 1 FROM pg_extension WHERE extname = %s AND extnamespace = to_regnamespace('extensions')"
    if not _exists(connection, where, name):
        raise AdministratorNeeded(connection, f"ALTER EXTENSION {name} SET SCHEMA {EXTENSION_SCHEMA};")


def _columns(connection: Connection, schema: str, table: str) -> list[str]:
    """Those that the application may fill."""
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = %s AND table_name = %s AND column_name <> ALL(%s)",
        [schema, table, list(BY_SERVER)],
    )
    return [name for (name,) in rows]


def _tables(connection: Connection, schema: str, patterns: Iterable[str]) -> list[str]:
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename LIKE ANY(%s) ORDER BY tablename",
        [schema, [pattern.replace("_", r"\_") for pattern in patterns]],
    )
    return [name for (name,) in rows]


def _exists(connection: Connection, query: LiteralString, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None


def _execute(connection: Connection, statement: LiteralString, **names: str) -> None:
    connection.execute(sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()}))
