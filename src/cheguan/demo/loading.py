"""Loading the city: one transaction, so that it is there whole or not at all."""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from psycopg import Connection

from cheguan.base.acts.models import Act
from cheguan.base.people import models
from cheguan.demo import city as cities
from cheguan.demo import hall, indexes, matters, past_days, references, sequences, writing
from cheguan.demo.city import City
from cheguan.demo.copying import COLUMNS, Copier
from cheguan.demo.desks import teams
from cheguan.demo.founding import Founding, Office
from cheguan.demo.indexes import Dropped
from cheguan.demo.matters import Matter
from cheguan.demo.places import OFFICE
from cheguan.demo.progress import Advance, Progress
from cheguan.demo.recorder import UNSET, Recorder
from cheguan.demo.scale import Scale
from cheguan.demo.unfinished import unfinished
from cheguan.registers.parties.models import Party

Opened = dict[str, list[str]]
LARGE = 100_000


class NotEmpty(Exception):
    """登记簿里已有数据，演示城市只装入空库 · the register is not empty; the demo city goes into an empty one only."""


@dataclass(slots=True)
class Loaded:
    """What came in, and how long each stage took."""

    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    copying: dict[str, float] = field(default_factory=dict)


class Loader:
    """One load of one city."""

    def __init__(self, *, scale: Scale, seed: int, today: date, progress: Progress) -> None:
        self._scale, self._seed, self._today, self._progress = scale, seed, today, progress
        self.loaded = Loaded()

    def run(self) -> Loaded:
        """As the owner of the tables: indexes are dropped and made again for a large city."""
        with _without_collector():
            with self._stage("city"):
                city = cities.build(seed=self._seed, scale=self._scale, today=self._today)
            with self._stage("matters"):
                coming = [*matters.finished(city), *unfinished(city)]
            with transaction.atomic(durable=True):
                self._write(city, coming)
        return self.loaded

    def _write(self, city: City, coming: Sequence[Matter]) -> None:
        raw = _raw()
        refuse_unless_empty(raw)
        large = self._scale.vehicles >= LARGE
        unchecked = references.may_be_put_off(raw)
        founding = Founding(seed=self._seed, scale=self._scale, today=self._today)
        with self._stage("office"):
            if large and unchecked:
                references.begin_afresh(raw, COLUMNS)
            sequences.restart(raw)
            office = founding.found()
            founding.stock_blanks(by=office.system)
            hall.set_up_counters(by=office.system, at=founding.at)
        dropped = indexes.drop(raw, COLUMNS, foreign_keys=not unchecked) if large else None
        with references.put_off(raw) if unchecked else nullcontext():
            opened = self._copy(city, coming, Copier(raw, frozen=large and unchecked), office)
        self._build_again(raw, dropped, unchecked=unchecked)
        sequences.go_on(raw)
        founding.open_pools(opened, by=office.system)

    def _copy(self, city: City, coming: Sequence[Matter], copier: Copier, office: Office) -> Opened:
        desk = f"{office.system.officer_id}\t{UNSET}\tsystem\t{OFFICE}\t{office.system.outlet_id}\tsystem"
        counters = past_days.plan(self._scale.hall)
        windows = hall.windows(counters, outlet_id=office.system.outlet_id, placed=office.placed)
        with copier as rows:
            recorder = Recorder(rows, seed=self._seed, system=desk, first=sequences.next_act())
            opened = writing.write(
                city,
                coming,
                rows=rows,
                recorder=recorder,
                teams=teams(seed=self._seed, placed=office.placed),
                stage=self._stage,
            )
            with self._stage("visits"):
                past_days.write(
                    city,
                    rows=rows,
                    recorder=recorder,
                    system=office.system,
                    windows=windows,
                    placed=office.placed,
                )
        self.loaded.rows, self.loaded.copying = dict(rows.sent), dict(rows.seconds)
        return opened

    def _build_again(self, raw: Connection[Any], dropped: Dropped | None, *, unchecked: bool) -> None:
        """Statistics come before the references, which are checked much faster with them."""
        if dropped:
            self._run("indexes", raw, [*indexes.ROOM, *dropped.indexes])
        self._run("statistics", raw, ["ANALYZE " + ", ".join(COLUMNS)])
        if dropped and dropped.foreign_keys:
            self._run("references", raw, dropped.foreign_keys)
        if unchecked:
            with self._stage("references"):
                references.check(raw, COLUMNS)

    def _run(self, name: str, raw: Connection[Any], statements: Sequence[str]) -> None:
        with self._stage(name, len(statements)) as advance:
            for statement in statements:
                raw.execute(statement.encode())
                advance(1)

    @contextmanager
    def _stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        started = time.perf_counter()
        with self._progress.stage(name, total) as advance:
            yield advance
        self.loaded.seconds[name] = time.perf_counter() - started


STOLEN = """
SELECT p.number FROM holds_hold h JOIN plates_assignment p ON p.vehicle_id = h.vehicle_id AND p.voided_by_id IS NULL
 WHERE h.kind = 'stolen' AND h.voided_by_id IS NULL ORDER BY h.id LIMIT 1
"""


def stolen_plate() -> str:
    """The number of a vehicle that is reported stolen, to try a refusal with."""
    with connection.cursor() as cursor:
        cursor.execute(STOLEN)
        return str(cursor.fetchone()[0])


def refuse_unless_empty(raw: Connection[Any]) -> None:
    """Nothing may be there yet, not even an office: the city brings its own. A second load at once waits here."""
    raw.execute(b"LOCK TABLE people_office IN SHARE ROW EXCLUSIVE MODE")
    if models.Office.objects.exists() or Act.objects.exists() or Party.objects.exists():
        raise NotEmpty


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of tuples stay alive to the end: looking through them again and again for rubbish finds none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _raw() -> Connection[Any]:
    """The psycopg connection below Django's, for COPY; inside the same transaction."""
    connection.ensure_connection()
    raw = connection.connection
    assert isinstance(raw, Connection)
    return raw
