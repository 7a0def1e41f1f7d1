"""A file is kept as long as something refers to it."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from tests.db.conftest import MORNING, City
from tests.db.test_cases import reissue_of

from cheguan.base.files import commands as files
from cheguan.base.files import jobs, queries
from cheguan.base.files.models import File
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Given

SCAN = b"%PDF-1.7 a scan"
NEXT_DAY = MORNING + timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    files_dir: Path = tmp_path / "files"
    settings.FILES_DIR = files_dir
    return files_dir


def store() -> File:
    return files.store(chunks=[SCAN], at=MORNING)


def test_a_file_that_nothing_refers_to_goes_after_a_day(folder: Path, db: None) -> None:
    file = store()

    assert files.sweep(at=MORNING + timedelta(hours=23)) == 0
    assert queries.get(file.sha256)[1] == SCAN
    assert files.sweep(at=NEXT_DAY) == 1
    with pytest.raises(queries.Missing):
        queries.get(file.sha256)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_file_of_a_case_stays(city: City, vehicle: Vehicle) -> None:
    file = store()
    scanned = reissue_of(vehicle, materials=(Given("owner_identity", source="读卡", sha256=file.sha256),))
    cases.accept(application=scanned, by=city.clerk, at=MORNING, key=uuid4())

    assert files.sweep(at=NEXT_DAY) == 0
    assert queries.get(file.sha256)[1] == SCAN


def test_handed_in_again_it_has_another_day(db: None) -> None:
    store()
    files.store(chunks=[SCAN], at=MORNING + timedelta(hours=20))

    assert files.sweep(at=NEXT_DAY) == 0
    assert File.objects.count() == 1


def test_an_upload_that_broke_off_goes_after_a_day(folder: Path, db: None) -> None:
    folder.mkdir()
    old, new = folder / "incoming-old", folder / "incoming-new"
    for part, at in ((old, MORNING), (new, NEXT_DAY)):
        part.write_bytes(SCAN)
        os.utime(part, (at.timestamp(), at.timestamp()))

    files.sweep(at=NEXT_DAY)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_that_comes_in_while_another_like_it_goes_is_whole(committed: None) -> None:
    now, start = timezone.now(), Barrier(3)

    def hand_in(scan: bytes) -> None:
        start.wait(timeout=10)
        files.store(chunks=[scan], at=now)
        connection.close()

    def sweep(_scan: bytes) -> None:
        start.wait(timeout=10)
        files.sweep(at=now)
        connection.close()

    for _ in range(30):
        scan = f"%PDF-1.7 {uuid4()}".encode()
        file = files.store(chunks=[scan], at=now - timedelta(days=2))
        with ThreadPoolExecutor(3) as together:
            list(together.map(lambda step, scan: step(scan), [hand_in, sweep, hand_in], [scan] * 3))
        assert queries.get(file.sha256)[1] == scan


def test_the_nightly_job_is_known_to_the_worker() -> None:
    assert jobs.sweep.name in app.tasks
    assert (jobs.sweep.name, "") in app.periodic_registry.periodic_tasks
