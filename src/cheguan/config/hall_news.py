"""What changes in the halls, heard from PostgreSQL: who follows an outlet is woken at every change there."""

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from psycopg import Notify

from cheguan.config import database
from cheguan.config.env import Env

CHANNEL = "cheguan_hall"
# How long a silent line is believed before it is tried.
SILENCE_SECONDS = 20.0
AGAIN_SECONDS = 1.0

log = structlog.get_logger("cheguan.streams")


class HallNews:
    """A version for every outlet that goes up with each change; a line that was cut counts as a change everywhere.

    ``hearing`` is false while there is no line: then nobody should be left to wait for news.
    """

    def __init__(self, env: Env) -> None:
        self._env = env
        self._versions: Counter[int] = Counter()
        self._missed = 0
        self.hearing = False
        self._changed = asyncio.Condition()

    def version(self, outlet_id: int) -> int:
        return self._versions[outlet_id] + self._missed

    async def later_than(self, version: int, outlet_id: int, *, within: float) -> int:
        """The next version; the same one when nothing happened ``within`` so many seconds."""
        with suppress(TimeoutError):
            async with self._changed, asyncio.timeout(within):
                await self._changed.wait_for(lambda: self.version(outlet_id) != version)
        return self.version(outlet_id)

    async def listen(self) -> None:
        """For ever, whatever happens to the database."""
        while True:
            try:
                await self._hear()
            except (psycopg.Error, OSError) as cut:
                log.warning("hall news cut", error=str(cut))
            finally:
                await self._set_hearing(heard=False)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _hear(self) -> None:
        given: dict[str, Any] = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
        parameters = {**database.parameters(self._env, role="app"), **given}
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            await self._set_hearing(heard=True)
            while True:
                async for news in line.notifies(timeout=SILENCE_SECONDS):
                    if (outlet_id := self._outlet(news)) is not None:
                        await self._tell(outlet_id)
                await line.execute("SELECT 1")

    def _outlet(self, news: Notify) -> int | None:
        """``<schema> <outlet>``; another city's news is not ours."""
        schema, _, outlet = news.payload.rpartition(" ")
        return int(outlet) if schema == self._env.schema and outlet.isascii() and outlet.isdigit() else None

    async def _tell(self, outlet_id: int) -> None:
        async with self._changed:
            self._versions[outlet_id] += 1
            self._changed.notify_all()

    async def _set_hearing(self, *, heard: bool) -> None:
        async with self._changed:
            self.hearing = heard
            self._missed += 1
            self._changed.notify_all()
