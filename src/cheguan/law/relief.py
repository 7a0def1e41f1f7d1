"""What a reform grants the applicant on top of the law: a paper less, or a paper later."""

from dataclasses import dataclass

from cheguan.law.citation import Citation
from cheguan.law.conditions import Condition
from cheguan.law.facts import CaseFacts

# What an office that says nothing else is taken to mean (DESIGN).
CHASE_DAYS = 2
BARRED_DAYS = 365


@dataclass(frozen=True, slots=True)
class Waiver:
    """免交. ``how`` is ``always``, or ``networked``: only where another authority shares the facts. ``measure`` says why."""

    how: str
    when: Condition
    measure: str

    def frees(self, code: str, facts: CaseFacts) -> bool:
        return (self.how == "always" or code in facts.networked) and self.when.holds(facts)


@dataclass(frozen=True, slots=True)
class Gap:
    """容缺受理：which materials may come later, on what undertaking, within how many days, and what waits for them.

    ``days`` count from acceptance in ``unit`` (working or calendar); ``stops`` is the first step that waits: the review
    or the decision. ``chase_days`` working days before the end the applicant is reminded; whoever did not keep an
    undertaking is given no other for ``barred_days``.
    """

    materials: frozenset[str]
    undertaking: str
    undertaking_en: str
    days: int
    unit: str
    stops: str
    basis: tuple[Citation, ...]
    grade: str
    measure: str
    chase_days: int = CHASE_DAYS
    barred_days: int = BARRED_DAYS
