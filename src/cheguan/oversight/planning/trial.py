"""试算：the finished cases of a span with and without a reform, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cheguan.law import catalogue, layering
from cheguan.law.layering import THE_VEHICLE
from cheguan.law.measure import Measure
from cheguan.oversight.planning import signatures
from cheguan.oversight.planning.adding import Additive
from cheguan.oversight.planning.assumed import MINUTES_A_PAPER
from cheguan.oversight.planning.freed import Freed, freed
from cheguan.oversight.planning.measured import Advance, Span
from cheguan.oversight.planning.signatures import Signature, Sums

VERIFICATION = "verification"
ON_PAPERS = "papers."
# Handed in, but nothing to read.
NO_PAPERS = frozenset({THE_VEHICLE, "plates"})


@dataclass(slots=True)
class Side(Additive):
    """The sums of one side. ``at_once`` are cases finished on the first visit, ``notices`` those told what was missing,
    ``verified`` those whose vehicle was looked at."""

    cases: int = 0
    papers: int = 0
    trips: int = 0
    at_once: int = 0
    notices: int = 0
    minutes: float = 0.0
    fee_fen: int = 0
    refused: int = 0
    verified: int = 0


@dataclass(slots=True)
class Tally:
    """Both sides of some cases. ``touched`` cases come out different or could use a new door; ``assumed_minutes`` is
    what of the minutes is saved by assumption. ``risk`` counts cases by the check that would be skipped and did find
    something."""

    without: Side = field(default_factory=Side)
    within: Side = field(default_factory=Side)
    touched: int = 0
    already: int = 0
    assumed_minutes: float = 0.0
    new_channel: int = 0
    gaps: int = 0
    risk: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        self.without.add(other.without)
        self.within.add(other.within)
        for name in ("touched", "already", "assumed_minutes", "new_channel", "gaps"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for check, cases in other.risk.items():
            self.risk[check] = self.risk.get(check, 0) + cases


@dataclass(frozen=True, slots=True)
class Result:
    """A whole trial: the total and each service, the commonest first."""

    measures: tuple[str, ...]
    first: date
    last: date
    office: str
    signatures: int
    total: Tally
    services: Mapping[str, Tally]


def run(measures: Sequence[Measure], span: Span, *, advance: Advance) -> Result:
    """Try measures on every finished case of the span, whatever their own days and places are."""
    conditions = [layering.condition(text) for text in _conditions(measures)]
    stated = _of_fees().union(*(each.declared for each in conditions))
    known = signatures.read(span, stated=stated, described=bool(conditions), advance=advance)
    services: dict[str, Tally] = {}
    total = Tally()
    for signature, sums in known.items():
        tally = replayed(signature, sums, freed(signature, measures, on=span.last))
        total.add(tally)
        services.setdefault(signature.service, Tally()).add(tally)
    ordered = sorted(services.items(), key=lambda item: (-item[1].without.cases, item[0]))
    codes = tuple(each.code for each in measures)
    return Result(codes, span.first, span.last, span.office, len(known), total, dict(ordered))


def replayed(signature: Signature, sums: Sums, free: Freed) -> Tally:
    """One signature on both sides."""
    without = _recorded(signature, sums)
    within = _recorded(signature, sums)
    tally = Tally(without, within, already=sums.cases if free.already else 0)
    _fewer_papers(tally, signature, sums, free)
    _fewer_visits(signature, sums, free, within)
    _no_verification(signature, sums, free, within)
    _not_refused(signature, sums, free, within)
    tally.new_channel = sums.cases if free.channels - {signature.channel} and not signature.refused else 0
    tally.gaps = sums.cases if _fits_a_gap(signature, free) else 0
    tally.risk = dict.fromkeys(sorted(_risks(signature, free)), sums.cases)
    if within != without or tally.new_channel or tally.gaps or tally.risk:
        tally.touched = sums.cases
    return tally


def _recorded(signature: Signature, sums: Sums) -> Side:
    return Side(
        cases=sums.cases,
        papers=sums.cases * len(signature.handed_in - NO_PAPERS),
        trips=sums.trips,
        at_once=sums.at_once,
        notices=sums.cases if signature.told_at("notify") else 0,
        minutes=sums.minutes,
        fee_fen=sums.fee_fen,
        refused=sums.cases if signature.refused else 0,
        verified=sums.cases if signature.verified is not None else 0,
    )


def _fewer_papers(tally: Tally, signature: Signature, sums: Sums, free: Freed) -> None:
    gone = sums.cases * len((signature.handed_in - NO_PAPERS) & free.papers.keys())
    tally.within.papers -= gone
    tally.assumed_minutes = max(0.0, min(gone * MINUTES_A_PAPER, sums.minutes - sums.verify - sums.notice))
    tally.within.minutes -= tally.assumed_minutes


def _fewer_visits(signature: Signature, sums: Sums, free: Freed, within: Side) -> None:
    """Nothing to tell, no second visit."""
    if free.settles(signature.told_at("notify")):
        within.notices = 0
        within.trips -= sums.cases - sums.at_once
        within.at_once += sums.twice
        within.minutes -= sums.notice


def _no_verification(signature: Signature, sums: Sums, free: Freed, within: Side) -> None:
    if free.verification and signature.verified is not None:
        within.verified = 0
        within.minutes -= sums.verify


def _not_refused(signature: Signature, sums: Sums, free: Freed, within: Side) -> None:
    if signature.refused and free.settles(signature.told_at("decline", "refuse")):
        within.refused = 0
        within.fee_fen += sums.cases * free.fee_fen - sums.fee_fen


def _fits_a_gap(signature: Signature, free: Freed) -> bool:
    told = signature.told_at("notify") - free.rules
    return bool(told) and told <= {f"material.{each}" for each in free.gap}


def _risks(signature: Signature, free: Freed) -> set[str]:
    """The checks that would be gone and that, in these cases, found what they were there for."""
    told = signature.told_at("notify", "decline", "refuse")
    networked = {f"material.{each}" for each in free.papers if each not in free.unchecked}
    found = told & (free.rules - networked)
    if free.unchecked & signature.handed_in:
        found |= {each for each in told if each.startswith(ON_PAPERS)}
    if free.verification and (signature.verified is False or told & _read_at_verification(signature)):
        found |= {VERIFICATION}
    return set(found)


def _read_at_verification(signature: Signature) -> frozenset[str]:
    """Rules that rest on what is stated in the lane."""
    service = catalogue.get(signature.service, on=signature.edition)
    lane = {each.code for each in service.declared if each.stage == "verify"}
    return frozenset(each.code for each in service.rules if lane & set(each.declared))


def _conditions(measures: Sequence[Measure]) -> set[str]:
    """The conditions under which these measures change something."""
    values = (change.value for each in measures for change in each.changes)
    return {value for value in values if isinstance(value, str) and value}


def _of_fees() -> frozenset[str]:
    """The statements that a fee depends on."""
    services = (each for code in catalogue.codes() for each in catalogue.editions(code))
    return frozenset(key for each in services for due in each.fees_due for key in due.when.declared)
