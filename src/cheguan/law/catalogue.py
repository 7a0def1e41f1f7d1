"""The services as the law has them on a day. Loaded once, at import; what is wrong in a file stops it there."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from cheguan.law import loader, rule
from cheguan.law.lawfile import LAW, LawFileError
from cheguan.law.loader import EFFECTS
from cheguan.law.service import Form, Material, Paper, PartyNeed, Service, TimeLimit
from cheguan.law.statement import Declaration

SERVICES = LAW / "services"

__all__ = [
    "EFFECTS",
    "Declaration",
    "Form",
    "Material",
    "NotInForce",
    "Paper",
    "PartyNeed",
    "Service",
    "TimeLimit",
    "UnknownService",
    "codes",
    "editions",
    "get",
    "rules",
    "services",
]


class UnknownService(Exception):
    """There is no service of that code."""


class NotInForce(Exception):
    """The service exists, but the law did not have it on that day."""


def load(folder: Path) -> Mapping[str, tuple[Service, ...]]:
    """Every service of a folder, each with its editions in order of time."""
    found: dict[str, list[Service]] = {}
    for path in sorted(folder.rglob("*.toml")):
        editions = loader.load(path)
        found.setdefault(editions[0].code, []).extend(editions)
        _no_overlap(path, found[editions[0].code])
    return {code: tuple(sorted(editions, key=lambda each: each.valid_from)) for code, editions in found.items()}


def get(code: str, *, on: date) -> Service:
    """The edition in force on that day."""
    if code not in _SERVICES:
        raise UnknownService(code)
    for service in _SERVICES[code]:
        if service.valid_from <= on and (service.valid_until is None or on <= service.valid_until):
            return service
    raise NotInForce(f"{code} on {on}")


def rules() -> frozenset[str]:
    """The codes of all rules that a service may name."""
    return rule.codes()


def codes() -> frozenset[str]:
    """Every service that there is or was."""
    return frozenset(_SERVICES)


def editions(code: str) -> tuple[Service, ...]:
    """All editions of a service, the earliest first."""
    return _SERVICES[code]


def services(*, on: date, subject: str | None = None, channel: str | None = None) -> tuple[Service, ...]:
    """The services in force on that day, the commonest first."""
    found = []
    for code in _SERVICES:
        try:
            service = get(code, on=on)
        except NotInForce:
            continue
        if subject in (None, service.subject) and (channel is None or channel in service.channels):
            found.append(service)
    return tuple(sorted(found, key=lambda each: each.order))


def _no_overlap(path: Path, editions: Iterable[Service]) -> None:
    ordered = sorted(editions, key=lambda each: each.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
            problem = f"editions of {later.code} from {earlier.valid_from} and {later.valid_from} overlap"
            raise LawFileError(path, None, problem)


_SERVICES = load(SERVICES)
