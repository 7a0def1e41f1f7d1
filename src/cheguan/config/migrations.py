"""Bringing the database up to the code, and knowing quickly that it is there."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from psycopg import sql

import cheguan
from cheguan.config import database, django_commands, roles
from cheguan.config.env import Env

LIBRARIES = ("Django", "django-allauth", "procrastinate")
COMMENT = "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')"


def migrate(env: Env) -> None:
    """As the owner: roles, schema, tables, rights. Safe to repeat. The database is up."""
    database.prepare(env)
    django_commands.run_apart("migrate", "--verbosity", "0")
    with database.connected(env, role="owner") as connection:
        roles.grant(connection, schema=env.schema, app=database.app_role(env))
        statement = sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(env.schema), fingerprint())
        connection.execute(statement)


def migrated(env: Env) -> bool:
    """The schema carries the fingerprint of the migrations that made it; comparing it spares loading Django."""
    try:
        with database.connected(env, role="app") as connection:
            row = connection.execute(COMMENT, [env.schema]).fetchone()
    except database.DatabaseUnfit:
        return False
    return row is not None and row[0] == fingerprint()


def fingerprint() -> str:
    """Changes when a migration, a library with migrations, or the rights change."""
    digest = hashlib.sha256("".join(version(name) for name in LIBRARIES).encode())
    package = Path(cheguan.__file__).parent
    for path in sorted(
        [*package.glob("*/*/migrations/*.py"), *package.glob("*/migrations/*.py"), Path(roles.__file__)]
    ):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return f"cheguan {digest.hexdigest()[:32]}"
