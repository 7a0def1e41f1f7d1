"""What a message says: the templates of ``templates.toml``, checked when they are loaded, and their texts."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from cheguan.registers.parties import masks

TEMPLATES = Path(__file__).with_name("templates.toml")
# Known only once the act is written: PostgreSQL puts it in, and whatever else its statement finds out.
CASE_NO = "case_no"
KEYS = frozenset({"name", "name_en", "zh", "en", "sms"})
# Signs in one SMS, and in each of several: 16 bits a sign as soon as one of them is Chinese.
ONE, EACH = 70, 67
# Half an address leads nowhere: one that is too long is a fault, not cut.
WHOLE = frozenset({"link"})
# 居民身份证号码：no message carries one, whoever wrote the words.
RESIDENT_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")

Words = str | tuple[str, str]


class BadTemplate(Exception):
    """The file of templates cannot be used; the message says which one and why."""


class BadParams(Exception):
    """Not the parameters that the template takes."""


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of message. ``sms`` is how many SMS the longest text takes, Chinese and English."""

    code: str
    name: str
    name_en: str
    zh: str
    en: str
    sms: tuple[int, int]
    valid: timedelta | None
    params: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Both texts and the parameters as sent in each language; what is not known yet still stands as ``{case_no}``."""

    zh: str
    en: str
    params: tuple[dict[str, str], dict[str, str]]


def render(code: str, params: Mapping[str, Words], *, later: Collection[str] = ()) -> Rendered:
    """The texts with these parameters: one word for both languages, or a pair. ``BadParams`` when they do not fit.

    ``later`` names those, besides the case number, that the statement fills in.
    """
    template, marks = get(code), {name: f"{{{name}}}" for name in (CASE_NO, *later)}
    if params.keys() != template.params - marks.keys():
        raise BadParams(f"{code}: {sorted(params)}, expected {sorted(template.params - marks.keys())}")
    both = tuple({name: _fitted(name, words, place) for name, words in params.items()} for place in (0, 1))
    return Rendered(template.zh.format(**both[0], **marks), template.en.format(**both[1], **marks), (both[0], both[1]))


def get(code: str) -> Template:
    """A template; ``KeyError`` when there is none of that code."""
    return templates()[code]


def segments(text: str) -> int:
    """How many SMS a text takes."""
    return 1 if len(text) <= ONE else -(-len(text) // EACH)


def _fitted(name: str, words: Words, place: int) -> str:
    text = words if isinstance(words, str) else words[place]
    text = RESIDENT_NUMBER.sub(lambda found: masks.number(found.group()), " ".join(text.split()))
    most = longest()[name][place]
    if name in WHOLE and len(text) > most:
        raise BadParams(f"{name}: {len(text)} signs, at most {most}")
    return text if len(text) <= most else text[: most - 1] + "…"


@cache
def templates() -> Mapping[str, Template]:
    """All of them by code."""
    return {each.code: each for each in loaded(_read()["messages"], longest())}


@cache
def longest() -> Mapping[str, tuple[int, int]]:
    return {name: (both[0], both[1]) for name, both in _read()["longest"].items()}


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))


def loaded(found: Mapping[str, Mapping[str, Any]], most: Mapping[str, tuple[int, int]]) -> Iterator[Template]:
    """Templates from their tables; ``BadTemplate`` names the first fault."""
    for code, table in found.items():
        if table.keys() - {"valid_minutes"} != KEYS:
            raise BadTemplate(f"{code}: expected {sorted(KEYS)}, found {sorted(table)}")
        zh, en = _placeholders(table["zh"]), _placeholders(table["en"])
        if zh != en or not zh <= most.keys():
            raise BadTemplate(f"{code}: placeholders differ or are unknown: {sorted((zh ^ en) | (zh - most.keys()))}")
        _check_length(code, table, most)
        minutes = table.get("valid_minutes")
        yield Template(
            code=code,
            name=table["name"],
            name_en=table["name_en"],
            zh=table["zh"],
            en=table["en"],
            sms=(table["sms"][0], table["sms"][1]),
            valid=timedelta(minutes=minutes) if minutes else None,
            params=frozenset(zh),
        )


def _check_length(code: str, table: Mapping[str, Any], most: Mapping[str, tuple[int, int]]) -> None:
    for place, language in enumerate(("zh", "en")):
        text = table[language].format(**{name: "字" * both[place] for name, both in most.items()})
        if segments(text) != table["sms"][place]:
            raise BadTemplate(f"{code}: the longest {language} text takes {segments(text)} SMS ({len(text)} signs)")


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as wrong:
        raise BadTemplate(f"{text}: {wrong}") from wrong
