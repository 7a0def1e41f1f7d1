"""Reading the TOML files of the law strictly: what is wrong, in which file and line, and what would be right.

The files are written by jurists. A key that nobody reads, a missing one or one of the wrong kind stops the loading.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

LAW = Path(__file__).parent
Kind = TypeVar("Kind")


class LawFileError(Exception):
    """A file of the law cannot be used; the message names the file, the line, the fault and what is allowed."""

    def __init__(self, path: Path, line: int | None, problem: str, allowed: Iterable[str] = ()) -> None:
        self.path, self.line, self.problem, self.allowed = path, line, problem, tuple(sorted(allowed))
        place = path.name if line is None else f"{path.name}:{line}"
        hint = f"; allowed: {', '.join(self.allowed)}" if self.allowed else ""
        super().__init__(f"{path.parent.name}/{place}: {problem}{hint}")


class Table:
    """One table of a file. Every value is taken by name and kind; ``done`` refuses what was left over."""

    def __init__(self, path: Path, text: str, data: Mapping[str, Any], *, name: str = "") -> None:
        self.path, self.name = path, name
        self._text, self._data, self._taken = text, data, set[str]()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, str, "a text", default)
        if value == "" and default is None:
            raise self.error(f"{self._label(key)} is empty", near=key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        return self._take(key, int, "a whole number", default)

    def flag(self, key: str, *, default: bool) -> bool:
        return self._take(key, bool, "true or false", default)

    def day(self, key: str) -> date:
        return self._take(key, date, "a date such as 2022-05-01", None)

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if key in self._data else None

    def days(self, key: str) -> tuple[date, ...]:
        return self._each(key, date, "dates")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text stands for a list of one; a missing key for none."""
        if isinstance(self._data.get(key), str):
            return (self.text(key),)
        return self._each(key, str, "texts")

    def lists(self, key: str) -> tuple[list[Any], ...]:
        return self._each(key, list, "lists")

    def table(self, key: str) -> Self:
        return self._inner(key, self._take(key, dict, "a table", {}))

    def plain(self, key: str) -> Mapping[str, Any]:
        """A table whose keys are not the file's but those of what it is about."""
        return self._take(key, dict, "a table", None)

    def tables(self, key: str) -> tuple[Self, ...]:
        return tuple(self._inner(key, each) for each in self._each(key, dict, "tables"))

    def entries(self, key: str) -> tuple[str | Self, ...]:
        """A list that mixes texts and tables."""
        found = self._take(key, list, "a list of texts or tables", [])
        if not all(isinstance(each, str | dict) for each in found):
            raise self.error(f"{self._label(key)} must be a list of texts or tables", near=key)
        return tuple(each if isinstance(each, str) else self._inner(key, each) for each in found)

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        return self.known(key, self.text(key, default), allowed)

    def some_of(self, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.known(key, value, allowed) for value in self.texts(key))

    def known(self, key: str, value: str, allowed: Iterable[str]) -> str:
        choices = set(allowed)
        if value not in choices:
            raise self.error(f"{self._label(key)} is not known: {value}", near=value, allowed=choices)
        return value

    def done(self) -> None:
        for key in self._data:
            if key not in self._taken:
                raise self.error(f"unknown key {self._label(key)}", near=key, allowed=self._taken)

    def error(self, problem: str, *, near: str = "", allowed: Iterable[str] = ()) -> LawFileError:
        return LawFileError(self.path, self._line_of(near) if near else None, problem, allowed)

    def _take(self, key: str, kind: type[Kind], wanted: str, default: Kind | None) -> Kind:
        self._taken.add(key)
        if key not in self._data:
            if default is None:
                raise self.error(f"{self._label(key)} is missing")
            return default
        value = self._data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int) or isinstance(value, datetime):
            raise self.error(f"{self._label(key)} must be {wanted}", near=key)
        return value

    def _each(self, key: str, kind: type[Kind], wanted: str) -> tuple[Kind, ...]:
        found = self._take(key, list, f"a list of {wanted}", [])
        for value in found:
            if not isinstance(value, kind):
                raise self.error(f"{self._label(key)} must be a list of {wanted}", near=key)
        return tuple(found)

    def _inner(self, key: str, data: Mapping[str, Any]) -> Self:
        return type(self)(self.path, self._text, data, name=self._label(key))

    def _label(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _line_of(self, needle: str) -> int | None:
        key = re.compile(rf'^\s*\[*"?{re.escape(needle)}"?\]*\s*(=|$)')
        lines = self._text.splitlines()
        for number, line in enumerate(lines, start=1):
            if key.match(line) or f'"{needle}"' in line:
                return number
        return next((number for number, line in enumerate(lines, start=1) if needle in line), None)


def read(path: Path) -> Table:
    """The whole file as one table."""
    text = path.read_text(encoding="utf-8")
    try:
        return Table(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        line = re.search(r"line (\d+)", str(wrong))
        raise LawFileError(path, int(line[1]) if line else None, f"not valid TOML: {wrong}") from wrong


def read_folder(folder: Path) -> tuple[Table, ...]:
    return tuple(read(path) for path in sorted(folder.glob("*.toml")))
