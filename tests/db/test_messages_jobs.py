"""What a commit puts into the outbox goes out by itself, soon; what is rolled back wakes nobody."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests.db.conftest import MORNING, City, found_city
from tests.db.letters import row, send

from cheguan.work.messages import jobs
from cheguan.work.messages.routes import gateways

WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'messages.send' AND status = 'todo'"


@pytest.fixture
def office(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    """An office with an outbox of its own, and no worker running."""
    monkeypatch.setattr(settings, "OUTBOX_DIR", tmp_path)
    gateways.cache_clear()
    monkeypatch.setattr(jobs, "PACE_SECONDS", 0.0)
    monkeypatch.setattr(jobs, "_rung_at", [-1e9])
    forget_jobs()
    yield found_city()
    forget_jobs()
    gateways.cache_clear()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'messages.send'")


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def test_a_commit_wakes_the_worker_once_for_a_rush(office: City) -> None:
    for _ in range(5):
        send(office.clerk)
    assert waiting() == 1


def test_nobody_is_woken_before_the_commit_or_for_a_rollback(office: City) -> None:
    def stumble() -> None:
        with transaction.atomic():
            send(office.clerk)
            assert waiting() == 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert waiting() == 0


def test_another_process_that_waits_already_is_enough(office: City, monkeypatch: pytest.MonkeyPatch) -> None:
    send(office.clerk)
    monkeypatch.setattr(jobs, "_rung_at", [-1e9])
    send(office.clerk)
    assert waiting() == 1


def test_the_worker_empties_the_outbox_into_the_file(office: City, tmp_path: Path) -> None:
    key = send(office.clerk, f"job:{uuid4()}", template="case_sent_back", params={"reason": "不清"})
    while row(key).state == "queued":
        jobs.send_queued()

    lines = [json.loads(line) for line in (tmp_path / f"{MORNING:%Y-%m-%d}.jsonl").read_text().splitlines()]
    (line,) = [each for each in lines if each["key"] == key]
    assert (line["to"], line["text"]) == ("13800005678", "您的申请（流水号）已退回补正：不清。详见退办通知书。")
    assert row(key).provider == "file"


def test_a_worker_that_is_not_there_undoes_nothing(office: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "ring", fail)
    assert row(send(office.clerk)).state == "queued"


def test_the_sweep_sends_what_no_bell_was_rung_for(office: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "ring", lambda: None)
    key = send(office.clerk, template="case_sent_back", params={"reason": "不清"})
    while row(key).state == "queued":
        jobs.sweep(0)
    assert row(key).state == "sent"
