"""Why: the facts that a finding rests on, in the words of the office, each with where it came from.

One source for what the clerk reads, what the applicant is told and what the record keeps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cheguan.law import dictionary
from cheguan.law.dictionary import DICTIONARIES
from cheguan.law.lawfile import Table
from cheguan.law.rule import Finding
from cheguan.law.tracing import Absent, FactRead

SOURCES: Mapping[str, tuple[str, str]] = {
    "register": ("登记簿", "the register"),
    "papers": ("收到的材料", "the papers handed in"),
    "stated": ("经办人陈述", "stated by the officer"),
    "matter": ("本件申请", "the application itself"),
    "network": ("联网核查", "checked by network"),
}
STATED = "declared."


@dataclass(frozen=True, slots=True)
class FactWord:
    """How a fact is called, and where it comes from."""

    code: str
    name: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact in words: name, value and source, in Chinese and in English."""

    name: tuple[str, str]
    value: tuple[str, str]
    source: tuple[str, str]


def grounds(finding: Finding) -> tuple[Ground, ...]:
    """The facts that decided, in the order in which the rule read them."""
    return tuple(_ground(each) for each in finding.facts)


Kept = Mapping[str, str | Sequence[str] | Sequence[Mapping[str, Sequence[str]]]]


def kept(finding: Finding) -> Kept:
    """The finding as the record keeps it: reason, rule, edition, articles, grade, cure, and the facts that decided."""
    return {
        "rule": finding.rule,
        "reason": finding.reason,
        "reason_en": finding.reason_en,
        "articles": list(finding.articles),
        "grade": finding.grade,
        "cure": finding.cure,
        "cure_en": finding.cure_en,
        "edition": finding.edition.isoformat() if finding.edition else "",
        "facts": [{"name": each.name, "value": each.value, "source": each.source} for each in grounds(finding)],
    }


@cache
def words() -> Mapping[str, FactWord]:
    """Every fact that a rule may read, by its path."""
    return dictionary.load(DICTIONARIES / "facts.toml", _word)


def _word(code: str, row: Table) -> FactWord:
    return FactWord(code, row.text("name"), row.text("name_en"), row.one_of("source", SOURCES))


def _ground(read: FactRead) -> Ground:
    if read.name.startswith(STATED):
        asked = dictionary.declarations()[read.name.removeprefix(STATED)]
        said = {code: (zh, en) for code, zh, en in asked.choices}.get(str(read.value), _value(read.value))
        return Ground((asked.question_zh, asked.question_en), said, SOURCES["stated"])
    word = words()[read.name] if read.name in words() else _of_other(read.name)
    return Ground((word.name, word.name_en), _value(read.value), SOURCES[word.source])


def _of_other(name: str) -> FactWord:
    """A fact of the second vehicle of a swap has the words of the first one's."""
    word = words()[name.replace("other.", "vehicle.", 1)]
    return FactWord(name, f"另一车的{word.name}", f"the other vehicle's {word.name_en}", word.source)


def _value(value: object) -> tuple[str, str]:
    if isinstance(value, bool):
        return ("是", "yes") if value else ("否", "no")
    if isinstance(value, Absent):
        return f"无{value.name}", f"no {value.name_en}"
    if value is None or value in ("", frozenset(), ()):
        return "无", "none"
    if isinstance(value, frozenset | tuple):
        parts = [str(each) for each in value] if isinstance(value, tuple) else sorted(map(str, value))
        return "、".join(parts), ", ".join(parts)
    return str(value), str(value)
