"""How often a decided case is looked at again: by its service, and by what is known of the case when it is decided."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cheguan.law import catalogue
from cheguan.law.lawfile import Table, read

FILE = Path(__file__).with_name("rates.toml")
# What the system can tell of a case by itself; the other grounds name their services.
OBSERVED = frozenset({"any", "refused", "agent", "sent_back", "newcomer", "gap"})
GRADES = ("A", "B", "C", "U", "DESIGN")
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason to look again. ``rate`` is in ten thousandths; ``services`` is empty for what is seen in the case."""

    code: str
    name: str
    name_en: str
    rate: int
    services: frozenset[str]

    @property
    def percent(self) -> float:
        return self.rate * 100 / WHOLE


@dataclass(frozen=True, slots=True)
class Rates:
    """The office's table, with the grade of its evidence."""

    grade: str
    limit_workdays: int
    newcomer_days: int
    grounds: tuple[Ground, ...]

    def of(self, service: str, seen: Collection[str]) -> tuple[int, tuple[str, ...]]:
        """The highest rate of all grounds that hold for the case, and the codes of those grounds."""
        holding = [each for each in self.grounds if each.code in seen or service in each.services]
        return max(each.rate for each in holding), tuple(each.code for each in holding)


@cache
def rates() -> Rates:
    return load(FILE)


def load(path: Path) -> Rates:
    """Read strictly: an unknown service, ground or key is an error of that file and line."""
    file = read(path)
    known = catalogue.codes()
    found = Rates(
        grade=file.one_of("grade", GRADES),
        limit_workdays=file.number("limit_workdays"),
        newcomer_days=file.number("newcomer_days"),
        grounds=tuple(_ground(row, known) for row in file.tables("ground")),
    )
    file.done()
    if missing := OBSERVED - {each.code for each in found.grounds}:
        raise file.error(f"no rate for {', '.join(sorted(missing))}")
    return found


def _ground(row: Table, known: Collection[str]) -> Ground:
    services = frozenset(row.some_of("services", known))
    code = row.text("code") if services else row.one_of("code", OBSERVED)
    ground = Ground(code, row.text("name"), row.text("name_en"), row.number("percent") * 100, services)
    row.done()
    if not 0 < ground.rate <= WHOLE:
        raise row.error("percent is from 1 to 100", near="percent")
    return ground
