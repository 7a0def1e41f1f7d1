"""改革措施 as dated layers over the catalogue. ``catalogue.get`` stays the law itself; here it is seen under its reforms.

A case keeps the layers it was accepted under (``Service.layers``) and is seen under them for good (``pinned``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from cheguan.law import catalogue, layering, one_id, reform_loader
from cheguan.law.lawfile import LAW, LawFileError
from cheguan.law.layering import Contradiction, apply
from cheguan.law.measure import Group, Measure
from cheguan.law.service import Service

REFORMS = LAW / "reforms"
MOST_REMEMBERED = 4096
Key = TypeVar("Key")
Seen = TypeVar("Seen")

__all__ = [
    "Contradiction",
    "Reforms",
    "UnknownMeasure",
    "apply",
    "by_identity_alone",
    "get",
    "groups",
    "in_force",
    "layers",
    "load",
    "pinned",
    "switch_on",
]


class UnknownMeasure(Exception):
    """There is no measure of that code; one that ever lay on a case stays in ``law/reforms``."""


class Reforms:
    """All measures of some files, and services as they are under them. What it hands out is frozen."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)
        self.measures: Mapping[str, Measure] = {each.code: each for group in self.groups for each in group.measures}
        self._seen: dict[tuple[int, date, str], tuple[Service, Service]] = {}
        self._pinned: dict[tuple[int, tuple[str, ...]], tuple[Service, Service]] = {}

    def get(self, code: str) -> Measure:
        if code not in self.measures:
            raise UnknownMeasure(code)
        return self.measures[code]

    def layers(self, *, on: date, place: str) -> tuple[Measure, ...]:
        """What changes services that day at that office, whether or not the catalogue has them yet."""
        known = self.measures.values()
        return tuple(each for each in known if _live(each, place) and each.since <= on and not each.over(on))

    def in_force(self, service: Service, *, on: date, place: str) -> Service:
        """The service under the layers of that day at that office; the same object where there are none."""
        key = (id(service), on, place)
        seen = self._seen.get(key)
        if seen is None or seen[0] is not service:
            over = [each for each in self.measures.values() if _live(each, place) and each.holds(service, on=on)]
            seen = _remember(self._seen, key, (service, apply(service, over)))
        return seen[1]

    def pinned(self, service: Service, *, layers: tuple[str, ...]) -> Service:
        """The service under exactly these layers, whatever holds today."""
        if not layers:
            return service
        key = (id(service), layers)
        seen = self._pinned.get(key)
        if seen is None or seen[0] is not service:
            over = [self.get(code) for code in layers]
            seen = _remember(self._pinned, key, (service, apply(service, over)))
        return seen[1]


def load(folder: Path) -> Reforms:
    """Every file of a folder; two measures that contradict each other, or share a code, are refused."""
    files: dict[str, Path] = {}
    found: list[Group] = []
    for path in sorted(folder.glob("*.toml")):
        group = reform_loader.load(path)
        if group.code in files:
            raise LawFileError(path, None, f"the code {group.code} is taken by {files[group.code].name}")
        files[group.code] = path
        found.append(group)
    _compatible([each for group in found for each in group.measures], files)
    return Reforms(found)


def _compatible(measures: Iterable[Measure], files: Mapping[str, Path]) -> None:
    """No two that hold at one office on one day may want different things of a service."""
    acting = [each for each in measures if each.on and each.changes and not each.places_unread]
    for service in (each for code in sorted(catalogue.codes()) for each in catalogue.editions(code)):
        over = [each for each in acting if each.meets(service)]
        for one, other in combinations(over, 2):
            if _share_a_day(one, other, service) and _share_a_place(one, other):
                try:
                    layering.written(service, (one, other))
                except Contradiction as contradiction:
                    raise LawFileError(files[other.group], None, str(contradiction)) from contradiction


def _share_a_day(one: Measure, other: Measure, service: Service) -> bool:
    first = max(one.since, other.since)
    return all(last is None or first <= last for last in (one.last_day(service), other.last_day(service)))


def _share_a_place(one: Measure, other: Measure) -> bool:
    if not one.places or not other.places:
        return True
    return any(one.reaches(place) for place in other.places) or any(other.reaches(place) for place in one.places)


def _live(measure: Measure, place: str) -> bool:
    return measure.on and bool(measure.changes) and measure.reaches(place)


def _remember(memory: dict[Key, Seen], key: Key, seen: Seen) -> Seen:
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = seen
    return seen


_REFORMS = load(REFORMS)


def groups() -> tuple[Group, ...]:
    return _REFORMS.groups


def switch_on(codes: Iterable[str]) -> None:
    """The office's own switches, for as long as the process runs; ``UnknownMeasure`` when there is no such measure."""
    global _REFORMS  # noqa: PLW0603 -- set once, when the installation's settings are read; nothing else assigns it
    wanted = {get(code).code for code in codes}
    _REFORMS = Reforms(_switched(group, wanted) for group in _REFORMS.groups)


def _switched(group: Group, wanted: set[str]) -> Group:
    measures = tuple(replace(each, on=each.on or each.code in wanted) for each in group.measures)
    return replace(group, measures=measures)


def get(code: str) -> Measure:
    """The measure of that code; ``UnknownMeasure`` when there is none."""
    return _REFORMS.get(code)


def layers(*, on: date, place: str) -> tuple[Measure, ...]:
    """The measures that change some service on that day at the office of that code."""
    return _REFORMS.layers(on=on, place=place)


def in_force(service: Service, *, on: date, place: str) -> Service:
    """The service under the layers of that day at the office of that code."""
    return _REFORMS.in_force(service, on=on, place=place)


def pinned(code: str, *, edition: date, layers: Iterable[str]) -> Service:
    """The service that a case is held to: the edition, and the layers of its acceptance."""
    return _REFORMS.pinned(catalogue.get(code, on=edition), layers=tuple(layers))


def by_identity_alone(*, on: date, place: str) -> tuple[Service, ...]:
    """一证即办 on that day at that office: derived by rule, not the list of eighteen that was announced."""
    return one_id.derived(in_force(each, on=on, place=place) for each in catalogue.services(on=on))
