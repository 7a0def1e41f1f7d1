"""Django's own commands, run with the rights they need on a database that is up."""

import os
import subprocess
import sys
from collections.abc import Sequence

from cheguan.config import database
from cheguan.config.env import PREFIX, Env
from cheguan.config.refusals import Refused

SETTINGS = "cheguan.config.settings"
# These change tables, or write whole accounts; everything else runs with the application's smaller rights.
AS_OWNER = frozenset(
    {"migrate", "demo_load", "changepassword", "createcachetable", "sqlmigrate", "showmigrations", "makemigrations"}
)
WITHOUT_DATABASE = frozenset({"check", "collectstatic", "compilemessages", "help", "makemigrations", "makemessages"})


def run(env: Env, arguments: Sequence[str]) -> None:
    """In this process."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    name = arguments[0] if arguments else "help"
    if name in AS_OWNER:
        os.environ[PREFIX + "DATABASE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line

    if name in WITHOUT_DATABASE:
        execute_from_command_line(["cheguan manage", *arguments])
        return
    with database.running(env):
        execute_from_command_line(["cheguan manage", *arguments])


def work() -> None:
    """Do background jobs until told to stop. The database is up."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    with app.replace_connector(DjangoConnector().get_worker_connector()) as worker:
        # What failed stays to be looked at; what succeeded would be a row a minute for nobody.
        worker.run_worker(delete_jobs="successful")


def command(*arguments: str) -> list[str]:
    """One of ours in a process of its own: what to start."""
    return [sys.executable, "-m", "cheguan", *arguments]


def run_apart(*arguments: str) -> None:
    """To its end; what went wrong it has said itself."""
    if subprocess.run(command("manage", *arguments), check=False).returncode:
        raise Refused(f"未成功 · failed: cheguan manage {' '.join(arguments)}")
