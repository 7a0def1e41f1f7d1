"""核对与受理相符: what the applicant confirmed on the second screen is what may be accepted."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, City
from tests.db.halls import sit_at
from tests.db.test_confirmations import LINES, answer, paired, serve

from cheguan.base.attempts.models import Attempt
from cheguan.registers.parties.models import Party
from cheguan.work.confirmations import commands as confirmations
from cheguan.work.confirmations import queries
from cheguan.work.visits import commands as visits


@pytest.fixture
def hall(city: City) -> City:
    sit_at(city, city.clerk, "01")
    return city


DRAFT, CHANGED = "a" * 64, "b" * 64


def ask_about(city: City, draft: str) -> int:
    return confirmations.ask(
        service="vehicle_licence_reissue",
        shown=LINES,
        application_sha256=draft,
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )


def hold(city: City, draft: str) -> None:
    confirmations.hold_to_confirmed(
        service="vehicle_licence_reissue", application_sha256=draft, by=city.clerk, at=MORNING
    )


def say_wrong(city: City, screen: str, question: int) -> None:
    answer(city, screen, question, answer="wrong", signed="", signature=b"")


def test_only_what_was_confirmed_is_accepted(hall: City) -> None:
    screen, _ = paired(hall), serve(hall)
    hold(hall, CHANGED)
    answer(hall, screen, ask_about(hall, DRAFT))
    hold(hall, DRAFT)
    with pytest.raises(confirmations.ChangedSince):
        hold(hall, CHANGED)
    assert Attempt.objects.get(action="accept").officer_id == hall.clerk.officer_id

    question = ask_about(hall, CHANGED)
    with pytest.raises(confirmations.ChangedSince):
        hold(hall, CHANGED)
    answer(hall, screen, question)
    hold(hall, CHANGED)


def test_what_the_applicant_called_wrong_is_mended_or_shown_again(hall: City) -> None:
    screen, _ = paired(hall), serve(hall)
    say_wrong(hall, screen, ask_about(hall, DRAFT))
    hold(hall, CHANGED)
    with pytest.raises(confirmations.SaidWrong):
        hold(hall, DRAFT)
    question = ask_about(hall, DRAFT)
    with pytest.raises(confirmations.SaidWrong):
        hold(hall, DRAFT)
    answer(hall, screen, question)
    hold(hall, DRAFT)


def test_a_screen_that_failed_is_parted_and_stands_in_nobodys_way(hall: City) -> None:
    screen, _ = paired(hall), serve(hall)
    answer(hall, screen, ask_about(hall, DRAFT))
    confirmations.part(by=hall.clerk, at=MORNING, key=uuid4())
    hold(hall, CHANGED)


def test_an_answer_is_about_the_draft_that_became_the_case(hall: City, person: Callable[..., Party]) -> None:
    """Two matters of the same service in one visit: the second is neither held to the first's answer, nor shown with it."""
    screen, _ = paired(hall), serve(hall)
    answer(hall, screen, ask_about(hall, DRAFT))
    for case_no, draft in (("45050001-260302-70001", DRAFT), ("45050001-260302-70002", CHANGED)):
        hold(hall, draft)
        visits.join_case(
            case_no=case_no, service="vehicle_licence_reissue", party_id=person().pk, application_sha256=draft,
            by=hall.clerk, at=MORNING, key=uuid4(),
        )  # fmt: skip
    first, second = (queries.find_of_case(f"45050001-260302-7000{n}") for n in (1, 2))
    assert first is not None
    assert (first.answer, second) == ("confirmed", None)


def test_what_was_confirmed_before_the_last_correction_is_settled_with_it(
    hall: City, person: Callable[..., Party]
) -> None:
    """Neither the same request again is refused, nor the next matter of that service, of which nobody was asked."""
    screen, _ = paired(hall), serve(hall)
    for draft in (DRAFT, CHANGED):
        answer(hall, screen, ask_about(hall, draft))
    hold(hall, CHANGED)
    visits.join_case(
        case_no="45050001-260302-70001", service="vehicle_licence_reissue", party_id=person().pk,
        application_sha256=CHANGED, by=hall.clerk, at=MORNING, key=uuid4(),
    )  # fmt: skip
    hold(hall, CHANGED)
    hold(hall, "c" * 64)
