"""Asking the law: lines a second of ``cheguan law eval``, its start, and the whole catalogue asked for one person."""

import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from cheguan.law import possible
from cheguan.law.examples import worked
from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts

CHEGUAN = [sys.executable, "-m", "cheguan", "law", "eval"]
# The same lines read, decoded, encoded and written one by one: what no answer could be cheaper than.
FLOOR_CODE = """
import sys, msgspec
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(msgspec.json.encode(msgspec.json.decode(line)) + b"\\n")
    sys.stdout.buffer.flush()
"""
FLOOR = [sys.executable, "-c", FLOOR_CODE]


def run(folder: Path, *, lines: int, runs: int) -> dict[str, Any]:
    """The worked examples of every rule, over and over, through the command and through the floor in turn."""
    many, one = folder / "lines.jsonl", folder / "line.jsonl"
    examples = [msgspec.json.encode({"rule": each.rule, "inputs": each.inputs}) for each in worked()]
    many.write_bytes(b"".join(examples[turn % len(examples)] + b"\n" for turn in range(lines)))
    one.write_bytes(examples[0] + b"\n")
    starts = [_seconds(CHEGUAN, one) for _ in range(runs)]
    floors, products = [], []
    for _ in range(runs):
        floors.append(lines / _seconds(FLOOR, many))
        products.append(lines / (_seconds(CHEGUAN, many) - statistics.median(starts)))
    return {
        "rules": len({each.rule for each in worked()}),
        "lines": lines,
        "start_ms": [1000 * each for each in starts],
        "floor_lines_per_second": floors,
        "product_lines_per_second": products,
        "catalogue_ms": statistics.median(_catalogue_ms() for _ in range(20 * runs)),
        "ratio": statistics.median(mine / bare for mine, bare in zip(products, floors, strict=True)),
    }


ON = date(2026, 11, 23)
PERSON = CaseFacts(on=ON, office="450500", applicant=PersonFacts(birth=date(1980, 5, 1)))
CAR = VehicleFacts(office="450500", registered_on=date(2021, 5, 10), mark_valid_until=date(2027, 5, 31))
LICENCE = LicenceFacts(
    office="450500",
    classes=frozenset({"C1"}),
    first_issued_on=date(2010, 3, 1),
    valid_from=date(2016, 3, 1),
    valid_until=date(2026, 3, 1),
)
SUBJECTS = {
    "person": PERSON,
    "vehicle": replace(PERSON, vehicle=CAR),
    "new_vehicle": replace(PERSON, vehicle=VehicleFacts()),
    "licence": replace(PERSON, licence=LICENCE),
}


def _catalogue_ms() -> float:
    """Every service with its verdict and all its findings, for one person, car and licence."""
    begun = time.perf_counter()
    for offer in possible.possible(SUBJECTS):
        assert offer.verdict
        assert offer.findings is not None
    return 1000 * (time.perf_counter() - begun)


def _seconds(command: list[str], lines: Path) -> float:
    begun = time.perf_counter()
    with lines.open("rb") as asked:
        subprocess.run(command, stdin=asked, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun
