"""Worked examples from TOML: the ordinary case of a service, changed where the example says so."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cheguan.law import catalogue
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts
from cheguan.law.service import Service

FOLDER = Path(__file__).parent / "examples"
PARTS = ("given", "vehicle", "other", "licence", "applicant", "stated")
ORDERED = ("cycle_points", "last_cycles")


@dataclass(frozen=True)
class Example:
    title: str
    service: Service
    facts: CaseFacts
    expected: dict[str, Any]

    @property
    def found(self) -> tuple[str, ...]:
        return tuple(finding.rule for finding in self.service.check(self.facts))


def all_examples() -> Iterator[Example]:
    for path in sorted(FOLDER.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in file["example"]:
            yield build(file["service"], file["ordinary"], row)


def build(code: str, ordinary: dict[str, Any], row: dict[str, Any]) -> Example:
    on = row.get("on", ordinary["on"])
    parts = {part: {**ordinary.get(part, {}), **row.get(part, {})} for part in PARTS}
    for dropped in row.get("drop", []):
        part, key = dropped.split(".")
        del parts[part][key]
    service = catalogue.get(code, on=on)
    facts = CaseFacts(
        on=on,
        applicant=PersonFacts(**parts["applicant"]),
        vehicle=VehicleFacts(**sets(parts["vehicle"])) if parts["vehicle"] else None,
        other=VehicleFacts(**sets(parts["other"])) if parts["other"] else None,
        licence=LicenceFacts(**sets(parts["licence"])) if parts["licence"] else None,
        declared=parts["stated"],
        **sets(parts["given"]),
    )
    in_hand = frozenset(material.code for material in service.needed(facts)) - frozenset(row.get("without", []))
    return Example(row["title"], service, replace(facts, materials=in_hand), row)


def sets(values: dict[str, Any]) -> dict[str, Any]:
    """Lists are sets in the facts, but the points of the cycles have an order."""
    return {
        key: value if not isinstance(value, list) else tuple(value) if key in ORDERED else frozenset(value)
        for key, value in values.items()
    }
