"""What a paper or a plate costs on a given day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cheguan.law.citation import GRADES
from cheguan.law.lawfile import LAW, Table, read_folder

TARIFFS = LAW / "tariffs"


class UnknownFee(Exception):
    """The tariffs have no such item, or none that is in force on the day."""


@dataclass(frozen=True, slots=True)
class Fee:
    """One item of a tariff."""

    item: str
    name: str
    name_en: str
    fen: int
    unit: str
    basis: str
    grade: str
    since: date
    until: date | None

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def fee(item: str, *, on: date) -> Fee:
    for each in items().get(item, ()):
        if each.in_force(on):
            return each
    raise UnknownFee(f"{item} on {on}")


@cache
def items() -> dict[str, tuple[Fee, ...]]:
    return load(TARIFFS)


def load(folder: Path) -> dict[str, tuple[Fee, ...]]:
    found: dict[str, tuple[Fee, ...]] = {}
    for file in read_folder(folder):
        basis = file.text("basis")
        since, until = file.day("in_force_from"), file.optional_day("in_force_until")
        for row in file.tables("fees"):
            new = _fee(row, basis=basis, since=since, until=until)
            if any(each.in_force(since) or new.in_force(each.since) for each in found.get(new.item, ())):
                raise row.error(f"{new.item} has two prices on one day", near=new.item)
            found[new.item] = (*found.get(new.item, ()), new)
        file.done()
    return found


def _fee(row: Table, *, basis: str, since: date, until: date | None) -> Fee:
    found = Fee(
        item=row.text("item"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        fen=row.number("fen"),
        unit=row.text("unit"),
        basis=row.text("basis", basis),
        grade=row.one_of("grade", GRADES),
        since=since,
        until=until,
    )
    if found.fen < 0:
        raise row.error("fen is below nought", near="fen")
    row.done()
    return found
