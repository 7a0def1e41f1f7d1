"""今天可以办什么：every service at once, each with what the law says of it on these facts.

Who asks gathers the facts, one set for each kind of subject, and says what is in hand; the law reads nothing itself.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from cheguan.law import catalogue, reform
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import Finding, Severity
from cheguan.law.service import Service


class Verdict(StrEnum):
    """What the applicant may be told right away."""

    POSSIBLE = "possible"
    MISSING = "missing"
    JOINT = "joint"
    LATER = "later"
    REFUSED = "refused"


WORST_FIRST = (
    (Severity.REFUSE, Verdict.REFUSED),
    (Severity.WAIT, Verdict.LATER),
    (Severity.JOINT, Verdict.JOINT),
    (Severity.SUPPLEMENT, Verdict.MISSING),
)


class Offer:
    """One service, its verdict and everything that stands against it now.

    The law is asked when somebody looks: there are a hundred services, and a page shows a dozen.
    """

    def __init__(self, service: Service, facts: CaseFacts) -> None:
        self.service = service
        self._facts = facts

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.service.check(self._facts)

    @cached_property
    def verdict(self) -> Verdict:
        kinds = {finding.severity for finding in self.findings}
        return next((verdict for severity, verdict in WORST_FIRST if severity in kinds), Verdict.POSSIBLE)

    @property
    def first(self) -> tuple[Finding, ...]:
        """The findings of the verdict's own kind: what to say first."""
        kind = next((severity for severity, verdict in WORST_FIRST if verdict is self.verdict), None)
        return tuple(finding for finding in self.findings if finding.severity is kind)


def possible(subjects: Mapping[str, CaseFacts]) -> tuple[Offer, ...]:
    """Every service for these subjects, the commonest first.

    ``subjects`` are facts by kind of subject (``vehicle``, ``licence``, ``new_vehicle``, ``person``); their day,
    office and channel say which services there are, and under which reforms.
    """
    found = [
        Offer(service, facts)
        for kind, facts in subjects.items()
        for service in on_offer(kind, facts.channel, facts.on, facts.office)
    ]
    return tuple(sorted(found, key=lambda offer: offer.service.order))


@lru_cache(maxsize=256)
def on_offer(subject: str, channel: str, on: date, place: str) -> tuple[Service, ...]:
    """The services about such a subject at that door on that day, as they are under the reforms of that place."""
    return tuple(each for each in _layered(subject, on, place) if channel in each.channels)


def _layered(subject: str, on: date, place: str) -> Iterator[Service]:
    for service in catalogue.services(on=on, subject=subject):
        yield reform.in_force(service, on=on, place=place)
