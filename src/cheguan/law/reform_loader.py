"""Reading ``law/reforms``: one file a batch. Every word must be known, and every target be there to be changed."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from cheguan.law import catalogue, dictionary, layering, reform_changes
from cheguan.law.citation import UnknownArticle, cited
from cheguan.law.lawfile import Table, read
from cheguan.law.layering import Change
from cheguan.law.measure import IDENTITY_ALONE, Absorbed, Group, Measure, Scope
from cheguan.law.service import SUBJECTS, Service

PLACE_DIGITS = 6


def load(path: Path) -> Group:
    """One batch. ``LawFileError`` names the file, the line, what is wrong and what is allowed."""
    file = read(path)
    code, grade, source = file.text("code"), file.one_of("grade", reform_changes.GRADES), file.text("source")
    since = file.day("in_force_from")
    found = Group(
        code=code,
        name=file.text("name"),
        name_en=file.text("name_en"),
        since=since,
        count=file.number("count") if "count" in file else None,
        part_of=file.text("part_of", ""),
        source=source,
        grade=grade,
        measures=tuple(_measure(row, code, since, source, grade) for row in file.tables("measures")),
    )
    file.done()
    _numbered(file, found)
    return found


def _measure(row: Table, group: str, since: date, source: str, grade: str) -> Measure:
    scope = _scope(row)
    found = Measure(
        code=f"{group}.{row.text('code')}",
        group=group,
        number=row.number("number") if "number" in row else None,
        name=row.text("name"),
        name_en=row.text("name_en"),
        since=row.day("in_force_from") if "in_force_from" in row else since,
        until=row.optional_day("in_force_until"),
        absorbed=tuple(_absorbed(each) for each in row.tables("absorbed")),
        places=frozenset(_place(row, each) for each in row.texts("places")),
        places_unread=row.flag("places_unread", default=False),
        on=row.flag("on", default=True),
        scope=scope,
        changes=tuple(reform_changes.read(each) for each in row.tables("changes")),
        basis=cited(row, "basis"),
        source=row.text("source", source),
        grade=row.one_of("grade", reform_changes.GRADES, grade),
        hoped=row.text("hoped", ""),
        hoped_en=row.text("hoped_en", ""),
        note=row.text("note", ""),
    )
    row.done()
    _sound(row, found)
    _named_things_exist(row, found)
    return found


def _scope(row: Table) -> Scope:
    inner = row.table("scope")
    found = Scope(
        services=frozenset(inner.some_of("services", catalogue.codes())),
        subject=inner.one_of("subject", SUBJECTS) if "subject" in inner else "",
        materials=frozenset(inner.some_of("materials", dictionary.materials())),
        derived=inner.one_of("derived", (IDENTITY_ALONE,)) if "derived" in inner else "",
    )
    inner.done()
    return found


def _absorbed(row: Table) -> Absorbed:
    by = cited(row, "by")
    if len(by) != 1:
        raise row.error(f"{row.name}.by must be one article", near="by")
    found = Absorbed(row.day("on"), by[0], frozenset(row.some_of("subjects", SUBJECTS)))
    try:
        found.by.wording(found.on)
    except UnknownArticle as unknown:
        raise row.error(str(unknown), near=found.by.reference) from unknown
    row.done()
    return found


def _place(row: Table, place: str) -> str:
    if len(place) != PLACE_DIGITS or not place.isdecimal():
        raise row.error(f"{row.name}.places must be codes of divisions such as 450500: {place}", near=place)
    return place


def _sound(row: Table, found: Measure) -> None:
    """What changes something has services, a hope and an article; what has ended has not ended before it began."""
    first = found.code.partition(".")[2]
    if found.changes and found.scope.empty:
        raise row.error("scope is missing: a measure that changes something says for which services", near=first)
    if found.changes and not (found.basis or found.absorbed):
        raise row.error("basis is missing: a measure that changes something cites an article", near=first)
    if found.changes and not (found.hoped and found.hoped_en):
        raise row.error("hoped and hoped_en are missing: what is the measure to bring?", near=first)
    if found.until and found.until < found.since:
        raise row.error(f"in_force_until {found.until} is before {found.since}", near=first)
    for each in found.absorbed:
        if each.on < found.since:
            raise row.error(f"absorbed on {each.on}, before it began on {found.since}", near=first)


def _named_things_exist(row: Table, found: Measure) -> None:
    """A service named by its code must have what is to be changed, in an edition of the measure's time."""
    for code in sorted(found.scope.services):
        met = [each for each in catalogue.editions(code) if found.meets(each)]
        for change in found.changes if met else ():
            _has(row, change, met)
    for service in (each for code in catalogue.codes() for each in catalogue.editions(code) if found.meets(each)):
        for change in found.changes:
            _asks(row, change, service)


def _has(row: Table, change: Change, editions: list[Service]) -> None:
    wanted = {target for target in change.targets if change.kind != "allow_gap"}
    there = {key[1] for each in editions for key, _ in change.writes(each)}
    if missing := sorted(wanted - there):
        raise row.error(
            f"{change.kind}: {editions[0].code} has no {missing[0]}", near=missing[0], allowed=_targets(editions)
        )
    if not wanted and not there:
        raise row.error(
            f"{change.kind}: there is nothing of that kind to change in {editions[0].code}", near=change.kind
        )


def _targets(editions: Iterable[Service]) -> Iterator[str]:
    for each in editions:
        yield from (material.code for material in each.materials)
        yield from (party.role for party in each.parties)
        yield from (rule.code for rule in each.rules if rule.code in reform_changes.PLACE_RULES)


def _asks(row: Table, change: Change, service: Service) -> None:
    """A condition may read only what the window is asked to state for that service."""
    text = change.value if isinstance(change.value, str) else ""
    if not any(True for _ in change.writes(service)):
        return
    lacking = layering.condition(text).declared - {each.code for each in service.declared}
    if lacking:
        raise row.error(f"when: {service.code} does not ask {', '.join(sorted(lacking))}", near=text)


def _numbered(file: Table, found: Group) -> None:
    codes, numbers = [each.code for each in found.measures], [each.number for each in found.measures if each.number]
    for code in codes:
        if codes.count(code) > 1:
            raise file.error(f"measures has {code} twice", near=code.partition(".")[2])
    for number in numbers:
        if found.count is None or not 1 <= number <= found.count:
            raise file.error(f"measures.number {number} is beyond the count of {found.count}", near="count")
        if numbers.count(number) > 1:
            raise file.error(f"measures.number {number} is there twice", near="number")
