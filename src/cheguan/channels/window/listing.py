"""今天可以办, as a list: the commonest first, the rest by matter, and what is not possible folded away with its number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cheguan.channels.finding import search_words
from cheguan.law import grouping
from cheguan.law.grouping import Group
from cheguan.law.possible import Offer, Verdict
from cheguan.law.service import Service

# How many services the workbench lists at first; the others are one key away.
FIRST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One service on the list; ``find`` is what somebody may type to come to it."""

    offer: Offer
    find: str

    @property
    def service(self) -> Service:
        return self.offer.service


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows. ``groups`` are empty until the whole list is asked for."""

    common: Sequence[Line]
    refused: Sequence[Line]
    groups: Sequence[tuple[Group, Sequence[Line]]]
    total: int

    @property
    def more(self) -> bool:
        return len(self.common) + len(self.refused) < self.total and not self.groups


def arrange(
    offers: Sequence[Offer], *, chosen: str = "", whole: bool = False, waited_for: Collection[str] = ()
) -> Listing:
    """``chosen`` is the service whose application is open: then it alone is listed, unless the ``whole`` list is wanted.

    What the person took a ticket for comes first.
    """
    offers = sorted(offers, key=lambda each: each.service.code not in waited_for)
    shown = offers if whole else [each for n, each in enumerate(offers) if n < FIRST]
    if chosen and not whole:
        shown = [each for each in offers if each.service.code == chosen]
    lines = [Line(each, search_words(each.service)) for each in shown]
    open_, barred = _parted(lines, chosen)
    groups = grouping.grouped(open_) if whole else []
    return Listing(open_ if not whole else (), barred, groups, len(offers))


def _parted(lines: Sequence[Line], chosen: str) -> tuple[list[Line], list[Line]]:
    """Those that can be gone into, and those that the law refuses; the chosen one is always among the first."""
    barred = [each for each in lines if each.offer.verdict is Verdict.REFUSED and each.service.code != chosen]
    return [each for each in lines if each not in barred], barred
