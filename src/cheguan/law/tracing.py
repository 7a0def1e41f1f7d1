"""Which facts decided: a check is asked once more, on facts that note what is read of them.

Only findings are traced, and only when somebody wants to know; the check itself stays a plain function.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from cheguan.law.facts import CaseFacts, LicenceFacts, PersonFacts, VehicleFacts

OWN = frozenset(
    {"says", "day", "number", "the_vehicle", "the_licence", "vehicle", "licence", "other", "applicant", "declared"}
)


@dataclass(frozen=True, slots=True)
class FactRead:
    """One fact as it was when it was read: ``name`` is its path (``vehicle.mortgaged``, ``declared.way``)."""

    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Absent:
    """What is not there, by its name in Chinese and in English: the value of a fact."""

    name: str
    name_en: str


class _Notes:
    """What was read so far, each fact once, in the order of reading; what a property itself reads is not asked for."""

    def __init__(self) -> None:
        self.read: dict[str, object] = {}
        self.depth = 0

    def note(self, path: str, value: object) -> None:
        if self.depth == 0:
            self.read.setdefault(path, value)


def facts_read(check: Callable[[CaseFacts], object], case: CaseFacts) -> tuple[FactRead, ...]:
    """The facts of ``case`` that ``check`` reads."""
    notes = _Notes()
    check(_watched(case, "", notes))
    return tuple(FactRead(name, value) for name, value in notes.read.items())


def _watched(facts: Any, prefix: str, notes: _Notes) -> Any:
    """A copy of the facts, of a type of the same fields, that notes every reading."""
    watched: Any = object.__new__(_WATCHED[type(facts)])
    for field in fields(facts):
        value = getattr(facts, field.name)
        inner = f"{prefix}{field.name}."
        kept = _watched(value, inner, notes) if type(value) in _WATCHED else value
        object.__setattr__(watched, field.name, kept)
    object.__setattr__(watched, "watcher", (prefix, notes))
    return watched


def _noting(kind: type, **own: Any) -> type:
    """The kind of facts, with every reading from outside noted under its path; ``own`` are methods that note by themselves."""

    def read(self: Any, name: str) -> Any:
        if name.startswith("_") or name in OWN:
            return object.__getattribute__(self, name)
        prefix, notes = object.__getattribute__(self, "watcher")
        notes.depth += 1
        value = object.__getattribute__(self, name)
        notes.depth -= 1
        notes.note(prefix + name, value)
        return value

    return type(f"Watched{kind.__name__}", (kind,), {"__slots__": ("watcher",), "__getattribute__": read, **own})


def _says(self: Any, key: str, *, otherwise: str = "") -> str:
    prefix, notes = object.__getattribute__(self, "watcher")
    stated = object.__getattribute__(self, "declared").get(key, otherwise)
    notes.note(f"{prefix}declared.{key}", stated)
    return str(stated)


_WATCHED: dict[type, type] = {
    CaseFacts: _noting(CaseFacts, says=_says),
    **{kind: _noting(kind) for kind in (PersonFacts, VehicleFacts, LicenceFacts)},
}
