"""The words that services are written in: materials, papers, parties, channels, forms and stated facts."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cheguan.law import codes, statement
from cheguan.law.citation import cited
from cheguan.law.lawfile import LAW, Table, read
from cheguan.law.service import Effect, Form, Paper, Party
from cheguan.law.statement import Declaration, Format

DICTIONARIES = LAW / "dictionaries"
RECORD = ("holder", "not_holder", "interested", "anyone")
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
def formats() -> Mapping[str, Format]:
    """The forms that a stated text may be bound to."""
    return load(DICTIONARIES / "formats.toml", text_format)


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
    kind = row.one_of("kind", statement.KINDS)
    number = kind == "number"
    found = Declaration(
        code=code,
        question_zh=row.text("question"),
        question_en=row.text("question_en"),
        kind=kind,
        choices=YES_NO if kind == "yes_no" else _choices(row) if kind == "choice" else (),
        stage=row.one_of("stage", statement.STAGES),
        default=row.text("default", ""),
        basis=cited(row, "basis")[0],
        required=row.flag("required", default=False),
        least=row.number("min") if number and "min" in row else None,
        most=row.number("max") if number and "max" in row else None,
        day=row.one_of("day", statement.DAYS, "past") if kind == "date" else "past",
        format=formats()[row.one_of("format", formats())] if kind == "text" and "format" in row else None,
        table=row.text("choices_of", ""),
    )
    if kind != "date" and found.fault(found.default, on=date.min):
        raise row.error(f"{code}.default is no answer to its question", near=found.default)
    return found


def text_format(code: str, row: Table) -> Format:
    proof = row.one_of("proof", statement.PROOFS) if "proof" in row else ""
    return Format(
        code=code,
        pattern=None if proof else _pattern(row),
        proof=proof,
        said=(row.text("said"), row.text("said_en")),
        capitals=row.flag("capitals", default=False),
    )


def _pattern(row: Table) -> re.Pattern[str]:
    try:
        return re.compile(row.text("pattern"), re.ASCII)
    except re.error as wrong:
        raise row.error(f"{row.name}.pattern is not a regular expression: {wrong}", near=row.text("pattern")) from wrong


@cache
def _papers(name: str) -> Mapping[str, Paper]:
    return load(DICTIONARIES / f"{name}.toml", _paper)


def _paper(code: str, row: Table) -> Paper:
    return Paper(code, row.text("name"), row.text("name_en"))


def _party(code: str, row: Table) -> Party:
    return Party(code, row.text("name"), row.text("name_en"), row.one_of("record", RECORD, "anyone"))


def _effect(code: str, row: Table) -> Effect:
    known = declarations()
    reads = row.some_of("reads", known)
    return Effect(
        code=code,
        name=row.text("name"),
        name_en=row.text("name_en"),
        number=row.flag("number", default=False),
        reads=reads,
        enters=row.some_of("enters", parties()),
        leaves=row.some_of("leaves", parties()),
        arrives=row.flag("arrives", default=False),
    )


def _form(code: str, row: Table) -> Form:
    known = fields()
    entries = tuple(known[each] for each in row.some_of("fields", known))
    return Form(code, row.text("name"), row.text("name_en"), entries)


def _choices(row: Table) -> tuple[tuple[str, str, str], ...]:
    """The choices written out, or every code of the table that ``choices_of`` names."""
    if "choices_of" in row:
        table = codes.table(row.one_of("choices_of", codes.tables()))
        return tuple((code, name, table.names_en[code]) for code, name in table.names.items())
    found = []
    for choice in row.lists("choices"):
        if len(choice) != 3:
            raise row.error("a choice has a value, a Chinese and an English name", near="choices")
        found.append((choice[0], choice[1], choice[2]))
    return tuple(found)
