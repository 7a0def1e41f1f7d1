"""A matter's way from the first word to the archive: which step is possible from which state, on which route.

R0 prints nothing; R1 makes something and hands it over; R2 verifies the vehicle before the review. A matter that was
accepted with a gap (容缺受理) goes the same way; what its gap holds up is no state but a fact about it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    VERIFIED = "verified"
    REVIEWED = "reviewed"
    GRANTED = "granted"
    MADE = "made"
    HANDED_OVER = "handed_over"
    ARCHIVED = "archived"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"


class Step(StrEnum):
    NOTIFY = "notify"
    ACCEPT = "accept"
    ACCEPT_WITH_GAP = "accept_with_gap"
    DECLINE = "decline"
    VERIFY = "verify"
    REVIEW = "review"
    SEND_BACK = "send_back"
    GRANT = "grant"
    REFUSE = "refuse"
    MAKE = "make"
    HAND_OVER = "hand_over"
    ARCHIVE = "archive"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    RESUME = "resume"
    LAPSE = "lapse"


ROUTES = ("R0", "R1", "R2")
CLOSED = frozenset({State.ARCHIVED, State.DECLINED, State.REFUSED, State.WITHDRAWN})
SUSPENDABLE = frozenset({State.ACCEPTED, State.VERIFIED, State.REVIEWED})
# What the clock does and nobody presses a button for: an undertaking that was not kept returns the application.
BY_THE_CLOCK = frozenset({Step.LAPSE})

_Table = Mapping[tuple[State | None, Step], State]

_COMMON: _Table = {
    (None, Step.NOTIFY): State.NOTIFIED,
    (None, Step.ACCEPT): State.ACCEPTED,
    (None, Step.ACCEPT_WITH_GAP): State.ACCEPTED,
    (None, Step.DECLINE): State.DECLINED,
    (State.NOTIFIED, Step.ACCEPT): State.ACCEPTED,
    (State.NOTIFIED, Step.DECLINE): State.DECLINED,
    (State.NOTIFIED, Step.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Step.SEND_BACK): State.NOTIFIED,
    (State.REVIEWED, Step.SEND_BACK): State.ACCEPTED,
    (State.REVIEWED, Step.GRANT): State.GRANTED,
    (State.REVIEWED, Step.REFUSE): State.REFUSED,
    (State.REVIEWED, Step.WITHDRAW): State.WITHDRAWN,
    (State.SUSPENDED, Step.WITHDRAW): State.WITHDRAWN,
    **{(state, Step.SUSPEND): State.SUSPENDED for state in SUSPENDABLE},
    **{(state, Step.LAPSE): State.NOTIFIED for state in SUSPENDABLE},
}
_REVIEW_AT_ONCE: _Table = {(State.ACCEPTED, Step.REVIEW): State.REVIEWED}
_VERIFY_FIRST: _Table = {
    (State.ACCEPTED, Step.VERIFY): State.VERIFIED,
    (State.VERIFIED, Step.REVIEW): State.REVIEWED,
    (State.VERIFIED, Step.SEND_BACK): State.ACCEPTED,
    (State.VERIFIED, Step.WITHDRAW): State.WITHDRAWN,
}
_MAKE: _Table = {
    (State.GRANTED, Step.MAKE): State.MADE,
    (State.MADE, Step.HAND_OVER): State.HANDED_OVER,
    (State.HANDED_OVER, Step.ARCHIVE): State.ARCHIVED,
}
_FILE_ONLY: _Table = {(State.GRANTED, Step.ARCHIVE): State.ARCHIVED}

TRANSITIONS: Mapping[str, _Table] = MappingProxyType(
    {
        "R0": {**_COMMON, **_REVIEW_AT_ONCE, **_FILE_ONLY},
        "R1": {**_COMMON, **_REVIEW_AT_ONCE, **_MAKE},
        "R2": {**_COMMON, **_VERIFY_FIRST, **_MAKE},
    }
)

STATE_NAMES: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        State.NOTIFIED: ("待补正", "Waiting for the applicant to complete the papers"),
        State.ACCEPTED: ("已受理", "Accepted"),
        State.VERIFIED: ("已查验", "Vehicle verified"),
        State.REVIEWED: ("已审核", "Reviewed"),
        State.GRANTED: ("准予办理", "Granted"),
        State.MADE: ("已制证", "Papers made"),
        State.HANDED_OVER: ("已发证", "Handed over"),
        State.ARCHIVED: ("已归档", "Archived"),
        State.DECLINED: ("不予受理", "Not accepted"),
        State.REFUSED: ("不予办理", "Refused"),
        State.WITHDRAWN: ("已撤回", "Withdrawn"),
        State.SUSPENDED: ("暂停办理", "Suspended"),
    }
)
STEP_NAMES: Mapping[Step, tuple[str, str]] = MappingProxyType(
    {
        Step.NOTIFY: ("一次性告知", "Tell what is missing"),
        Step.ACCEPT: ("受理", "Accept"),
        Step.ACCEPT_WITH_GAP: ("容缺受理", "Accept with a gap"),
        Step.DECLINE: ("不予受理", "Decline"),
        Step.VERIFY: ("查验", "Verify the vehicle"),
        Step.REVIEW: ("审核", "Review"),
        Step.SEND_BACK: ("退办", "Send back"),
        Step.GRANT: ("准予", "Grant"),
        Step.REFUSE: ("不予办理", "Refuse"),
        Step.MAKE: ("制证", "Make the papers"),
        Step.HAND_OVER: ("发证", "Hand over"),
        Step.ARCHIVE: ("归档", "Archive"),
        Step.WITHDRAW: ("撤回", "Withdraw"),
        Step.SUSPEND: ("暂停", "Suspend"),
        Step.RESUME: ("恢复", "Resume"),
        Step.LAPSE: ("逾期退办", "Return it, the undertaking not kept"),
    }
)


class WrongState(Exception):
    """The step cannot be taken from this state; ``allowed`` are the steps that can."""

    def __init__(self, state: State | None, step: Step, *, allowed: tuple[Step, ...]) -> None:
        self.state, self.step, self.allowed = state, step, allowed
        named = "尚未受理" if state is None else STATE_NAMES[state][0]
        possible = in_words(allowed) or "无"
        super().__init__(f"当前为“{named}”，不能{STEP_NAMES[step][0]}；可以：{possible}")


def next_state(route: str, state: State | None, step: Step, *, before: State | None = None) -> State:
    """The state after the step. ``state`` is ``None`` for a new matter; ``before`` is what a suspended one resumes to."""
    if state is State.SUSPENDED and step is Step.RESUME and before in SUSPENDABLE:
        assert before is not None
        return before
    reached = TRANSITIONS[route].get((state, step))
    if reached is None:
        raise WrongState(state, step, allowed=allowed_steps(route, state))
    return reached


def in_words(steps: Iterable[Step]) -> str:
    """Steps as somebody is told of them, without those that the clock takes."""
    return "、".join(STEP_NAMES[each][0] for each in steps if each not in BY_THE_CLOCK)


def allowed_steps(route: str, state: State | None) -> tuple[Step, ...]:
    possible = {step for known, step in TRANSITIONS[route] if known == state}
    if state is State.SUSPENDED:
        possible.add(Step.RESUME)
    return tuple(step for step in Step if step in possible)


def sources(step: Step) -> dict[tuple[str, State], State]:
    """Where a step may be taken from, by route and state, and where it leads; resuming has no fixed goal."""
    return {
        (route, state): reached
        for route, table in TRANSITIONS.items()
        for (state, known), reached in table.items()
        if known is step and state is not None
    }


def clock_runs(route: str, state: State) -> bool:
    """Whether the office's statutory time runs: from acceptance until the result exists."""
    at_work = {State.ACCEPTED, State.VERIFIED, State.REVIEWED}
    return state in at_work or (state is State.GRANTED and route != "R0")
