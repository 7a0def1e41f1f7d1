"""One case as its page shows it: what it is, who is in it, what happened, what may be done next and why not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cheguan.base.acts import queries as acts
from cheguan.base.acts.queries import ActLine
from cheguan.base.attempts import queries as attempts
from cheguan.base.attempts.queries import Tried
from cheguan.base.people.actors import Actor
from cheguan.base.people.rights import POSTS, RIGHTS_OF_POST
from cheguan.channels.words import named, post_name, right_name, step_name
from cheguan.law import reform
from cheguan.law.lifecycle import State, Step
from cheguan.law.measure import Measure
from cheguan.law.service import Material
from cheguan.law.statement import Declaration
from cheguan.registers.drivers import queries as drivers
from cheguan.registers.drivers.queries import Card as Licence
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases import papers, saved, undertakings
from cheguan.work.cases import queries as cases
from cheguan.work.cases.numbers import UNDECIDED, draws
from cheguan.work.cases.queries import CaseView
from cheguan.work.cases.saved import Saved
from cheguan.work.cases.steps import NOT_BY_ACCEPTOR, RIGHTS
from cheguan.work.cases.undertakings import Open
from cheguan.work.confirmations import queries as confirmations
from cheguan.work.confirmations.queries import Confirmation
from cheguan.work.payments import queries as payments
from cheguan.work.payments.queries import Account
from cheguan.work.printing import queries as printing
from cheguan.work.printing.queries import Use

# Steps that carry the matter forward, in the order in which one of them is the thing to do now.
FORWARD = (Step.ACCEPT, Step.VERIFY, Step.REVIEW, Step.GRANT, Step.MAKE, Step.HAND_OVER, Step.ARCHIVE, Step.RESUME)
ASIDE = (Step.SEND_BACK, Step.REFUSE, Step.SUSPEND, Step.WITHDRAW)
KEYS: Mapping[Step, str] = {
    Step.SEND_BACK: "Alt+b",
    Step.REFUSE: "Alt+r",
    Step.SUSPEND: "Alt+s",
    Step.WITHDRAW: "Alt+w",
}
NAMES: Mapping[Step, str] = {Step.ACCEPT: "complete"}
WAY = (State.ACCEPTED, State.VERIFIED, State.REVIEWED, State.GRANTED, State.MADE, State.HANDED_OVER, State.ARCHIVED)
SKIPPED: Mapping[str, frozenset[State]] = {
    "R0": frozenset({State.VERIFIED, State.MADE, State.HANDED_OVER}),
    "R1": frozenset({State.VERIFIED}),
    "R2": frozenset(),
}
NOW_DUE: Mapping[State, str] = {State.ACCEPTED: "receipt", State.VERIFIED: "receipt", State.REVIEWED: "receipt"}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done from here. ``why`` says what is in the way; empty when nothing is."""

    step: Step
    url: str
    key: str
    why: str

    @property
    def title(self) -> str:
        return _("补正后受理") if self.step == Step.ACCEPT else step_name(self.step)

    @property
    def asks(self) -> bool:
        """A reason is asked for before the button works."""
        return self.step in ASIDE

    @property
    def harsh(self) -> bool:
        return self.step == Step.REFUSE


