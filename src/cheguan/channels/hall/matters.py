"""您来办什么：every service of the window under the words that people use, found by them, by pinyin and by initials."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from cheguan.channels.finding import search_words, words_of
from cheguan.channels.words import either
from cheguan.law import catalogue, grouping, reform
from cheguan.law.guide import Line, guide
from cheguan.law.service import Service

FILE = Path(__file__).with_name("phrases.toml")
DOOR = "window"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What people say, and the service that they mean."""

    say: str
    say_en: str
    service: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A service to choose: under which words, or its own name where there are none."""

    service: Service
    phrase: Phrase | None

    @property
    def code(self) -> str:
        return self.service.code

    @property
    def said(self) -> str:
        return either((self.phrase.say, self.phrase.say_en)) if self.phrase else self.name

    @property
    def name(self) -> str:
        return either((self.service.name, self.service.name_en))

    @property
    def find(self) -> str:
        said = words_of(self.phrase.say, self.phrase.say_en) if self.phrase else ""
        return f"{said} {search_words(self.service)}".strip()


@cache
def phrases() -> Mapping[str, Phrase]:
    """By service, in the order of the file."""
    rows = tomllib.loads(FILE.read_text("utf-8"))["phrases"]
    return {row["service"]: Phrase(**row) for row in rows}


@lru_cache(maxsize=8)
def every(on: date) -> Mapping[str, Matter]:
    """All that the window does, what has words of its own first."""
    services = {
        each.code: reform.in_force(each, on=on, place=settings.ENV.office)
        for each in catalogue.services(on=on)
        if DOOR in each.channels
    }
    said = [code for code in phrases() if code in services]
    rest = [code for code in services if code not in phrases()]
    return {code: Matter(services[code], phrases().get(code)) for code in (*said, *rest)}


def common(on: date) -> Sequence[Matter]:
    """Those with words of their own."""
    return [each for each in every(on).values() if each.phrase]


def grouped(on: date) -> list[tuple[grouping.Group, list[Matter]]]:
    return grouping.grouped(every(on).values())


def chosen(codes: Sequence[str], *, on: date) -> list[Matter]:
    """The services of these codes, each once, in the order of choice; what is none of ours is left out."""
    known = every(on)
    return [known[code] for code in dict.fromkeys(codes) if code in known]


def to_bring(service: Service, *, on: date) -> tuple[Line, ...]:
    """带什么：the papers that the guide names, each with the case in which it is needed."""
    return next((each.lines for each in guide(service, on=on).sections if each.code == "materials"), ())
