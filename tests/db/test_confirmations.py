"""The second screen of a counter: paired once, shown what is written, answered once, and for nobody else."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, City
from tests.db.halls import another_clerk, sit_at
from tests.db.test_statements import counted

from cheguan.base.acts.models import Act
from cheguan.base.files import queries as files
from cheguan.base.people.actors import Actor
from cheguan.work.confirmations import commands as confirmations
from cheguan.work.confirmations import queries
from cheguan.work.confirmations.models import Question
from cheguan.work.visits import bench
from cheguan.work.visits import commands as visits

MINUTE = timedelta(minutes=1)
LINES = [("车身颜色", "白"), ("申请人", "陈大明")]
SIGNATURE = b"\x89PNG\r\n\x1a\n" + b"strokes"


@pytest.fixture
def hall(city: City) -> City:
    sit_at(city, city.clerk, "01")
    return city


def machine(city: City, device: str = "10.0.0.7") -> Actor:
    return replace(city.system, channel="hall", device=device)


def paired(city: City) -> str:
    digits = confirmations.offer_code(by=city.clerk, at=MORNING, key=uuid4())
    return confirmations.pair(digits=digits, by=machine(city), at=MORNING, key=uuid4())


def serve(city: City, minute: int = 0) -> visits.Ticket:
    at = MORNING + minute * MINUTE
    ticket = visits.take(services=["vehicle_licence_reissue"], by=city.system, at=at, key=uuid4())
    visits.call_next(by=city.clerk, at=at, key=uuid4())
    visits.begin(visit_id=ticket.id, by=city.clerk, at=at, key=uuid4())
    return ticket


def ask(city: City) -> int:
    return confirmations.ask(service="vehicle_licence_reissue", shown=LINES, by=city.clerk, at=MORNING, key=uuid4())


def answer(city: City, screen: str, question: int, **given: object) -> None:
    given = {"answer": "confirmed", "signed": "screen", "signature": SIGNATURE, **given}
    confirmations.answer(
        question_id=question,
        screen=screen,
        by=machine(city),
        at=MORNING,
        key=uuid4(),
        **given,  # type: ignore[arg-type]
    )


def shown(screen: str, minute: int = 0) -> queries.Shown:
    found = queries.find_shown(screen, since=MORNING + (minute - 5) * MINUTE)
    assert found is not None
    return found


def test_a_code_is_good_once(hall: City) -> None:
    digits = confirmations.offer_code(by=hall.clerk, at=MORNING, key=uuid4())
    confirmations.pair(digits=digits, by=machine(hall), at=MORNING, key=uuid4())

    with pytest.raises(confirmations.WrongCode):
        confirmations.pair(digits=digits, by=machine(hall), at=MORNING, key=uuid4())


def test_a_code_is_good_for_five_minutes(hall: City) -> None:
    digits = confirmations.offer_code(by=hall.clerk, at=MORNING, key=uuid4())
    with pytest.raises(confirmations.WrongCode):
        confirmations.pair(digits=digits, by=machine(hall), at=MORNING + 5 * MINUTE, key=uuid4())


def test_whoever_guesses_has_to_wait(hall: City) -> None:
    digits = confirmations.offer_code(by=hall.clerk, at=MORNING, key=uuid4())
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    for _ in range(10):
        with pytest.raises(confirmations.WrongCode):
            confirmations.pair(digits=wrong, by=machine(hall), at=MORNING, key=uuid4())

    with pytest.raises(confirmations.TooManyCodes):
        confirmations.pair(digits=digits, by=machine(hall), at=MORNING, key=uuid4())
    confirmations.pair(digits=digits, by=machine(hall, "10.0.0.8"), at=MORNING, key=uuid4())


def test_a_counter_has_one_screen(hall: City) -> None:
    old, new = paired(hall), paired(hall)

    assert queries.find_shown(old, since=MORNING) is None
    assert shown(new).counter_no == "01"


def test_a_screen_follows_the_one_who_is_served(hall: City) -> None:
    screen = paired(hall)
    assert (shown(screen).visit_id, shown(screen).state) == (None, "")

    ticket = serve(hall)
    assert (shown(screen).visit_no, shown(screen).state) == (ticket.no, "serving")

    visits.finish(visit_id=ticket.id, by=hall.clerk, at=MORNING + MINUTE, key=uuid4())
    assert (shown(screen, 1).state, bool(shown(screen, 1).rate)) == ("finished", True)
    assert shown(screen, 7).visit_id is None


def test_a_paused_visit_leaves_the_screen(hall: City) -> None:
    screen, ticket = paired(hall), serve(hall)
    visits.pause(visit_id=ticket.id, reason="去复印", by=hall.clerk, at=MORNING + MINUTE, key=uuid4())

    assert shown(screen, 1).visit_id is None


def test_what_is_shown_is_confirmed_with_a_signature(hall: City) -> None:
    screen, ticket = paired(hall), serve(hall)
    question = ask(hall)
    assert shown(screen).lines == tuple(LINES)

    answer(hall, screen, question)
    seen = bench.of_officer(hall.clerk.officer_id, outlet_id=hall.hall.pk, on=MORNING.date())
    assert seen.seat is not None
    told = queries.at_counter(seen.seat.counter_id, visit_id=ticket.id, at=MORNING)
    assert (told.answer, told.signed, told.waits) == ("confirmed", "screen", False)
    assert files.get(told.signature or "")[1] == SIGNATURE
    assert shown(screen).question_id is None
    detail = Act.objects.get(kind="applicant_answers").detail
    assert detail["shown"] == confirmations.digest(LINES)


def test_an_answer_is_given_once(hall: City) -> None:
    screen, _ = paired(hall), serve(hall)
    question = ask(hall)
    answer(hall, screen, question, answer="wrong", signed="", signature=b"")

    with pytest.raises(confirmations.NoQuestion):
        answer(hall, screen, question)


def test_what_was_replaced_is_not_answered(hall: City) -> None:
    screen, _ = paired(hall), serve(hall)
    old, new = ask(hall), ask(hall)

    with pytest.raises(confirmations.NoQuestion):
        answer(hall, screen, old)
    answer(hall, screen, new)


def test_another_counters_screen_answers_nothing(hall: City) -> None:
    serve(hall)
    paired(hall)
    question = ask(hall)
    colleague = another_clerk(hall)
    sit_at(hall, colleague, "02")
    strange = paired(replace(hall, clerk=colleague))

    with pytest.raises(confirmations.NoQuestion):
        answer(hall, strange, question)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"signed": "", "signature": b""}, confirmations.NeedsSignature),
        ({"signature": b"%PDF-1.7"}, confirmations.BadSignature),
        ({"signature": b"nonsense"}, confirmations.BadSignature),
        ({"answer": "perhaps"}, confirmations.NoQuestion),
    ],
)
def test_a_strange_answer_leaves_nothing(hall: City, given: dict[str, object], refusal: type[Exception]) -> None:
    screen, _ = paired(hall), serve(hall)
    question = ask(hall)
    with pytest.raises(refusal):
        answer(hall, screen, question, **given)
    assert shown(screen).question_id == question


def test_nothing_is_asked_of_nobody(hall: City) -> None:
    with pytest.raises(confirmations.NobodyServed):
        ask(hall)
    serve(hall)
    with pytest.raises(confirmations.NoScreen):
        ask(hall)


def test_large_print_is_for_one_visit(hall: City) -> None:
    screen, ticket = paired(hall), serve(hall)
    confirmations.enlarge(by=hall.clerk, at=MORNING, key=uuid4())
    assert shown(screen).large

    visits.finish(visit_id=ticket.id, by=hall.clerk, at=MORNING, key=uuid4())
    serve(hall, 1)
    assert not shown(screen).large


def test_what_was_shown_is_not_rewritten(hall: City) -> None:
    paired(hall)
    serve(hall)
    question = ask(hall)
    with pytest.raises(DatabaseError, match="only be voided"), transaction.atomic():
        Question.objects.filter(pk=question).update(shown=[["车身颜色", "红"]])


def test_the_bench_is_one_statement(hall: City) -> None:
    ticket = serve(hall)
    visits.take(queue="vehicle", by=hall.system, at=MORNING, key=uuid4())
    with CaptureQueriesContext(connection) as captured:
        seen = bench.of_officer(hall.clerk.officer_id, outlet_id=hall.hall.pk, on=MORNING.date())
    assert counted(captured) == 1
    assert (seen.waiting, [each.no for each in seen.hand]) == (1, [ticket.no])
    assert [each.service for each in seen.hand[0].matters] == ["vehicle_licence_reissue"]
    assert seen.hand[0].served_until(MORNING + 3 * MINUTE) == 3 * MINUTE
