"""Rules of practice: what no article says outright (grades C and U) holds only while the office has it switched on."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from cheguan.law.lawfile import LAW, read
from cheguan.law.rule import Rule, codes, editions

PRACTICE = LAW / "practice.toml"
GRADES = frozenset("CU")


@cache
def switches() -> Mapping[str, bool]:
    """For each rule of practice, whether it is on."""
    return load(PRACTICE, of_practice={code for code in codes() if _of_practice(editions(code))})


def load(path: Path, *, of_practice: Iterable[str]) -> Mapping[str, bool]:
    """Every rule of practice must be named, and no other."""
    file, expected = read(path), set(of_practice)
    found: dict[str, bool] = {}
    for code in file:
        file.known("practice", code, expected)
        row = file.table(code)
        found[code] = row.flag("on", default=True)
        row.text("why")
        row.done()
    if missing := sorted(expected - found.keys()):
        raise file.error(f"practice does not say whether {', '.join(missing)} is on")
    return found


def applies(rule: Rule) -> bool:
    """A rule with an article behind it always; one of practice while it is switched on."""
    return rule.grade not in GRADES or switches()[rule.code]


def _of_practice(rules: Iterable[Rule]) -> bool:
    return any(rule.grade in GRADES for rule in rules)
