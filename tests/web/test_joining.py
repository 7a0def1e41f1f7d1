"""Acceptance and joining the visit are two commits: whatever comes between them, the case is part of the visit in the end."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.db.halls import another_clerk, sit_at
from tests.web.counters import called, pair, press, words
from tests.web.test_counter import apply, look_up
from tests.web.test_second_screen import SIGNATURE, answer, show

from cheguan.base.acts.models import Act
from cheguan.channels.window import linking
from cheguan.work.cases.models import Case
from cheguan.work.confirmations.models import Question
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Matter


class Killed(BaseException):
    """The server ends here."""


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The server ends as soon as a case is accepted."""

    def end(*args: Any, **given: Any) -> None:
        raise Killed

    monkeypatch.setattr(linking, "join", end)
    return monkeypatch


def begin(city: City, clerk: Client, number: str) -> tuple[visits.Ticket, str]:
    return called(city, clerk), str(look_up(clerk, number, read_by="card")["Location"])


def accept(clerk: Client, address: str) -> str:
    with pytest.raises(Killed):
        apply(clerk, address)
    return str(Case.objects.get().no)


def of_the_matter() -> tuple[str | None, str]:
    matter = Matter.objects.get()
    return matter.case_no, matter.outcome


def test_a_case_whose_server_ended_is_part_of_the_visit_when_that_ends(seated, clerk, owner_number, killed):
    taken, address = begin(seated, clerk, owner_number)
    no, matter = accept(clerk, address), Matter.objects.get()
    press(clerk, "finish", visit=taken.id, **{f"outcome_{matter.pk}": "answered"})

    assert of_the_matter() == (no, "handled")


def test_what_was_confirmed_of_it_is_known_still(seated, clerk, owner_number, killed):
    screen = pair(seated)
    taken, address = begin(seated, clerk, owner_number)
    show(clerk, address)
    answer(screen, signature=SIGNATURE, signature_how="screen")
    no = accept(clerk, address)
    press(clerk, "finish", visit=taken.id)

    assert "申请人已在副屏确认" in words(clerk.get(f"/window/cases/{no}/"))
    assert Act.objects.get(kind="join_case").detail == {"application": Question.objects.get().application_sha256}


def test_a_colleague_who_ends_the_visit_ends_it_with_its_case(seated, clerk, owner_number, killed):
    taken, address = begin(seated, clerk, owner_number)
    no = accept(clerk, address)
    press(clerk, "pause", visit=taken.id, reason="等待缴费")
    colleague = another_clerk(seated)
    sit_at(seated, colleague, "02")
    step: dict[str, Any] = {"visit_id": taken.id, "by": colleague, "at": MORNING}
    visits.take_over(**step, reason="申请人要求", key=uuid4())
    visits.finish(**step, key=uuid4())

    assert of_the_matter() == (no, "handled")


def test_a_visit_that_nobody_ended_has_its_case_by_midnight(seated, clerk, owner_number, killed, monday, sign_in):
    """Also one that was accepted after the office's hours, with which its minutes end."""
    begin(seated, clerk, owner_number)
    monday.move_to(MORNING.replace(hour=18))
    clerk = sign_in(seated.clerk)
    no = accept(clerk, look_up(clerk, owner_number)["Location"])
    visits.close_days(by=seated.system, at=MORNING + timedelta(days=1))

    assert of_the_matter() == (no, "handled")


def test_the_same_form_again_after_the_end_joins_nothing_twice(seated, clerk, owner_number, killed):
    taken, address = begin(seated, clerk, owner_number)
    key = str(uuid4())
    with pytest.raises(Killed):
        apply(clerk, address, key=key)
    press(clerk, "finish", visit=taken.id)
    killed.undo()
    called(seated, clerk)
    look_up(clerk, owner_number, read_by="card")
    apply(clerk, address, key=key)

    assert list(Matter.objects.exclude(case_no=None).values_list("visit_id", flat=True)) == [taken.id]


def test_who_ends_the_visit_while_the_case_is_accepted_has_it_in_the_visit(
    seated, clerk, owner_number, monkeypatch: pytest.MonkeyPatch
):
    """办完 comes between the case and its joining: the case is a matter of its own, and may be rated."""
    taken, address = begin(seated, clerk, owner_number)
    join = linking.join

    def late(no: str, **given: Any) -> None:
        monkeypatch.setattr("cheguan.work.visits.joining.join_missed", lambda **_: None)
        visits.finish(visit_id=taken.id, by=seated.clerk, at=MORNING, key=uuid4())
        join(no, **given)

    monkeypatch.setattr(linking, "join", late)
    apply(clerk, address)

    joined = Matter.objects.get(case_no=Case.objects.get().no)
    assert (joined.visit_id, joined.outcome) == (taken.id, "handled")


def test_a_case_accepted_before_or_after_the_visit_is_no_part_of_it(seated, clerk, owner_number, killed):
    address = look_up(clerk, owner_number)["Location"]
    accept(clerk, address)
    taken, _ = begin(seated, clerk, owner_number)
    press(clerk, "finish", visit=taken.id)

    assert of_the_matter() == (None, "answered")
