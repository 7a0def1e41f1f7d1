"""Cases by what the law can tell apart: a million cases are a few hundred signatures, each asked about once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cheguan.base.rows import decoded
from cheguan.law.facts import CaseFacts, PersonFacts, VehicleFacts
from cheguan.law.rules import plates
from cheguan.law.rules.filing import PREFECTURE
from cheguan.oversight.planning.adding import Additive
from cheguan.oversight.planning.measured import CASES, Advance, Span, blocks
from cheguan.work.cases.checking import NOT_SHOWN, SECURED

GROUPED = f"""
SELECT m.service, m.edition, m.layers, m.route, m.channel, m.state, m.office, m.agent_id IS NOT NULL, m.joint, m.papers,
       m.told, m.passed, p.kind, left(f.district, {PREFECTURE}) = left(m.office, {PREFECTURE}),
       coalesce(v.vehicle_type, m.new_vehicle ->> 'vehicle_type'), coalesce(v.origin, m.new_vehicle ->> 'origin'),
       coalesce(v.energy, m.new_vehicle ->> 'energy'), coalesce(u.code, m.new_vehicle ->> 'use'),
       coalesce(v.seats, (m.new_vehicle ->> 'seats')::int),
       (SELECT jsonb_object_agg(key, value ORDER BY key) FROM jsonb_each_text(m.declared)
         WHERE cardinality(%(stated)s::text[]) > 0 AND key = ANY(%(stated)s::text[])),
       count(*), sum(m.trips), count(*) FILTER (WHERE m.trips <= 1), count(*) FILTER (WHERE m.trips = 2), sum(m.minutes), sum(m.verify_minutes),
       sum(m.notice_minutes), sum(m.fee_fen)
  FROM ({CASES}) m
  LEFT JOIN parties_party p ON %(described)s AND p.id = m.applicant_id
  LEFT JOIN parties_profile f ON f.party_id = p.id AND f.voided_by_id IS NULL
  LEFT JOIN vehicles_vehicle v ON v.id = m.vehicle_id AND m.new_vehicle IS NULL
        AND (%(described)s OR m.state IN ('declined', 'refused'))
  LEFT JOIN vehicles_use u ON u.vehicle_id = v.id AND u.voided_by_id IS NULL
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """What cases have in common. ``papers`` are (code, how it came); ``told`` are (step, rule) of what stood against it;
    ``verified`` is empty where no vehicle was verified."""

    service: str
    edition: date
    layers: tuple[str, ...]
    route: str
    channel: str
    state: str
    office: str
    by_agent: bool
    joint: frozenset[str]
    papers: frozenset[tuple[str, str]]
    told: frozenset[tuple[str, str]]
    verified: bool | None
    applicant: str
    resident_here: bool
    vehicle: tuple[str, str, str, str, int] | None
    declared: tuple[tuple[str, str], ...]

    @property
    def handed_in(self) -> frozenset[str]:
        """What the applicant brought."""
        return frozenset(code for code, how in self.papers if how not in NOT_SHOWN)

    @property
    def refused(self) -> bool:
        return self.state in ("declined", "refused")

    def told_at(self, *steps: str) -> frozenset[str]:
        """The rules that were told at these steps."""
        return frozenset(rule for step, rule in self.told if step in steps)

    def facts(self, *, on: date, networked: Collection[str] = ()) -> CaseFacts:
        """What the record still says of the matter, for the law to judge."""
        return CaseFacts(
            on=on,
            office=self.office,
            channel=self.channel,
            by_agent=self.by_agent,
            materials=frozenset(code for code, _ in self.papers),
            networked=frozenset(networked),
            joint=self.joint,
            declared=dict(self.declared),
            applicant=PersonFacts(kind=self.applicant, resident_here=self.resident_here),
            vehicle=_vehicle(self.vehicle, self.joint) if self.vehicle else None,
        )


@dataclass(slots=True)
class Sums(Additive):
    """What was measured over the cases of a signature. Minutes are of the counter, ``verify`` of the lane among them,
    ``notice`` those of a visit that only brought a notice; ``at_once`` and ``twice`` count cases by their visits."""

    cases: int = 0
    trips: int = 0
    at_once: int = 0
    twice: int = 0
    minutes: float = 0.0
    verify: float = 0.0
    notice: float = 0.0
    fee_fen: int = 0


def read(span: Span, *, stated: Collection[str], described: bool, advance: Advance) -> Mapping[Signature, Sums]:
    """Every finished case of the span, by signature. ``stated`` are the statements that some condition reads.

    Applicant and vehicle are looked up where they are ``described`` by a condition; a refused matter's vehicle always,
    as the fee that it would have cost depends on it.
    """
    found: dict[Signature, Sums] = {}
    for rows in blocks(GROUPED, span, advance=advance, stated=sorted(stated), described=described):
        for signature, sums in map(_line, rows):
            found.setdefault(signature, Sums()).add(sums)
    return found


def _line(row: tuple[Any, ...]) -> tuple[Signature, Sums]:
    vehicle = (row[14], row[15], row[16], row[17] or "A", row[18]) if row[14] else None
    signature = Signature(
        service=row[0],
        edition=row[1],
        layers=tuple(row[2]),
        route=row[3],
        channel=row[4],
        state=row[5],
        office=row[6],
        by_agent=row[7],
        joint=frozenset(row[8]),
        papers=frozenset(_pairs(row[9], "=")),
        told=frozenset(_pairs(row[10], ":")),
        verified=row[11],
        applicant=row[12] or "person",
        resident_here=bool(row[13]),
        vehicle=vehicle,
        declared=tuple(sorted((decoded(row[19]) or {}).items())),
    )
    cases, trips, at_once, twice, minutes, verify, notice, fee = row[20:]
    sums = Sums(cases, int(trips), at_once, twice, float(minutes), float(verify), float(notice), int(fee))
    return signature, sums


def _pairs(text: str, sign: str) -> Iterator[tuple[str, str]]:
    for each in text.split():
        left, _, right = each.partition(sign)
        yield left, right


def _vehicle(given: tuple[str, str, str, str, int], joint: frozenset[str]) -> VehicleFacts:
    """As the register holds it; a mortgage or pledge shows in who applied jointly."""
    vehicle_type, origin, energy, use, seats = given
    return VehicleFacts(
        vehicle_type=vehicle_type,
        origin=origin,
        energy=energy,
        use=use,
        seats=seats,
        plate_kind=plates.kind_of(vehicle_type=vehicle_type, energy=energy, use=use),
        holds=frozenset(SECURED[role] for role in joint & SECURED.keys()),
    )
