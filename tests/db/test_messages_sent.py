"""From the outbox to the gateway: each message once, however many send and whoever dies."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City, found_city
from tests.db.letters import Died, Fake, be_closed, die, empty_outbox, every, refuse, row, say_nothing, send, take
from tests.db.racing import together

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people.actors import NotAllowed
from cheguan.work.messages import commands as messages
from cheguan.work.messages.delivering import LOST_AFTER, TRIES
from cheguan.work.messages.failover import FAILURES, PAUSE_SECONDS, Breaker, Failover
from cheguan.work.messages.gateway import Letter, NotTaken, Standing, Unanswered
from cheguan.work.messages.outbox import FileOutbox

WORKERS, LETTERS = 16, 200
MINUTE = timedelta(minutes=1)
LETTER = Letter("k", "sms", "13800005678", "zh", "called", {"ticket": "A1"}, "请A1号", MORNING.date())
LASTING: dict[str, Any] = {"template": "case_sent_back", "params": {"reason": "不清"}}


def test_sixteen_workers_send_each_message_once(committed: None) -> None:
    clerk = found_city().clerk
    keys = [send(clerk) for _ in range(LETTERS)]
    gateway = Fake()
    together(*[lambda: empty_outbox(gateway)] * WORKERS)

    assert sorted(key for key in gateway.got if key in set(keys)) == sorted(keys)
    assert {row(key).state for key in keys} == {"sent"}
    assert {row(key).attempts for key in keys} == {1}


def test_what_was_sent_says_when_and_by_whom(city: City) -> None:
    key = send(city.clerk)
    empty_outbox(Fake())
    message = row(key)
    assert (message.state, message.provider, message.receipt, message.tried_at) == (
        "sent", "first", f"r-{key}"[:80], MORNING,
    )  # fmt: skip


def test_a_refused_one_has_failed_and_is_not_tried_again(city: City) -> None:
    key, gateway = send(city.clerk, **LASTING), Fake(answer=refuse)
    empty_outbox(gateway)
    empty_outbox(gateway, at=MORNING + timedelta(days=2))
    assert gateway.got.count(key) == 1
    assert (row(key).state, row(key).why) == ("failed", "服务商拒收")


def test_one_that_may_be_taken_later_waits_longer_each_time_and_fails_in_the_end(city: City) -> None:
    key, gateway, at = send(city.clerk, **LASTING), Fake(answer=be_closed), MORNING
    waits = []
    for _ in range(TRIES):
        empty_outbox(gateway, at=at)
        due = row(key).not_before
        if due is not None:
            empty_outbox(gateway, at=due - timedelta(seconds=1))
            waits.append(due - at)
            at = due
    assert gateway.got.count(key) == TRIES
    assert waits == sorted(set(waits))
    assert row(key).state == "failed"


def test_what_comes_too_late_is_not_sent(city: City) -> None:
    called, lasting, gateway = send(city.clerk), send(city.clerk, **LASTING), Fake()
    empty_outbox(gateway, at=MORNING + timedelta(minutes=6))
    assert called not in gateway.got
    assert lasting in gateway.got
    assert (row(called).state, row(called).why) == ("failed", "已过时效，不再发送")


def test_one_that_nobody_answered_for_is_asked_about_and_not_sent_again(city: City) -> None:
    key, gateway = send(city.clerk, **LASTING), Fake(answer=say_nothing)
    empty_outbox(gateway)
    assert (row(key).state, row(key).provider) == ("uncertain", "first")

    for minutes in (2, 20, 40):
        messages.find_out(every(gateway), at=MORNING + minutes * MINUTE)
        empty_outbox(gateway, at=MORNING + minutes * MINUTE)
    assert gateway.got.count(key) == 1
    assert gateway.asked.count(key) == 3
    assert row(key).state == "uncertain"

    gateway.standing = Standing.TAKEN
    messages.find_out(every(gateway), at=MORNING + timedelta(hours=2))
    assert (row(key).state, row(key).provider, row(key).tried_at) == ("sent", "first", MORNING)


def test_one_that_the_provider_never_got_goes_out_again(city: City) -> None:
    key, gateway = send(city.clerk, **LASTING), Fake(answer=say_nothing, standing=Standing.NOT_TAKEN)
    empty_outbox(gateway)
    gateway.answer = take
    messages.find_out(every(gateway), at=MORNING + 2 * MINUTE)
    assert row(key).state == "queued"
    empty_outbox(gateway, at=MORNING + timedelta(hours=1))
    assert gateway.got.count(key) == 2
    assert row(key).state == "sent"


@pytest.mark.parametrize(
    ("standing", "state", "times"),
    [(Standing.SILENT, "uncertain", 1), (Standing.TAKEN, "sent", 1), (Standing.NOT_TAKEN, "sent", 2)],
)
def test_a_worker_that_dies_between_claim_and_answer(city: City, standing: Standing, state: str, times: int) -> None:
    key, gateway = send(city.clerk, **LASTING), Fake(answer=die, standing=standing)
    with pytest.raises(Died):
        empty_outbox(gateway)
    assert row(key).state == "sending"

    gateway.answer = take
    messages.find_out(every(gateway), at=MORNING + MINUTE)
    empty_outbox(gateway, at=MORNING + MINUTE)
    assert (row(key).state, gateway.asked.count(key)) == ("sending", 0)

    later = MORNING + LOST_AFTER + MINUTE
    messages.find_out(every(gateway), at=later)
    empty_outbox(gateway, at=later + timedelta(hours=2))
    assert (row(key).state, gateway.got.count(key)) == (state, times)


def test_a_worker_that_was_only_slow_still_says_what_it_did(city: City) -> None:
    def be_thought_lost(letter: Letter) -> None:
        messages.find_out(every(others), at=MORNING + LOST_AFTER + MINUTE)

    key, others = send(city.clerk, **LASTING), Fake(name="others", standing=Standing.NOT_TAKEN)
    messages.deliver_next(every(Fake(answer=be_thought_lost)), at=MORNING)
    empty_outbox(others, at=MORNING + timedelta(days=1))
    assert key in others.asked
    assert key not in others.got
    assert row(key).state == "sent"


def test_a_late_answer_to_an_old_attempt_changes_nothing(city: City) -> None:
    def let_others_send(letter: Letter) -> None:
        messages.find_out(every(others), at=MORNING + LOST_AFTER + MINUTE)
        empty_outbox(others, at=MORNING + timedelta(hours=1))
        raise NotTaken("服务商拒收", provider="slow")

    key, others = send(city.clerk, **LASTING), Fake(name="others", standing=Standing.NOT_TAKEN)
    messages.deliver_next(every(Fake(answer=let_others_send)), at=MORNING)
    assert (row(key).state, row(key).provider) == ("sent", "others")


def test_a_supervisor_sends_again_what_certainly_was_not_sent(city: City) -> None:
    key, gateway = send(city.clerk, **LASTING), Fake(answer=refuse)
    empty_outbox(gateway)
    gateway.answer = take
    messages.send_again(message_id=row(key).pk, by=city.leader, at=MORNING, key=uuid4())
    empty_outbox(gateway)
    assert (row(key).state, gateway.got.count(key)) == ("sent", 2)
    assert Act.objects.filter(kind="send_again", detail__message=key).count() == 1


@pytest.mark.parametrize("answer", [say_nothing, take], ids=["uncertain", "sent"])
def test_nothing_else_is_sent_again(city: City, answer: object) -> None:
    key = send(city.clerk, **LASTING)
    empty_outbox(Fake(answer=answer))  # type: ignore[arg-type]
    with pytest.raises(messages.NotFailed):
        messages.send_again(message_id=row(key).pk, by=city.leader, at=MORNING, key=uuid4())
    assert Attempt.objects.filter(action="send_again").count() == 1


def test_a_clerk_and_another_office_may_not(city: City) -> None:
    key = send(city.clerk, **LASTING)
    empty_outbox(Fake(answer=refuse))
    with pytest.raises(NotAllowed):
        messages.send_again(message_id=row(key).pk, by=city.clerk, at=MORNING, key=uuid4())
    with pytest.raises(messages.NotFailed):
        messages.send_again(message_id=row(key).pk, by=replace(city.leader, office="450100"), at=MORNING, key=uuid4())


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def pair(first: Fake, second: Fake, clock: Clock | None = None) -> Failover:
    clock = clock or Clock()
    return Failover(Breaker(first.name, first, clock), Breaker(second.name, second, clock))


@pytest.mark.parametrize("answer", [refuse, be_closed])
def test_what_the_first_did_not_take_goes_to_the_second(answer: object) -> None:
    first, second = Fake(answer=answer), Fake(name="second")  # type: ignore[arg-type]
    assert pair(first, second).deliver(LETTER).provider == "second"


def test_what_the_first_may_have_taken_never_goes_to_the_second_unasked() -> None:
    first, second = Fake(answer=say_nothing), Fake(name="second")
    with pytest.raises(Unanswered):
        pair(first, second).deliver(LETTER)
    assert second.got == []


def test_the_one_who_had_it_is_asked_and_both_when_nobody_knows() -> None:
    first, second = Fake(standing=Standing.NOT_TAKEN), Fake(name="second", standing=Standing.SILENT)
    both = pair(first, second)

    assert both.status(replace(LETTER, provider="first")) == Standing.NOT_TAKEN
    assert second.asked == []
    assert both.status(LETTER) == Standing.SILENT
    second.standing = Standing.TAKEN
    assert both.status(LETTER) == Standing.TAKEN
    second.standing = Standing.NOT_TAKEN
    assert both.status(LETTER) == Standing.NOT_TAKEN


def test_a_provider_that_fails_again_and_again_is_left_alone_for_a_while() -> None:
    clock, first, second = Clock(), Fake(answer=be_closed), Fake(name="second")
    both = pair(first, second, clock)
    for _ in range(FAILURES + 3):
        both.deliver(LETTER)
    assert len(first.got) == FAILURES

    clock.now = PAUSE_SECONDS + 1
    both.deliver(LETTER)
    both.deliver(LETTER)
    assert len(first.got) == FAILURES + 1

    clock.now = 3 * PAUSE_SECONDS
    first.answer = take
    assert [both.deliver(LETTER).provider for _ in range(3)] == ["first"] * 3


def test_letters_that_are_refused_for_themselves_do_not_break_with_the_provider() -> None:
    first, second = Fake(answer=refuse), Fake(name="second")
    both = pair(first, second)
    for _ in range(FAILURES + 3):
        both.deliver(LETTER)
    assert len(first.got) == FAILURES + 3


def test_the_file_has_each_message_once_and_survives_a_torn_line(tmp_path: Path) -> None:
    here, elsewhere = FileOutbox(tmp_path / "outbox"), FileOutbox(tmp_path / "outbox")
    here.deliver(LETTER)
    elsewhere.deliver(LETTER)
    path = tmp_path / "outbox" / "2026-03-02.jsonl"
    with path.open("ab") as file:
        file.write(b'{"key": "torn", "te')

    torn = replace(LETTER, key="torn")
    assert here.status(torn) == Standing.NOT_TAKEN
    elsewhere.deliver(torn)
    here.deliver(torn)

    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["key"] for line in lines] == ["k", "torn"]
    assert lines[0] == {
        "key": "k", "channel": "sms", "to": "13800005678", "language": "zh", "template": "called",
        "params": {"ticket": "A1"}, "text": "请A1号",
    }  # fmt: skip
    assert here.status(LETTER) == elsewhere.status(torn) == Standing.TAKEN
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_leaves_the_question_open(tmp_path: Path) -> None:
    blocked = tmp_path / "outbox"
    blocked.write_text("a file where the folder should be")
    outbox = FileOutbox(blocked)
    with pytest.raises(Unanswered, match="没有写成文件"):
        outbox.deliver(LETTER)
    assert outbox.status(LETTER) == Standing.SILENT


def test_a_crash_after_the_file_was_written_sends_nothing_twice(city: City, tmp_path: Path) -> None:
    outbox = FileOutbox(tmp_path)

    def write_and_die(letter: Letter) -> None:
        outbox.deliver(letter)
        raise Died

    key = send(city.clerk, **LASTING)
    with pytest.raises(Died):
        empty_outbox(Fake(answer=write_and_die))
    messages.find_out(every(outbox), at=MORNING + LOST_AFTER + MINUTE)
    empty_outbox(outbox, at=MORNING + timedelta(hours=3))

    lines = [json.loads(line) for line in (tmp_path / "2026-03-02.jsonl").read_text().splitlines()]
    assert [line["key"] for line in lines].count(key) == 1
    assert row(key).state == "sent"
