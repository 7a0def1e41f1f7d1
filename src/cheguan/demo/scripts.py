"""How a matter of each kind goes through the office: what the law asked for then, and who did what when."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

from cheguan.demo.draw import stream
from cheguan.demo.kinds import Kind
from cheguan.demo.matters import REGISTER
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import array
from cheguan.law import catalogue
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts
from cheguan.law.rule import Finding
from cheguan.law.service import TimeLimit
from cheguan.law.workdays import due_on
from cheguan.work.cases.opening import told

# Step, whose desk, and how many seconds after the step before: at least, and up to how many more.
ACCEPT = ("accept", "clerk", 0, 0)
COLLECT = ("collect", "clerk", 40, 120)
VERIFY = ("verify", "inspector", 240, 480)
REVIEW = ("review", "reviewer", 50, 200)
GRANT = ("grant", "reviewer", 10, 50)
MAKE = ("make", "maker", 30, 150)
HAND_OVER = ("hand_over", "clerk", 30, 120)
ARCHIVE = ("archive", "archivist", 600, 5400)
REFUSE = ("refuse", "reviewer", 60, 240)
WITHDRAW = ("withdraw", "clerk", 300, 2400)
SUSPEND = ("suspend", "reviewer", 120, 600)
Stage = tuple[str, str, int, int]
WAYS: dict[str, tuple[Stage, ...]] = {
    "R0": (ACCEPT, COLLECT, REVIEW, GRANT, ARCHIVE),
    "R1": (ACCEPT, COLLECT, REVIEW, GRANT, MAKE, HAND_OVER, ARCHIVE),
    "R2": (ACCEPT, VERIFY, COLLECT, REVIEW, GRANT, MAKE, HAND_OVER, ARCHIVE),
}
REACHED = {
    "accepted": "accept",
    "verified": "verify",
    "reviewed": "review",
    "granted": "grant",
    "made": "make",
    "handed_over": "hand_over",
    "archived": "archive",
}
PACES = 512
# The one thing that may stand against a transfer here: papers that turned out to be invalid.
AGAINST = {"papers_valid": "no"}
CHECKED = json.dumps(dict.fromkeys(("vin", "engine", "model", "colour", "seats", "plate", "tyres", "lamps"), True))


class Script(NamedTuple):
    """What one kind of matter brings with it under the edition then in force; ``basis`` and ``joint`` as arrays.

    ``told`` is by step what the applicant was told, with the articles: what is missing, or what stands against it.
    """

    code: str
    edition: str
    route: str
    basis: str
    limit: TimeLimit
    fees: tuple[tuple[str, int], ...]
    fen: int
    materials: tuple[str, ...]
    roles: tuple[str, ...]
    joint: str
    told: Mapping[str, tuple[str, str]]


_SCRIPTS: dict[tuple[str, int, bool, date], Script] = {}
_DUE: dict[tuple[str, int], str] = {}


def script(code: str, kind: Kind | None, *, by_agent: bool, month: date) -> Script:
    """Asked of the law once for each month and kind of vehicle; fees and editions do not change within a month."""
    asked = (code, id(kind), by_agent, month)
    found = _SCRIPTS.get(asked)
    if found is None:
        found = _SCRIPTS[asked] = _script(code, kind, by_agent=by_agent, month=month)
    return found


def _script(code: str, kind: Kind | None, *, by_agent: bool, month: date) -> Script:
    service = catalogue.get(code, on=month)
    facts = _facts(code, kind, by_agent=by_agent, month=month)
    fees = tuple((fee.item, fee.fen) for fee in service.fees(facts) if fee.fen)
    roles = sorted(party.role for party in service.joint(facts))
    materials = tuple(material.code for material in service.needed(facts))
    against = _told(service.check(replace(facts, materials=frozenset(materials), declared=AGAINST)))
    return Script(
        code=code,
        edition=service.edition.isoformat(),
        route=service.route_for(facts),
        basis=array([str(citation) for citation in service.basis]),
        limit=service.limit,
        fees=fees,
        fen=sum(fen for _, fen in fees),
        materials=materials,
        roles=tuple(roles),
        joint=array(roles),
        told={"notify": _told(service.check(facts)), "decline": against, "refuse": against},
    )


def _told(findings: tuple[Finding, ...]) -> tuple[str, str]:
    articles = dict.fromkeys(article for finding in findings for article in finding.articles)
    text = json.dumps(told(findings), ensure_ascii=False)
    return text.replace("\\", "\\\\"), array(list(articles))


def due(script: Script, day: int) -> str:
    """The statutory last day of a case accepted on that day."""
    asked = (script.code, day)
    found = _DUE.get(asked)
    if found is None:
        found = _DUE[asked] = due_on(date.fromordinal(day), script.limit).isoformat()
    return found


def _facts(code: str, kind: Kind | None, *, by_agent: bool, month: date) -> CaseFacts:
    if kind is None:
        held = LicenceFacts(office=OFFICE, classes=frozenset({"C1"}), valid_until=month, term="6")
        return CaseFacts(on=month, office=OFFICE, by_agent=by_agent, applicant=PersonFacts(), licence=held)
    vehicle = VehicleFacts(
        office=OFFICE,
        vehicle_type=kind.vehicle_type,
        plate_kind=kind.plate_kind,
        use=kind.use,
        seats=kind.seats,
        energy=kind.energy,
        factory_on=month,
        registered_on=None if code == REGISTER else month,
        mark_valid_until=month,
    )
    return CaseFacts(on=month, office=OFFICE, by_agent=by_agent, applicant=PersonFacts(), vehicle=vehicle)


@cache
def way(route: str, ending: str, *, paid: bool) -> tuple[Stage, ...]:
    """The stages of a case that ends, or stands, there."""
    if ending in {"notified", "declined"}:
        return (("notify" if ending == "notified" else "decline", "clerk", 0, 0),)
    if ending in {"withdrawn", "suspended"}:
        return (ACCEPT, WITHDRAW if ending == "withdrawn" else SUSPEND)
    stages = tuple(stage for stage in WAYS[route] if paid or stage != COLLECT)
    if ending == "refused":
        return (*(stage for stage in stages if stage in {ACCEPT, VERIFY, REVIEW}), REFUSE)
    last = [stage[0] for stage in stages].index(REACHED[ending])
    return stages[: last + 1]


@cache
def paces(seed: int, stages: tuple[Stage, ...]) -> tuple[tuple[int, ...], ...]:
    """Ready-made timings for these stages: seconds after the arrival, one tuple for each way it may go."""
    rng = stream(seed, "paces", [stage[0] for stage in stages])
    return tuple(_pace(rng, stages) for _ in range(PACES))


def _pace(rng: Random, stages: tuple[Stage, ...]) -> tuple[int, ...]:
    seconds, found = 0, []
    for _, _, least, more in stages:
        seconds += least + int(more * rng.random() ** 2)
        found.append(seconds)
    return tuple(found)
