"""Steps that are taken in the same moment, each by a thread and a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from cheguan.base.attempts.refusals import Refusal


def together(*steps: Callable[[], Any]) -> list[Any]:
    """What each of them gives, or why it was refused; anything else that goes wrong is raised."""
    start = Barrier(len(steps))

    def take(step: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return step()
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))