@dataclass(frozen=True, slots=True)
class Handed:
    """One material of the case, named; ``scanned`` when there is a picture of it."""

    code: str
    name: str
    how: str
    source: str
    scanned: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    case: CaseView
    people: Mapping[int, Person]
    vehicle: Vehicle | None
    licence: Licence | None
    timeline: tuple[ActLine, ...]
    tried: tuple[Tried, ...]
    account: Account
    blanks: tuple[Use, ...]
    forward: tuple[Action, ...]
    aside: tuple[Action, ...]
    number_open: bool
    papers: tuple[tuple[str, papers.Kind], ...]
    gap: Open | None
    saved: Saved
    confirmed: Confirmation | None

    @property
    def applicant(self) -> Person:
        return self.people[self.case.applicant_id]

    @property
    def materials(self) -> list[Handed]:
        names = {each.code: named(each) for each in self.case.service.materials}
        return [
            Handed(line.code, names.get(line.code, line.code), line.how, line.source, line.sha256 is not None)
            for line in self.case.materials
        ]

    @property
    def missing(self) -> list[Material]:
        """What was promised and is still to come."""
        wanted = self.gap.missing if self.gap else ()
        return [each for each in self.case.service.materials if each.code in wanted]

    @property
    def layers(self) -> list[Measure]:
        """The reforms under which it was accepted."""
        return [reform.get(code) for code in self.case.layers]

    @property
    def agent(self) -> Person | None:
        return self.people.get(self.case.agent_id or 0)

    @property
    def roles(self) -> list[tuple[str, Person]]:
        return [(role, self.people[party]) for role, party in self.case.roles]

    @property
    def way(self) -> list[tuple[State, str]]:
        """The states of its route, each done, now or still to come."""
        states = [state for state in WAY if state not in SKIPPED[self.case.route]]
        stood = State(self.case.state_before) if self.case.state_before else self.case.state
        here = states.index(stood) if stood in states else -1
        return [(state, "done" if n < here else "now" if n == here else "") for n, state in enumerate(states)]

    @property
    def to_print(self) -> str:
        """The paper that the applicant waits for now."""
        codes = [code for code, _ in self.papers]
        unsigned = self.gap is not None and self.gap.signed_on is None
        wanted = "undertaking" if unsigned else NOW_DUE.get(self.case.state, "")
        return wanted if wanted in codes else codes[-1] if codes else ""

    @property
    def may_verify(self) -> bool:
        return any(action.step == Step.VERIFY and not action.why for action in self.forward)

    @property
    def questions(self) -> tuple[Declaration, ...]:
        """What the inspector states about the vehicle."""
        return tuple(each for each in self.case.service.declared if each.stage == "verify")


def draw(no: str, *, by: Actor) -> CasePage:
    case = cases.get(no, office=by.office)
    ids = {case.applicant_id, *(party for _, party in case.roles)} | ({case.agent_id} if case.agent_id else set())
    account = payments.account(no)
    number_open = case.state in UNDECIDED and draws(case)
    gap = undertakings.find_open(case.id) if case.gap_open else None
    return CasePage(
        case=case,
        people=parties.get_many(sorted(ids)),
        vehicle=vehicles.get(case.vehicle_id) if case.vehicle_id else None,
        licence=drivers.get(case.licence_id) if case.licence_id else None,
        timeline=acts.of_case(no),
        tried=attempts.of_case(no),
        account=account,
        blanks=printing.blank_uses(no),
        forward=_actions(FORWARD, case, account, gap, by),
        aside=_actions(ASIDE, case, account, gap, by),
        number_open=number_open,
        papers=tuple((code, papers.PAPERS[code]) for code in papers.available(case)),
        gap=gap,
        saved=saved.of_case(case),
        confirmed=confirmations.find_of_case(no),
    )


def _actions(
    steps: tuple[Step, ...], case: CaseView, account: Account, gap: Open | None, by: Actor
) -> tuple[Action, ...]:
    return tuple(
        Action(
            step,
            f"window:{NAMES.get(step, step.value)}",
            KEYS.get(step, "Ctrl+Enter"),
            _why(step, case, account, by) or _held_up(step, gap),
        )
        for step in steps
        if step in case.allowed
    )


def _held_up(step: Step, gap: Open | None) -> str:
    """What an open undertaking keeps from being done."""
    if gap is None:
        return ""
    if step is Step.REVIEW and gap.signed_on is None:
        return _("承诺书还没有签名。")
    if step is Step.GRANT or step.value == gap.stops:
        return _("容缺的材料还没有补齐。")
    return ""


def _why(step: Step, case: CaseView, account: Account, by: Actor) -> str:
    right = RIGHTS[step]
    if not by.may(right):
        posts = _("、").join(post_name(post) for post in POSTS if right in RIGHTS_OF_POST[post])
        return _("需要“%(right)s”权限（%(posts)s）") % {"right": right_name(right), "posts": posts}
    if step in NOT_BY_ACCEPTOR and case.accepted_by_id == by.officer_id:
        return _("受理人不得审核、决定自己受理的业务。")
    if step == Step.MAKE and not account.settled:
        return _("工本费尚未收讫，不能制证。")
    if step == Step.GRANT and draws(case) and not (case.draw and case.draw.chosen):
        return _("尚未选定号牌号码。")
    return ""
