"""A rule of law: a pure function with its article, and what it answers.

A rule answers with the reason why the matter cannot (yet) be granted, or with nothing. An amendment adds a second
function with the same code and a later first day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from cheguan.law.citation import Citation, cite
from cheguan.law.tracing import FactRead, facts_read

if TYPE_CHECKING:
    from cheguan.law.facts import CaseFacts


class Severity(StrEnum):
    """What a finding means for the applicant."""

    REFUSE = "refuse"
    SUPPLEMENT = "supplement"
    JOINT = "joint"
    WAIT = "wait"


REFUSE, SUPPLEMENT, JOINT, WAIT = Severity.REFUSE, Severity.SUPPLEMENT, Severity.JOINT, Severity.WAIT

Check = Callable[["CaseFacts"], str | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why the law does not allow the grant, with its articles and what would cure it.

    ``edition`` is the first day of the wording that decided; ``facts`` are those it decided on, read when asked for.
    """

    rule: str
    severity: Severity
    reason: str
    reason_en: str
    articles: tuple[str, ...]
    grade: str = "A"
    cure: str = ""
    cure_en: str = ""
    edition: date | None = None
    trace: Callable[[], tuple[FactRead, ...]] = field(default=tuple, compare=False, repr=False)

    @property
    def facts(self) -> tuple[FactRead, ...]:
        return self.trace()


@dataclass(frozen=True, slots=True)
class Rule:
    """One edition of a rule. ``declared`` are the keys of the stated facts it reads."""

    code: str
    severity: Severity
    citations: tuple[Citation, ...]
    since: date
    until: date | None
    grade: str
    en: str
    cure: str
    cure_en: str
    declared: tuple[str, ...]
    check: Check
    articles: tuple[str, ...]

    @property
    def gist(self) -> str:
        """The rule in the words of the office: the first paragraph of its docstring."""
        return (self.check.__doc__ or "").strip().split("\n\n")[0]

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)

    def cited_as(self, citations: Iterable[Citation]) -> "Rule":
        """The same rule under the article by which a service refers to it."""
        found = tuple(citations)
        return replace(self, citations=found, articles=tuple(str(each) for each in found)) if found else self

    def ask(self, case: "CaseFacts") -> Finding | None:
        reason = self.check(case)
        if reason is None:
            return None
        return Finding(
            rule=self.code,
            severity=self.severity,
            reason=reason,
            reason_en=self.en,
            articles=self.articles,
            grade=self.grade,
            cure=self.cure,
            cure_en=self.cure_en,
            edition=self.since,
            trace=partial(facts_read, self.check, case),
        )


class RuleConflict(Exception):
    """Two editions of one rule hold on the same day."""


_RULES: dict[str, tuple[Rule, ...]] = {}


def rule(
    code: str,
    severity: Severity,
    *citations: str,
    since: date,
    until: date | None = None,
    grade: str = "A",
    en: str,
    cure: str = "",
    cure_en: str = "",
    declared: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Register a function as an edition of the rule ``code``; it must cite at least one article that we hold."""
    if not citations:
        raise ValueError(f"{code}: a rule cites at least one article")
    found = tuple(cite(each) for each in citations)

    def register(check: Check) -> Check:
        articles = tuple(str(each) for each in found)
        add(Rule(code, severity, found, since, until, grade, en, cure, cure_en, declared, check, articles))
        return check

    return register


def add(new: Rule) -> None:
    known = sorted((*_RULES.get(new.code, ()), new), key=lambda each: each.since)
    for earlier, later in pairwise(known):
        if earlier.until is None or earlier.until >= later.since:
            raise RuleConflict(f"{new.code}: the editions from {earlier.since} and {later.since} overlap")
    _RULES[new.code] = tuple(known)


def codes() -> frozenset[str]:
    return frozenset(_RULES)


def editions(code: str) -> tuple[Rule, ...]:
    return _RULES[code]
