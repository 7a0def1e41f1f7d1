"""The national code tables, as data: ``name("use", "A")`` is 非营运."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cheguan.law.citation import GRADES
from cheguan.law.lawfile import LAW, read

CODES = LAW / "codes"


class UnknownCode(Exception):
    """There is no such table, or the table has no such code."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """One table: each code with its Chinese and its English name."""

    code: str
    title: str
    title_en: str
    grade: str
    source: str
    names: Mapping[str, str]
    names_en: Mapping[str, str]


def name(table_code: str, code: str, *, language: str = "zh") -> str:
    found = table(table_code)
    names = found.names_en if language.startswith("en") else found.names
    if code not in names:
        raise UnknownCode(f"{table_code}: {code}")
    return names[code]


def known(table_code: str, code: str) -> bool:
    return code in table(table_code).names


def choices(table_code: str) -> tuple[tuple[str, str], ...]:
    """Code and Chinese name, in the order of the table."""
    return tuple(table(table_code).names.items())


def tables() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in CODES.glob("*.toml")))


@cache
def table(code: str) -> CodeTable:
    if code not in tables():
        raise UnknownCode(f"no such table: {code}")
    file = read(CODES / f"{code}.toml")
    rows = file.table("names")
    pairs = {key: rows.texts(key) for key in rows}
    for key, pair in pairs.items():
        if len(pair) != 2:
            raise rows.error(f"{key} needs a Chinese and an English name", near=key)
    found = CodeTable(
        code=code,
        title=file.text("title"),
        title_en=file.text("title_en"),
        grade=file.one_of("grade", GRADES),
        source=file.text("source"),
        names=MappingProxyType({key: pair[0] for key, pair in pairs.items()}),
        names_en=MappingProxyType({key: pair[1] for key, pair in pairs.items()}),
    )
    file.done()
    return found
