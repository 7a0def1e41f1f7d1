"""Which database this process uses and with whose rights: the owner's to migrate, the application's for all else."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from cheguan.config import roles
from cheguan.config.cluster import Cluster
from cheguan.config.env import Env
from cheguan.config.refusals import Refused

DATABASE = "cheguan"
SUPERUSER = "postgres"
OLDEST = 15


class DatabaseUnfit(Refused):
    """The given PostgreSQL cannot be used; the message says why and what to do."""


def cluster(env: Env) -> Cluster:
    return Cluster(home=env.data_dir / "postgres")


def parameters(env: Env, *, role: str) -> dict[str, Any]:
    """How libpq connects with the rights of ``role`` ("owner" or "app")."""
    if not env.database_url:
        login = roles.OWNER if role == "owner" else roles.APP
        return _embedded(env, user=login, options=_search_path(env))
    if role == "owner":
        return _given(env.owner_database_url or env.database_url, options=_search_path(env))
    if env.owner_database_url:
        return _given(env.database_url, options=_search_path(env))
    return _given(env.database_url, options=f"{_search_path(env)} -c role={roles.APP}")


def app_role(env: Env) -> str:
    """The PostgreSQL role whose rights the application has."""
    if env.owner_database_url:
        return str(conninfo_to_dict(env.database_url).get("user") or roles.APP)
    return roles.APP


def django(env: Env) -> dict[str, Any]:
    """Django's ``DATABASES["default"]``. Connections stay open; statements are prepared by the server."""
    given = parameters(env, role=env.database_role)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in given.items() if name not in names}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{names[name]: value for name, value in given.items() if name in names},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": bool(env.database_url),
        "OPTIONS": {**options, "server_side_binding": True, "prepare_threshold": 3},
    }


def prepare(env: Env) -> None:
    """Roles, database and schema exist, with the right owners. Safe to repeat."""
    if not env.database_url:
        with psycopg.connect(**_embedded(env, user=SUPERUSER, dbname=SUPERUSER), autocommit=True) as connection:
            roles.create_logins(connection, database=DATABASE)
    with connected(env, role="owner") as connection:
        check_version(connection)
        try:
            roles.create_schema(connection, schema=env.schema, app=app_role(env), shared_login=_shared_login(env))
        except psycopg.errors.InsufficientPrivilege as refused:
            raise roles.AdministratorNeeded(connection, "GRANT CREATE ON DATABASE {database} TO {user};") from refused


@contextmanager
def connected(env: Env, *, role: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of our own with the rights of ``role``, each statement for itself."""
    try:
        connection = psycopg.connect(**parameters(env, role=role), autocommit=True)
    except psycopg.OperationalError as failed:
        variable = "CHEGUAN_DATABASE_URL" if env.database_url else "CHEGUAN_DATA_DIR"
        raise DatabaseUnfit(f"{variable}：连接不上数据库 · cannot connect to the database\n{failed}") from failed
    with connection:
        yield connection


def check_version(connection: psycopg.Connection[Any]) -> None:
    major = connection.info.server_version // 10000
    if major < OLDEST:
        raise DatabaseUnfit(f"PostgreSQL {major} 过旧，须 {OLDEST} 或更新 · is too old, {OLDEST} or newer is needed")


@contextmanager
def running(env: Env) -> Iterator[None]:
    """The bundled server is up while anybody is inside; the last one out stops it. A given server is left alone."""
    if env.database_url:
        yield
        return
    env.data_dir.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (env.data_dir / "postgres.lock").open("w") as users:
        server = cluster(env)
        _join(users.fileno(), server, env.data_dir)
        try:
            yield
        finally:
            _leave(users.fileno(), server)


def _join(users: int, server: Cluster, data_dir: Path) -> None:
    fcntl.flock(users, fcntl.LOCK_SH)
    with (data_dir / "postgres-start.lock").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if not server.running():
            server.start()


def _leave(users: int, server: Cluster) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    server.stop()


def _embedded(env: Env, *, user: str, dbname: str = DATABASE, options: str = "") -> dict[str, Any]:
    socket = str(cluster(env).socket_dir)
    return {"host": socket, "port": "5432", "user": user, "dbname": dbname, "options": options}


def _given(url: str, *, options: str) -> dict[str, Any]:
    given = conninfo_to_dict(url)
    return {**given, "options": f"{given.get('options') or ''} {options}".strip()}


def _search_path(env: Env) -> str:
    return f"-c search_path={env.schema},{roles.EXTENSION_SCHEMA}"


def _shared_login(env: Env) -> bool:
    """With one login for both, the application takes its smaller role on at the start of a connection."""
    return bool(env.database_url) and not env.owner_database_url
