"""A service (服务事项) as the law defines it: what it needs, what stands against it, what it costs and gives."""

from dataclasses import dataclass, replace
from datetime import date

from cheguan.law.citation import Citation
from cheguan.law.conditions import ALWAYS, Condition
from cheguan.law.duty import Duty
from cheguan.law.facts import CaseFacts
from cheguan.law.relief import Gap, Waiver
from cheguan.law.rule import Finding, Rule, Severity
from cheguan.law.statement import Declaration
from cheguan.law.tariff import Fee, fee
from cheguan.law.tracing import Absent, FactRead

# What a matter can be about; a person alone where there is no vehicle or licence yet.
SUBJECTS = ("vehicle", "licence", "new_vehicle", "person")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The statutory limit. The day of acceptance is not counted."""

    days: int
    unit: str
    basis: Citation


@dataclass(frozen=True, slots=True)
class Material:
    """申请材料。``waived_if`` is ``networked`` where the law frees the applicant of a paper that is shared by network.

    ``waiver`` is what a reform adds to that.
    """

    code: str
    name: str
    name_en: str
    needed_if: Condition
    waived_if: str
    basis: Citation
    finding: Finding
    waiver: Waiver | None = None

    def needed(self, facts: CaseFacts) -> bool:
        return self.needed_if.holds(facts)

    def waived(self, facts: CaseFacts) -> bool:
        if self.waived_if == "networked" and self.code in facts.networked:
            return True
        return self.waiver is not None and self.waiver.frees(self.code, facts)

    def missing(self, facts: CaseFacts) -> bool:
        return self.code not in facts.materials and not self.waived(facts) and self.needed_if.holds(facts)


@dataclass(frozen=True, slots=True)
class PartyNeed:
    """Somebody who must apply as well, when the condition holds."""

    role: str
    name: str
    name_en: str
    when: Condition
    basis: Citation
    finding: Finding

    def needed(self, facts: CaseFacts) -> bool:
        return self.when.holds(facts)


@dataclass(frozen=True, slots=True)
class Party:
    """Who may apply or join. ``record``: as an applicant, the ``holder`` on record, ``not_holder``, ``interested`` (the
    holder, or a creditor on record of a kind that joins in the service), or ``anyone``.
    """

    code: str
    name: str
    name_en: str
    record: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a grant does to the registers. ``number``: a new number is drawn and chosen before the decision.

    ``reads`` are the stated facts that it carries into the registers; a service with this effect asks them.
    ``enters`` are the roles whose bearers it puts on record, so that they need not be on it before, ``leaves`` those
    of whom one goes off it. ``arrives``: the vehicle comes from another office's register.
    """

    code: str
    name: str
    name_en: str
    number: bool
    reads: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    arrives: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Something the office gives out or takes back."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Form:
    """An application form, printed from what the register knows, with the entries that the applicant confirms."""

    code: str
    name: str
    name_en: str
    fields: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class FeeDue:
    """A tariff item, when it is owed, and how many times."""

    item: str
    when: Condition
    times: int = 1

    def due(self, on: date) -> Fee:
        """The fee of that day; for several copies, their sum."""
        single = fee(self.item, on=on)
        return replace(single, fen=single.fen * self.times)


