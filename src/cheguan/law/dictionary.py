"""The words that services are written in: materials, papers, parties, channels, forms and stated facts."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cheguan.law.citation import cited
from cheguan.law.lawfile import LAW, Table, read
from cheguan.law.service import Declaration, Effect, Form, Paper, Party

DICTIONARIES = LAW / "dictionaries"
KINDS = ("yes_no", "text", "date", "choice")
STAGES = ("accept", "verify")
RECORD = ("holder", "not_holder", "anyone")
YES_NO = (("yes", "是", "yes"), ("no", "否", "no"))

Word = TypeVar("Word")


def materials() -> Mapping[str, Paper]:
    return _papers("materials")


def papers() -> Mapping[str, Paper]:
    return _papers("papers")


@cache
def parties() -> Mapping[str, Party]:
    return load(DICTIONARIES / "parties.toml", _party)


@cache
def effects() -> Mapping[str, Effect]:
    """What a grant does to the registers, by the names that services use; ``work/cases/effects`` carries them out."""
    return load(DICTIONARIES / "effects.toml", _effect)


def channels() -> Mapping[str, Paper]:
    return _papers("channels")


def fields() -> Mapping[str, Paper]:
    return _papers("fields")


@cache
def forms() -> Mapping[str, Form]:
    return load(DICTIONARIES / "forms.toml", _form)


@cache
def declarations() -> Mapping[str, Declaration]:
    return load(DICTIONARIES / "declarations.toml", declaration)


def load(path: Path, build: Callable[[str, Table], Word]) -> Mapping[str, Word]:
    """Every table of a dictionary file, built by ``build``."""
    file = read(path)
    found = {}
    for code in file:
        row = file.table(code)
        found[code] = build(code, row)
        row.done()
    return MappingProxyType(found)


def declaration(code: str, row: Table) -> Declaration:
    kind = row.one_of("kind", KINDS)
    return Declaration(
        code=code,
        question_zh=row.text("question"),
        question_en=row.text("question_en"),
        kind=kind,
        choices=YES_NO if kind == "yes_no" else _choices(row) if kind == "choice" else (),
        stage=row.one_of("stage", STAGES),
        default=row.text("default", ""),
        basis=cited(row, "basis")[0],
    )


@cache
def _papers(name: str) -> Mapping[str, Paper]:
    return load(DICTIONARIES / f"{name}.toml", _paper)


def _paper(code: str, row: Table) -> Paper:
    return Paper(code, row.text("name"), row.text("name_en"))


def _party(code: str, row: Table) -> Party:
    return Party(code, row.text("name"), row.text("name_en"), row.one_of("record", RECORD, "anyone"))


def _effect(code: str, row: Table) -> Effect:
    return Effect(code, row.text("name"), row.text("name_en"), row.flag("number", default=False))


def _form(code: str, row: Table) -> Form:
    known = fields()
    entries = tuple(known[each] for each in row.some_of("fields", known))
    return Form(code, row.text("name"), row.text("name_en"), entries)


def _choices(row: Table) -> tuple[tuple[str, str, str], ...]:
    found = []
    for choice in row.lists("choices"):
        if len(choice) != 3:
            raise row.error("a choice has a value, a Chinese and an English name", near="choices")
        found.append((choice[0], choice[1], choice[2]))
    return tuple(found)
