"""A service (服务事项) as the law defines it: what it needs, what stands against it, what it costs and gives."""

from dataclasses import dataclass
from datetime import date

from cheguan.law.citation import Citation
from cheguan.law.conditions import Condition
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import Finding, Rule, Severity
from cheguan.law.tariff import Fee, fee


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The statutory limit. The day of acceptance is not counted."""

    days: int
    unit: str
    basis: Citation


@dataclass(frozen=True, slots=True)
class Material:
    """申请材料。``waived_if`` is ``networked`` where the law frees the applicant of a paper that is shared by network."""

    code: str
    name: str
    name_en: str
    needed_if: Condition
    waived_if: str
    basis: Citation
    finding: Finding

    def needed(self, facts: CaseFacts) -> bool:
        return self.needed_if.holds(facts)

    def waived(self, facts: CaseFacts) -> bool:
        return self.waived_if == "networked" and self.code in facts.networked

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
class Declaration:
    """A fact that the officer states about the papers or the vehicle. ``stage`` is when: at acceptance or verification.

    Unstated it counts as ``default``; an empty default means that the law presumes nothing.
    """

    code: str
    question_zh: str
    question_en: str
    kind: str
    choices: tuple[tuple[str, str, str], ...]
    stage: str
    default: str
    basis: Citation


@dataclass(frozen=True, slots=True)
class Party:
    """Who may apply or join. ``record``: as an applicant, the ``holder`` on record, ``not_holder``, or ``anyone``."""

    code: str
    name: str
    name_en: str
    record: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a grant does to the registers. ``number``: a new number is drawn and chosen before the decision."""

    code: str
    name: str
    name_en: str
    number: bool


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
    """A tariff item and when it is owed."""

    item: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Service:
    """One edition of a service between two days on which the law changed."""

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

    @property
    def fee(self) -> tuple[str, ...]:
        """The tariff items that everyone owes; ``fees`` adds those that depend on the matter."""
        return tuple(each.item for each in self.fees_due if not each.when.text)

    def fees(self, facts: CaseFacts) -> tuple[Fee, ...]:
        """What this matter costs on its day."""
        return tuple(fee(each.item, on=facts.on) for each in self.fees_due if each.when.holds(facts))

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


def missing_material(code: str, name: str, name_en: str, basis: Citation, *, grade: str) -> Finding:
    return Finding(
        rule=f"material.{code}",
        severity=Severity.SUPPLEMENT,
        reason=f"缺少{name}",
        reason_en=f"Missing: {name_en}",
        articles=(str(basis),),
        grade=grade,
        cure=f"提交{name}",
        cure_en=f"Hand in: {name_en}",
    )


def missing_party(role: str, name: str, name_en: str, basis: Citation, *, grade: str) -> Finding:
    return Finding(
        rule=f"party.{role}",
        severity=Severity.JOINT,
        reason=f"应当由{name}共同申请",
        reason_en=f"The {name_en} must apply jointly",
        articles=(str(basis),),
        grade=grade,
        cure=f"请{name}到场或者网上确认",
        cure_en=f"Let the {name_en} come along or confirm online",
    )


def agent_refused(basis: Citation) -> Finding:
    return Finding(
        rule="agent.not_allowed",
        severity=Severity.REFUSE,
        reason="本业务不得委托代理，应当由本人申请",
        reason_en="This matter cannot be brought by an agent",
        articles=(str(basis),),
        cure="由本人申请；因出境、重病、伤残等不能到场的，凭相关证明委托",
        cure_en="Apply in person, or show why that is impossible (abroad, gravely ill, disabled)",
    )