@dataclass(frozen=True, slots=True)
class Service:
    """One edition of a service between two days on which the law changed.

    ``layers`` are the reforms that lie on it, ``gap`` what one of them lets the applicant bring later.
    """

    code: str
    name: str
    name_en: str
    subject: str
    edition: date
    valid_from: date
    valid_until: date | None
    basis: tuple[Citation, ...]
    channels: frozenset[str]
    order: int
    route: str
    quick_route: str
    quick_route_if: Condition | None
    effect: str
    carried: frozenset[str]
    gives_number: bool
    promise_class: str
    promise_minutes: int
    system_code: str
    system_reasons: frozenset[str]
    applicant: Party
    parties: tuple[PartyNeed, ...]
    agent_allowed: bool
    agent_refusal: Finding
    rules: tuple[Rule, ...]
    materials: tuple[Material, ...]
    declared: tuple[Declaration, ...]
    limit: TimeLimit
    fees_due: tuple[FeeDue, ...]
    results: tuple[Paper, ...]
    collects: tuple[Paper, ...]
    forms: tuple[Form, ...]
    grade: str
    gap: Gap | None = None
    layers: tuple[str, ...] = ()
    number_if: Condition = ALWAYS
    enters: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    arrives: bool = False
    duty: Duty | None = None

    def draws_number(self, facts: CaseFacts) -> bool:
        """Whether a new plate number is drawn and chosen before the decision."""
        return self.gives_number and self.number_if.holds(facts)

    @property
    def wanted(self) -> tuple[Declaration, ...]:
        """The stated facts that the matter itself is about: required, or carried into the registers."""
        return tuple(each for each in self.declared if each.required or each.code in self.carried)

    @property
    def fee(self) -> tuple[str, ...]:
        """The tariff items that everyone owes; ``fees`` adds those that depend on the matter."""
        return tuple(each.item for each in self.fees_due if not each.when.text)

    def fees(self, facts: CaseFacts) -> tuple[Fee, ...]:
        """What this matter costs on its day."""
        return tuple(each.due(facts.on) for each in self.fees_due if each.when.holds(facts))

    def route_for(self, facts: CaseFacts) -> str:
        """The route of this matter: the shorter one where the law spares the verification."""
        quick = self.quick_route_if is not None and self.quick_route_if.holds(facts)
        return self.quick_route if quick else self.route

    def needed(self, facts: CaseFacts) -> tuple[Material, ...]:
        """Every material whose condition holds, also those that the network supplies (``Material.waived``)."""
        return tuple(material for material in self.materials if material.needed_if.holds(facts))

    def joint(self, facts: CaseFacts) -> tuple[PartyNeed, ...]:
        """Everyone who has to apply together with the applicant."""
        return tuple(party for party in self.parties if party.needed(facts))

    def check(self, facts: CaseFacts) -> tuple[Finding, ...]:
        """Everything that stands against the grant, at once; nothing means that it may be granted."""
        found = [finding for rule in self.rules if (finding := rule.ask(facts)) is not None]
        if facts.by_agent and not self.agent_allowed and not facts.agent_excused:
            found.append(self.agent_refusal)
        found += [party.finding for party in self.joint(facts) if party.role not in facts.joint]
        found += [material.finding for material in self.materials if material.missing(facts)]
        return tuple(found)


def missing_material(code: str, name: str, name_en: str, basis: Citation, *, grade: str, since: date) -> Finding:
    return Finding(
        rule=f"material.{code}",
        severity=Severity.SUPPLEMENT,
        reason=f"缺少{name}",
        reason_en=f"Missing: {name_en}",
        articles=(str(basis),),
        grade=grade,
        cure=f"提交{name}",
        cure_en=f"Hand in: {name_en}",
        edition=since,
        trace=lambda: (FactRead("materials", Absent(name, name_en)),),
    )


def missing_party(role: str, name: str, name_en: str, basis: Citation, *, grade: str, since: date) -> Finding:
    return Finding(
        rule=f"party.{role}",
        severity=Severity.JOINT,
        reason=f"应当与{name}共同申请",
        reason_en=f"The {name_en} must apply jointly",
        articles=(str(basis),),
        grade=grade,
        cure=f"请{name}到场或者网上确认",
        cure_en=f"Let the {name_en} come along or confirm online",
        edition=since,
        trace=lambda: (FactRead("joint", Absent(name, name_en)),),
    )


def agent_refused(basis: Citation, *, since: date) -> Finding:
    return Finding(
        rule="agent.not_allowed",
        severity=Severity.REFUSE,
        reason="本业务不得委托代理，应当由本人申请",
        reason_en="This matter cannot be brought by an agent",
        articles=(str(basis),),
        cure="由本人申请；因出境、重病、伤残等不能到场的，凭相关证明委托",
        cure_en="Apply in person, or show why that is impossible (abroad, gravely ill, disabled)",
        edition=since,
        trace=lambda: (FactRead("by_agent", True),),
    )
