"""业务分组：the services by matter, in the words that people use, in the order in which they are listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from cheguan.law.dictionary import DICTIONARIES, load
from cheguan.law.lawfile import LawFileError, Table
from cheguan.law.service import Service

GROUPS = DICTIONARIES / "groups.toml"


@dataclass(frozen=True, slots=True)
class Group:
    """One matter, with the codes of its services."""

    code: str
    name: str
    name_en: str
    services: tuple[str, ...]


OTHER = Group("other", "其他", "Other", ())


class OfService(Protocol):
    """Whatever is about a service: an offer, a guide's entry."""

    @property
    def service(self) -> Service: ...


Entry = TypeVar("Entry", bound=OfService)


@cache
def groups() -> Mapping[str, Group]:
    """Every group, in order."""
    return read_groups(GROUPS)


def read_groups(path: Path) -> Mapping[str, Group]:
    """The groups of a file; a service that stands in two of them is an error."""
    found = load(path, _group)
    places: dict[str, str] = {}
    for group in found.values():
        for code in group.services:
            if code in places:
                raise LawFileError(path, None, f"{code} is in {places[code]} and in {group.code}")
            places[code] = group.code
    return found


def group_of(code: str) -> Group:
    """The group of a service; one that nobody has placed yet is among the others."""
    return _placed().get(code, OTHER)


def grouped(entries: Iterable[Entry]) -> list[tuple[Group, list[Entry]]]:
    """The entries by group, both in their order; groups without any are left out."""
    found: dict[str, list[Entry]] = {code: [] for code in (*groups(), OTHER.code)}
    for entry in entries:
        found[group_of(entry.service.code).code].append(entry)
    known = {**groups(), OTHER.code: OTHER}
    return [(known[code], members) for code, members in found.items() if members]


@cache
def _placed() -> Mapping[str, Group]:
    return {code: group for group in groups().values() for code in group.services}


def _group(code: str, row: Table) -> Group:
    return Group(code, row.text("name"), row.text("name_en"), row.texts("services"))
