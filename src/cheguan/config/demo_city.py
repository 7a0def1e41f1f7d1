"""The generated city in this installation: loading it, and telling who may sign in to it."""

from collections.abc import Sequence

from cheguan.config import django_commands, migrations
from cheguan.config.env import Env

# Where this file is, the people are invented and their passwords may be printed.
MARK = "demo-city"


def load(env: Env, arguments: Sequence[str]) -> None:
    """Into tables that are there; the database is up."""
    if not migrations.migrated(env):
        migrations.migrate(env)
    django_commands.run_apart("demo_load", *arguments)
    (env.data_dir / MARK).touch()


def sign_ins(env: Env) -> tuple[str, ...]:
    if not (env.data_dir / MARK).exists():
        return ()
    from cheguan.demo import signins

    return tuple(signins.lines())
