"""A matter's way: what is possible from where, and nothing else."""

import pytest

from cheguan.law.lifecycle import (
    CLOSED,
    ROUTES,
    STATE_NAMES,
    STEP_NAMES,
    SUSPENDABLE,
    State,
    Step,
    WrongState,
    allowed_steps,
    clock_runs,
    next_state,
    sources,
)

WAYS = {
    "R0": "accept review grant archive",
    "R1": "accept review grant make hand_over archive",
    "R2": "notify accept verify review grant make hand_over archive",
}


@pytest.mark.parametrize("route", ROUTES)
def test_the_ordinary_way_leads_to_the_archive(route: str) -> None:
    state: State | None = None
    for word in WAYS[route].split():
        state = next_state(route, state, Step(word))
    assert state is State.ARCHIVED


@pytest.mark.parametrize(
    ("route", "state", "step"),
    [
        ("R2", State.ACCEPTED, Step.REVIEW),
        ("R1", State.ACCEPTED, Step.VERIFY),
        ("R1", State.ACCEPTED, Step.GRANT),
        ("R0", State.GRANTED, Step.MAKE),
        ("R1", State.GRANTED, Step.WITHDRAW),
        ("R1", State.GRANTED, Step.SUSPEND),
        ("R1", State.ARCHIVED, Step.GRANT),
        ("R1", None, Step.GRANT),
        ("R1", State.ACCEPTED, Step.RESUME),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(route: str, state: State | None, step: Step) -> None:
    with pytest.raises(WrongState) as refused:
        next_state(route, state, step)
    assert refused.value.allowed == allowed_steps(route, state)
    assert step not in refused.value.allowed
    assert "不能" in str(refused.value)


@pytest.mark.parametrize("before", sorted(SUSPENDABLE))
def test_a_suspended_matter_resumes_to_where_it_was(before: State) -> None:
    assert next_state("R2", before, Step.SUSPEND) is State.SUSPENDED
    assert next_state("R2", State.SUSPENDED, Step.RESUME, before=before) is before
    assert Step.RESUME in allowed_steps("R2", State.SUSPENDED)


@pytest.mark.parametrize("before", [None, State.GRANTED, State.ARCHIVED, State.SUSPENDED])
def test_resuming_to_anywhere_else_is_refused(before: State | None) -> None:
    with pytest.raises(WrongState):
        next_state("R1", State.SUSPENDED, Step.RESUME, before=before)


@pytest.mark.parametrize("route", ROUTES)
def test_every_open_state_that_is_reached_leads_on_and_closed_ones_do_not(route: str) -> None:
    reached: set[State] = set()
    waiting: list[State | None] = [None]
    while waiting:
        state = waiting.pop()
        for step in allowed_steps(route, state):
            after = next_state(route, state, step, before=State.ACCEPTED)
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    assert {state for state in reached if not allowed_steps(route, state)} == CLOSED & reached
    assert State.GRANTED in reached
    assert (State.VERIFIED in reached) == (route == "R2")
    assert (State.MADE in reached) == (route != "R0")


def test_withdrawing_is_possible_until_the_grant() -> None:
    open_before = {"notified", "accepted", "verified", "reviewed", "suspended"}
    assert {state.value for (route, state) in sources(Step.WITHDRAW) if route == "R2"} == open_before


def test_a_step_leads_to_one_state_wherever_it_starts() -> None:
    for step in set(Step) - {Step.SEND_BACK}:
        assert len(set(sources(step).values())) <= 1


def test_sending_back_goes_one_step_back_and_from_acceptance_to_the_applicant() -> None:
    assert {state: target for (route, state), target in sources(Step.SEND_BACK).items() if route == "R2"} == {
        State.ACCEPTED: State.NOTIFIED,
        State.VERIFIED: State.ACCEPTED,
        State.REVIEWED: State.ACCEPTED,
    }


def test_an_undertaking_not_kept_returns_the_application_until_it_is_decided() -> None:
    ways = {state: target for (route, state), target in sources(Step.LAPSE).items() if route == "R2"}
    assert ways == dict.fromkeys(SUSPENDABLE, State.NOTIFIED)
    with pytest.raises(WrongState, match=r"可以：制证$"):
        next_state("R2", State.GRANTED, Step.LAPSE)


def test_a_gap_is_no_state_of_its_own_and_opens_the_case() -> None:
    assert next_state("R1", None, Step.ACCEPT_WITH_GAP) is State.ACCEPTED
    with pytest.raises(WrongState):
        next_state("R1", State.NOTIFIED, Step.ACCEPT_WITH_GAP)


def test_nobody_is_told_that_they_may_do_what_the_clock_does() -> None:
    with pytest.raises(WrongState, match="可以：") as refused:
        next_state("R1", State.ACCEPTED, Step.GRANT)
    assert STEP_NAMES[Step.LAPSE][0] not in str(refused.value)


def test_the_clock_runs_from_acceptance_to_the_result() -> None:
    running = [State.ACCEPTED, State.VERIFIED, State.REVIEWED, State.GRANTED]
    assert [state for state in State if clock_runs("R2", state)] == running
    assert not clock_runs("R0", State.GRANTED)


def test_everything_has_a_name_in_both_languages() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(STEP_NAMES) == set(Step)
    assert all(zh and en for zh, en in (*STATE_NAMES.values(), *STEP_NAMES.values()))
